"""What tests share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# One thread a worker: the machine's cores are the workers' already.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

# The same cases every time, and no clock: a busy machine is no reason to fail.
settings.register_profile("project", derandomize=True, deadline=None)
settings.load_profile("project")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The top folder of the project."""
    return ROOT
