"""Which program, model and settings made a result: the run its claims point to."""

import hashlib
from dataclasses import asdict, dataclass
from functools import cache

from extractor.settings import Settings


@dataclass(frozen=True, slots=True)
class Run:
    """What made a result. No time in it, so that the same run again has the same IRI."""

    version: str
    model: str
    base: str

    @property
    def iri(self) -> str:
        """The IRI of the run: a hash of all that could change its output."""
        key = f"{self.version}|{self.model}|{self.base}"
        return f"{self.base}run/{hashlib.sha256(key.encode()).hexdigest()[:16]}"

    @property
    def label(self) -> str:
        """The run in words."""
        return f"extractor {self.version} with {self.model}"

    def to_dict(self) -> dict[str, str]:
        """The run as plain values."""
        return asdict(self)


def run_of(settings: Settings) -> Run:
    """The run of this program with these settings."""
    return Run(program_version(), settings.model, settings.base)


@cache
def program_version() -> str:
    """The installed version; `0` when run from a checkout that is not installed."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("extractor")
    except PackageNotFoundError:
        return "0"
