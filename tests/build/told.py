"""Articles with their events given by hand, and the samples, as results."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from extractor.batch import Named, reports
from extractor.build import build
from extractor.catalogue import load
from extractor.link import link
from extractor.model import Annotated, Argument, Event, Fact, Incident, Interval, Modality, Report, Result, Span
from extractor.pipeline import results
from extractor.settings import Settings
from tests.link.marked import annotated

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


@dataclass(frozen=True, slots=True)
class Told:
    """An event by its words. `at`: which occurrence of the trigger; `roles`: words in the trigger's sentence."""

    kind: str
    trigger: str
    roles: dict[str, str]
    at: int
    modality: Modality
    when: Interval | None


def told(
    kind: str,
    trigger: str,
    *,
    at: int = 1,
    modality: Modality = "asserted",
    when: Interval | None = None,
    **roles: str,
) -> Told:
    """For example `told("incident/ransomware", "hit", victim="Acme", attacker="LockBit", said_by="Ada Quill")`."""
    return Told(kind, trigger, {name.replace("_", "-"): words for name, words in roles.items()}, at, modality, when)


def day(earliest: str, latest: str | None = None) -> Interval:
    return Interval(earliest, latest or earliest, "day" if latest is None else "interval")


def built(marked: str, *events: Told, url: str | None = None, published: str | None = None) -> Result:
    """The result of a marked article (tests/link/marked.py) in which these events are told."""
    found = annotated(marked, url, published)
    made = tuple(_event(each, found) for each in events)
    return build(link(replace(found, events=made), load()), Settings())


def _event(each: Told, found: Annotated) -> Event:
    text, start = found.report.text, -1
    for _ in range(each.at):
        start = text.index(each.trigger, start + 1)
    sentence = next(s for s in found.sentences if s.start <= start < s.end)
    arguments = [
        _argument(role, words, text, sentence) for role, many in each.roles.items() for words in many.split("|")
    ]
    trigger = Span(start, start + len(each.trigger))
    return Event(each.kind, trigger, sentence, tuple(sorted(arguments)), each.modality, when=each.when)


def _argument(role: str, words: str, text: str, sentence: Span) -> Argument:
    start = text.index(words, sentence.start, sentence.end)
    return Argument(start, start + len(words), role)


def name(result: Result, iri: str | None) -> str | None:
    """What the result calls the entity or incident with this IRI."""
    names = {e.id: e.name for e in result.entities} | {i.id: i.label for i in result.incidents}
    return names.get(iri or "", iri)


def only(result: Result) -> Incident:
    """The one incident."""
    (one,) = result.incidents
    return one


def facts(result: Result, predicate: str) -> list[Fact]:
    """The facts with this local name of a predicate."""
    return [f for f in result.facts if f.predicate.endswith(f"#{predicate}")]


def words(result: Result, evidence: tuple[Span, ...]) -> list[str]:
    return [result.report.words(span) for span in evidence]


@lru_cache(maxsize=1)
def sample_results() -> dict[str, Result]:
    """Every sample article's result, by the folder's name."""
    inputs = [str(path) for path in sorted(SAMPLES.glob("*/1-page.*"))]
    named = [item for item in reports(inputs, Settings()) if isinstance(item, Named)]
    folders = [Path(item.name).parent.name for item in named]
    return dict(zip(folders, results([item.report for item in named], Settings()), strict=True))


OWN_TEXTS = (
    """On 3 May 2023 hackers encrypted the servers of Tidewater Freight, a Danish shipping company. Denmark's Centre for
Cyber Security blamed the Conti gang. Ada Quill, chief executive of Tidewater Freight, said no ransom was paid.""",
    """Russia denied that it was behind the attack on Volt Group, Ukraine's biggest private energy conglomerate. Ukraine
blamed Sandworm, a group of the GRU, for the wiper attack of 9 June 2022. XakNet claimed responsibility.""",
    """Latvia and Estonia signed a memorandum of understanding on cyber security on 2 March 2021, said Baiba Ozola, head
of CERT.LV. The United States sanctioned Evil Corp. NCSC warned of a planned phishing campaign against banks.""",
    "Hackers could attack Acme Dairy next year. Lusitel denied that it was breached; ShinyHunters claimed the breach.",
    "Nothing of note happened in the village. The baker sold bread.",
)


def own_results() -> Iterator[Result]:
    """The results of a few texts of our own."""
    made = [Report(f"own-{n}", text, published="2023-06-01", language="en") for n, text in enumerate(OWN_TEXTS)]
    return results(made, Settings())
