"""The program `extractor`: run a command, turn its errors into one line and an exit code."""

import sys


def main() -> None:
    """Run the command line and exit with one of `problems.EXIT_CODES` (130 when interrupted)."""
    from extractor.cli import app
    from extractor.problems import ExtractorError

    try:
        app(prog_name="extractor")
    except ExtractorError as error:
        _say(f"error: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(130)  # as typer does once a command runs


def _say(line: str) -> None:
    print(" ".join(line.split()), file=sys.stderr)  # noqa: T201 - the last word of a failed command


if __name__ == "__main__":
    main()
