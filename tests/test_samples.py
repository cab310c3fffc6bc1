"""Each arrow alone: file n in, file n+1 out. And the samples as a whole, as a newcomer builds them."""

from pathlib import Path

import orjson
import pytest

from tests.golden import SAMPLES, SHOWN, STAGES

ARROWS = [(name, number) for name in SHOWN for number in range(len(STAGES))]


@pytest.mark.parametrize(("name", "number"), ARROWS, ids=[f"{name}-{STAGES[number][1]}" for name, number in ARROWS])
def test_stage(name: str, number: int) -> None:
    before, after, stage = STAGES[number]
    made, kept = stage(SAMPLES / name / before), (SAMPLES / name / after).read_bytes()
    assert _readable(made, after) == _readable(kept, after), "changed: if it is meant, run `make golden`"


def _readable(content: bytes, name: str) -> object:
    """Parsed where that makes the difference easier to read."""
    return content.decode().splitlines() if name.endswith(".ttl") else orjson.loads(content)


def test_every_sample_says_why_it_is_here() -> None:
    folders = [p for p in SAMPLES.iterdir() if p.is_dir()]
    assert len(folders) >= 12
    for folder in folders:
        assert (folder / "README.md").read_text("utf-8").strip(), folder
        assert [*folder.glob("1-page.*")], folder


def test_stage_files_belong_to_shown_samples() -> None:
    stray = [p for p in Path(SAMPLES).glob("*/[2-5]-*") if p.parent.name not in SHOWN]
    assert not stray
