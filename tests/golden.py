"""What each stage makes of a sample, as files beside it: tutorial, golden test and pipe shapes at once.

    samples/NAME/1-page.html 2-report.json 3-mentions.jsonl 4-links.jsonl 5-facts.ttl

File n is what the stage after file n-1 writes on a pipe. Refresh with `make golden` when a change of the output is
meant, and read the difference before committing it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from extractor.build import build
from extractor.catalogue import load
from extractor.cli import lines
from extractor.document import loads
from extractor.link import link
from extractor.model import Page, Report, Result
from extractor.pipeline import annotated
from extractor.read import read
from extractor.settings import Settings
from extractor.store.quads import article_quads

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHOWN = (
    "agreement-cisa-csa",
    "contested-energy-attack",
    "hospital-ransomware",
    "port-wiper-trade-press",
    "registry-attack-ukrainian",
    "sanctions-gru",
)
"""The samples that show their stages: one of each kind, and the one in another language."""
EMPTY = (
    "mentions", "entities", "events", "incidents", "agreements", "roles", "attributions", "responses", "problems",
)  # fmt: skip
INDENTED = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE


def to_report(page: Path) -> bytes:
    """1-page -> 2-report.json: the report alone, indented."""
    (report,) = read(Page(str(page), page.read_bytes()))
    return orjson.dumps(orjson.loads(lines.of_report(report))["report"], option=INDENTED)


def to_mentions(report_file: Path) -> bytes:
    """2-report.json -> 3-mentions.jsonl: what `annotate` writes."""
    (found,) = annotated([_report(report_file)], Settings())
    return lines.of_annotated(found) + b"\n"


def to_links(mentions_file: Path) -> bytes:
    """3-mentions.jsonl -> 4-links.jsonl: what `link` writes."""
    return lines.of_linked(link(lines.to_annotated(_document(mentions_file)), load())) + b"\n"


def to_facts(links_file: Path) -> bytes:
    """4-links.jsonl -> 5-facts.ttl: the article's own graph as Turtle."""
    result = build(lines.to_linked(_document(links_file)), Settings())
    return "\n".join(sorted(_triples(result))).encode() + b"\n"


STAGES: tuple[tuple[str, str, Callable[[Path], bytes]], ...] = (
    ("1-page.html", "2-report.json", to_report),
    ("2-report.json", "3-mentions.jsonl", to_mentions),
    ("3-mentions.jsonl", "4-links.jsonl", to_links),
    ("4-links.jsonl", "5-facts.ttl", to_facts),
)


def _report(file: Path) -> Report:
    empty = dict.fromkeys(EMPTY, ())
    return loads(orjson.dumps({"report": orjson.loads(file.read_bytes()), **empty})).report


def _document(file: Path) -> Result:
    return loads(file.read_bytes())


def _triples(result: Result) -> Iterator[str]:
    """The triples of the article's own graph, without the graph's name: every N-Triples line is Turtle."""
    for quad in article_quads(result, Settings()).splitlines():
        words = quad.removesuffix(" .")
        triple, _, graph = words.rpartition(" ")
        if "/graph/article/" in graph:
            yield f"{triple} ."


def write() -> None:
    """Write every stage file of the shown samples anew."""
    for name in SHOWN:
        for before, after, stage in STAGES:
            (SAMPLES / name / after).write_bytes(stage(SAMPLES / name / before))


if __name__ == "__main__":
    write()
