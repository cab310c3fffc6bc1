"""Articles with their mentions marked in the text: `{Organization:Acme} said ...`, `{~Organization:the company}`."""

import re
from collections.abc import Iterator

from extractor.catalogue import load
from extractor.link import link
from extractor.model import Annotated, Entity, Linked, Mention, Report, Span

MARK = re.compile(r"\{(~?)(\w+):|\}")
SENTENCE = re.compile(r"\S[^.]*(?:\.(?!\s|$)[^.]*)*\.?")
SHORT = {"Agency": "GovernmentAgency", "Org": "Organization", "Actor": "ThreatActor", "Demonym": "Country"}


def annotated(marked: str, url: str | None = None, published: str | None = None) -> Annotated:
    """The article, its mentions found where they are marked. `~` marks what is described and not named; marks nest."""
    text = MARK.sub("", marked)
    report = Report("article", text, url=url, published=published, language="en")
    spans = tuple(Span(m.start(), m.end()) for m in SENTENCE.finditer(text))
    return Annotated(report, spans, tuple(sorted(_mentions(marked, report), key=lambda m: (m.start, m.end))), ())


def _mentions(marked: str, report: Report) -> Iterator[Mention]:
    opened: list[tuple[int, str, str]] = []
    lost = 0
    for mark in MARK.finditer(marked):
        place = mark.start() - lost
        lost += len(mark.group())
        if mark.group() != "}":
            opened.append((place, mark[1], mark[2]))
            continue
        start, described, kind = opened.pop()
        by = "rule:nominal" if described else "catalogue:demonym" if kind == "Demonym" else "model:ner"
        yield report.mention(start, place, SHORT.get(kind, kind), by)  # type: ignore[arg-type]
    assert not opened, f"a mark stays open: {marked}"


def linked(marked: str, url: str | None = None) -> Linked:
    """The article with each mention's entity decided against the shipped catalogue."""
    return link(annotated(marked, url), load())


def keys(found: Linked) -> dict[str, list[str]]:
    """Words -> the keys of what they mean, in text order."""
    out: dict[str, list[str]] = {}
    for each in found.links:
        out.setdefault(each.mention.text, []).append(each.entity)
    return out


def entity(found: Linked, name: str) -> Entity:
    """The one entity with this name."""
    (one,) = (e for e in found.entities if e.name == name)
    return one
