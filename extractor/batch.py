"""The sentence over many inputs: every input ends as done, skipped (why) or failed (why), and the counts add up."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from extractor import pipeline
from extractor.model import Page, Report, Result
from extractor.problems import ExtractorError, Failed, InputError, Skipped
from extractor.settings import Settings

if TYPE_CHECKING:
    from extractor.build.merge import Telling
    from extractor.store.folder import Decision
    from extractor.store.graph import Graph

BATCH = 8
"""Articles that go through the model together: 4 to 32 are equally quick (measured); of 8 the first is out sooner."""
BATCH_CHARACTERS = 400_000
"""A batch of long articles is closed earlier, so that memory stays bounded."""


@dataclass(frozen=True, slots=True)
class Named:
    """A report and the input it came from."""

    name: str
    report: Report


@dataclass(frozen=True, slots=True)
class Done:
    """An input that yielded its result."""

    name: str
    result: Result


Outcome = Done | Skipped | Failed


def run(inputs: Iterable[str], settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Outcome]:
    """What became of every input, in order, streamed. Nothing is raised for the sake of one article."""
    for batch in _batches(reports(inputs, settings, stdin)):
        yield from _results(batch, settings)


def reports(
    inputs: Iterable[str], settings: Settings, stdin: BinaryIO | None = None
) -> Iterator[Named | Skipped | Failed]:
    """The reports in `inputs`, each with the name of its input; what holds none says why."""
    for page in _pages(inputs, settings, stdin):
        if isinstance(page, Page):
            yield from _read(page, settings)
        else:
            yield page


def _pages(inputs: Iterable[str], settings: Settings, stdin: BinaryIO | None) -> Iterator[Page | Skipped | Failed]:
    """The pages of `inputs`, each input by itself: one that breaks its reader ends there, and the next goes on."""
    from extractor.acquire.files import pages

    for name in inputs:
        try:
            yield from pages([name], settings, stdin)
        except (ExtractorError, ImportError, MemoryError):
            raise  # not this input's fault: the next would fail alike
        except Exception as error:  # noqa: BLE001 - one input that breaks a reader must not end the batch
            yield Failed(name, unexpected("acquire", error))


def _read(page: Page, settings: Settings) -> Iterator[Named | Skipped | Failed]:
    from extractor.read import parts

    count = 0
    try:
        for part in parts(page, fast=settings.fast):
            count += 1
            yield Named(page.name, part) if isinstance(part, Report) else part
    except InputError as error:
        yield Failed(page.name, str(error))
    except (ImportError, MemoryError):
        raise  # not this page's fault: the next would fail alike
    except Exception as error:  # noqa: BLE001 - one page that breaks a reader must not end the batch
        yield Failed(page.name, unexpected("read", error))
    else:
        if not count:
            yield Skipped(page.name, "holds no article")


def _batches(items: Iterable[Named | Skipped | Failed]) -> Iterator[list[Named | Skipped | Failed]]:
    batch: list[Named | Skipped | Failed] = []
    characters = 0
    for item in items:
        batch.append(item)
        characters += len(item.report.text) if isinstance(item, Named) else 0
        if len(batch) >= BATCH or characters >= BATCH_CHARACTERS:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _results(batch: list[Named | Skipped | Failed], settings: Settings) -> Iterator[Outcome]:
    """The batch's outcomes in its order; where an article breaks the batch, each article is tried alone."""
    named = [item for item in batch if isinstance(item, Named)]
    try:
        found = iter([*pipeline.results([item.report for item in named], settings)])
    except Exception:  # noqa: BLE001 - not absorbed: the article that raised it is found, and named, below
        yield from (_alone(item, settings) if isinstance(item, Named) else item for item in batch)
    else:
        yield from (Done(item.name, next(found)) if isinstance(item, Named) else item for item in batch)


def _alone(item: Named, settings: Settings) -> Outcome:
    try:
        return Done(item.name, next(pipeline.results([item.report], settings)))
    except InputError as error:
        return Failed(item.name, str(error))
    except (ExtractorError, ImportError, MemoryError):
        raise  # not this article's fault (no such model): the next would fail alike
    except Exception as error:  # noqa: BLE001 - the one place where a surprise becomes a failed record
        return Failed(item.name, unexpected("extract", error))


def unexpected(stage: str, error: Exception) -> str:
    """One line about an error nobody planned for: stage, type, message, and where it was raised."""
    at = error.__traceback__
    while at and at.tb_next:
        at = at.tb_next
    place = f" ({at.tb_frame.f_globals.get('__name__', '?')}:{at.tb_lineno})" if at else ""
    return f"{stage}: unexpected {type(error).__name__}: {' '.join(str(error).split())[:200]}{place}"


def _shortened(remarks: list[str]) -> str | None:
    """The first remark, and how many more there are."""
    more = f" (and {len(remarks) - 1} more)" if len(remarks) > 1 else ""
    return remarks[0] + more if remarks else None


@dataclass(frozen=True, slots=True)
class Record:
    """One line of the run report."""

    input: str
    outcome: str
    reason: str | None = None
    article: str | None = None


class RunReport:
    """What a run did: a record for every input, and counts of what was found.

    `counts` counts entities, incidents and agreements once however many articles name them, claims each.
    """

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.claims = 0
        self.problems: list[tuple[str, str]] = []
        self._seen: dict[str, set[str]] = {"entities": set(), "incidents": set(), "agreements": set()}

    def add(self, outcome: Outcome, note: str | None = None) -> None:
        """Take note of one outcome; `note` says more about a done one."""
        if isinstance(outcome, Done):
            remarks = [*([note] if note else ()), *(problem.message for problem in outcome.result.problems)]
            self.records.append(Record(outcome.name, "done", _shortened(remarks), outcome.result.iri))
            self._count(outcome.name, outcome.result)
        else:
            kind = "skipped" if isinstance(outcome, Skipped) else "failed"
            self.records.append(Record(outcome.name, kind, outcome.reason))

    def _count(self, name: str, result: Result) -> None:
        self._seen["entities"].update(e.id for e in result.entities)
        self._seen["incidents"].update(i.id for i in result.incidents)
        self._seen["agreements"].update(a.id for a in result.agreements)
        self.claims += len(result.facts)
        self.problems += [(name, problem.message) for problem in result.problems]

    def outcomes(self) -> dict[str, int]:
        """How many inputs ended how; the values add up to the number of inputs."""
        kinds = [record.outcome for record in self.records]
        return {kind: kinds.count(kind) for kind in ("done", "skipped", "failed")}

    def in_part(self) -> dict[str, int]:
        """What was read only in part, and why: done inputs by the remark on them."""
        found = Counter(message for _, message in self.problems)
        return dict(sorted(found.items()))

    @property
    def counts(self) -> dict[str, int]:
        """Entities, incidents, agreements, claims."""
        return {**{name: len(ids) for name, ids in self._seen.items()}, "claims": self.claims}

    @property
    def exit_code(self) -> int:
        """3 where an input failed, else 0."""
        return InputError.exit_code if self.outcomes()["failed"] else 0

    def to_dict(self) -> dict[str, Any]:
        """As plain values, for `runs/*.json`."""
        return {
            "inputs": len(self.records),
            **self.outcomes(),
            "counts": self.counts,
            "records": [
                {k: getattr(r, k) for k in ("input", "outcome", "reason", "article") if getattr(r, k)}
                for r in self.records
            ],
            "problems": [{"input": name, "message": message} for name, message in self.problems],
        }


def merge(graph: "Graph") -> tuple[int, int]:
    """Decide which incidents of different articles are one. Returns how many pairs were joined and how many parted.

    Decisions that a person made stand; a pair that the rule joined before and no longer would is parted again.
    """
    from extractor.build.merge import RULE, proposals

    wanted = {frozenset((p.a, p.b)): p for p in proposals(_tellings(graph))}
    decided = {d.pair: d for d in graph.merges()}
    joined = [
        p for pair, p in sorted(wanted.items(), key=lambda x: x[1]) if _may_decide(decided.get(pair), RULE, "same")
    ]
    parted = [d for pair, d in decided.items() if d.by == RULE and d.decision == "same" and pair not in wanted]
    for p in joined:
        graph.decide(p.a, p.b, "same", RULE, p.reason)
    for d in parted:
        graph.decide(d.a, d.b, "different", RULE, "the articles no longer tell it so")
    return len(joined), len(parted)


def _may_decide(former: "Decision | None", rule: str, decision: str) -> bool:
    return former is None or (former.by == rule and former.decision != decision)


def _tellings(graph: "Graph") -> Iterator["Telling"]:
    """The incidents of the graph as the merger compares them. Countries and described victims identify no incident."""
    from extractor.build.merge import Telling

    for result in graph.results():
        named = {e.id for e in result.entities if e.named and e.kind in ("Organization", "GovernmentAgency", "Person")}
        for incident in result.incidents:
            when = incident.date
            yield Telling(
                incident.id,
                result.iri,
                frozenset(named.intersection(incident.victims)),
                frozenset(incident.kinds),
                when.earliest if when else None,
                when.latest if when else None,
                result.report.published,
                frozenset(e.country for e in result.entities if e.id in incident.victims and e.country),
            )
