"""The small web, and a fetch from it into an archive."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from extractor.acquire.crawl.crawler import Limits
from extractor.acquire.crawl.report import FetchReport
from extractor.acquire.crawl.session import session
from extractor.settings import Settings
from tests.acquire.crawl.web import Web, serving


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


@dataclass(frozen=True, slots=True)
class Fetch:
    """`fetch(SOURCE, ...)`: the report of one run."""

    web: Web
    folder: Path
    settings: Settings

    def __call__(self, *words: str, limits: Limits = Limits(), **settings: object) -> FetchReport:  # noqa: B008
        told = replace(self.settings, resolve=tuple((h, "127.0.0.1") for h in self.web.hosts))
        told = replace(told, **settings)  # type: ignore[arg-type]
        report = FetchReport()
        with session(list(words), self.folder, told, limits) as run:
            report.mended, report.notes = run.mended, run.notes
            for settled in run.crawl.run():
                report.add(settled)
            report.finish(run.crawl, run.frontier, limits, run.began)
        return report


@pytest.fixture
def fetch(web: Web, tmp_path: Path) -> Fetch:
    return Fetch(web, tmp_path / "archive", Settings(delay=0.0, timeout=5.0))


Outcomes = Callable[[FetchReport], dict[str, tuple[str, str]]]


@pytest.fixture
def outcomes(web: Web) -> Outcomes:
    """What became of each address, by its path."""

    def told(report: FetchReport) -> dict[str, tuple[str, str]]:
        marker = f":{web.port}"
        return {line.url.partition(marker)[2]: (line.outcome, line.reason.replace(marker, "")) for line in report.lines}

    return told
