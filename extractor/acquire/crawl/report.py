"""What became of every page that a run wanted: fetched, not modified, forbidden, failed, left for later; and why."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from extractor.acquire.crawl.crawler import Crawl, Limits
from extractor.acquire.crawl.frontier import Frontier
from extractor.acquire.crawl.rows import Row
from extractor.acquire.crawl.settle import NEW, Outcome, Settled
from extractor.problems import InputError

NAMES: dict[str, str] = {
    "fetched": "fetched",
    "changed": "changed",
    "unchanged": "not modified",
    "moved": "redirected",
    "forbidden": "skipped by robots.txt",
    "failed": "failed",
    "found": "would be fetched",
    "later": "left for later",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One address, and what became of it. `reason`: why, in one line."""

    url: str
    outcome: str
    reason: str = ""
    published: str | None = None
    title: str | None = None


@dataclass
class FetchReport:
    """Grows with the run. `known`: wanted pages that an earlier run had fetched.  `size`: bytes that were fetched.

    lost: wanted addresses that failed for good in an earlier run.  notes: what was amiss in the archive, a line each.
    """

    lines: list[Line] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    size: int = 0
    known: int = 0
    lost: int = 0
    mended: int = 0
    missed: int = 0
    notes: tuple[str, ...] = ()

    def add(self, settled: Settled) -> None:
        """Take note of one outcome; a page that is asked again is noted when that has come to an end."""
        if settled.outcome == "retry":
            return
        row = settled.row
        self.counts[settled.outcome] += 1
        self.pages += settled.page and settled.outcome in NEW
        self.size += settled.size
        self.missed += settled.outcome == "forbidden" and row.role in ("source", "listing")
        self.lines.append(Line(row.url, settled.outcome, settled.reason, row.published, row.title))

    def finish(self, crawl: Crawl, frontier: Frontier, limits: Limits, began: float) -> None:
        """Take note of what was left for later, and of what was there before."""
        before = datetime.fromtimestamp(began, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        self.known = 0 if limits.dry else frontier.known(before)
        told = {line.url for line in self.lines}
        self.lost = sum(url not in told for url in frontier.failed())
        for row in frontier.waiting():
            self.counts["later"] += 1
            self.lines.append(Line(row.url, "later", _why(row, crawl, limits), row.published, row.title))

    @property
    def exit_code(self) -> int:
        """0, or that of InputError where pages failed or a source was closed."""
        return InputError.exit_code if self.counts["failed"] or self.missed else 0

    def summary(self) -> str:
        """The report in one line."""
        told = [f"{self.counts[key]:,} {name}" for key, name in NAMES.items() if self.counts[key]]
        pages = f"{self.pages:,} pages, {self.size / 1e6:,.1f} MB"
        lost = f"; {self.lost:,} failed for good earlier (--refresh asks again)" if self.lost else ""
        return f"{', '.join(told) or 'nothing to fetch'}; {pages}; {self.known:,} were there before{lost}"

    def to_dict(self) -> dict[str, Any]:
        """The report as it is written to the archive's folder."""
        told = [{key: value for key in Line.__slots__ if (value := getattr(line, key))} for line in self.lines]
        numbers = {
            "pages": self.pages,
            "bytes": self.size,
            "known": self.known,
            "lost": self.lost,
            "mended": self.mended,
        }
        return {"counts": dict(sorted(self.counts.items())), **numbers, "notes": [*self.notes], "outcomes": told}


def _why(row: Row, crawl: Crawl, limits: Limits) -> str:
    if row.published and row.published < limits.since[: len(row.published)] and row.role in ("article", "feed"):
        return f"older than {limits.since}"
    if row.host in crawl.left:
        return crawl.left[row.host]
    if crawl.full or (limits.most is not None and row.role == "feed"):
        return f"more than --max {limits.most}"
    return "interrupted" if crawl.stopped else "not reached"


def outcome_name(outcome: Outcome | str) -> str:
    """An outcome in a reader's words."""
    return NAMES.get(outcome, outcome)
