"""The help teaches: every command has an example, and every exit code is listed."""

from pathlib import Path

import pytest

from extractor import Settings
from extractor.batch import reports
from extractor.cli.output import expected
from extractor.problems import EXIT_CODES
from tests.cli.conftest import Program

COMMANDS = "extract build fetch sites query show export check rebuild remove read annotate link facts".split()


def test_help_lists_commands_and_exit_codes(program: Program) -> None:
    done = program("--help")
    assert done.returncode == 0
    for command in COMMANDS:
        assert command in done.stdout
    for code, meaning in EXIT_CODES.items():
        assert f"{code}  {meaning}" in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_an_example(program: Program, command: str) -> None:
    done = program(command, "--help")
    assert done.returncode == 0
    assert f"  extractor {'read' if command in {'link', 'annotate', 'facts'} else command} " in done.stdout


def test_expected_outcomes_are_those_that_come(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text("An article of few words.")
    (tmp_path / "b.jsonl").write_text('{"text": "One article."}\n\n{"text": "Another article."}\n')
    (tmp_path / "c.bin").write_bytes(b"\0")
    words = [str(tmp_path), str(tmp_path / "*.jsonl"), "missing.html"]
    assert expected(words) == sum(1 for _ in reports(words, Settings())) == 7
    assert expected(["-"]) is None
