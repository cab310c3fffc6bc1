"""The help teaches: every command has an example, and every exit code is listed."""

import pytest

from extractor.problems import EXIT_CODES
from tests.cli.conftest import Program

COMMANDS = "extract build query show export check remove read annotate link facts".split()


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
