"""The scores on the development sets hold their floors (`make quality` shows them as a table)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("SHARED", ROOT.parent / "shared"))


@pytest.mark.quality
@pytest.mark.skipif(not (SHARED / "score").is_dir(), reason=f"no development sets at {SHARED}")
def test_floors_hold() -> None:
    """Runs what `make quality` runs; its exit code is the verdict, its table the message."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.quality", "--shared", str(SHARED)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_floors_and_goals_name_the_same_kind_of_thing() -> None:
    pinned = json.loads((ROOT / "tests/quality/floors.json").read_text())
    for name, value in [*pinned["floors"].items(), *pinned["goals"].items()]:
        assert name.count(".") == 1
        assert 0 <= value <= 100


def test_without_the_sets_quality_says_so_and_passes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.quality", "--shared", str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith("skipped: no development sets")
