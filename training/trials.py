"""Write the table of trials in README.md from trials.jsonl.

usage: python -m training.trials
"""

from training.data import read_jsonl
from training.settings import HERE

COLUMNS = ("name", "what", "TC", "AC", "AC+", "realis", "AnnoCTR", "cpu_s")
OPENING, CLOSING = "<!-- trials -->\n", "<!-- /trials -->"


def table() -> str:
    """All trials as a Markdown table."""
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    trials = read_jsonl(HERE / "trials.jsonl")
    lines += ["| " + " | ".join(str(trial.get(column, "")) for column in COLUMNS) + " |" for trial in trials]
    return "\n".join(lines) + "\n"


def updated(readme: str) -> str:
    """The README with the present table."""
    before, rest = readme.split(OPENING)
    return before + OPENING + table() + CLOSING + rest.split(CLOSING)[1]


def main() -> None:
    """Write the table."""
    path = HERE / "README.md"
    path.write_text(updated(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
