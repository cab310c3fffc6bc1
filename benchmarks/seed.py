"""Does a result document say what an article is known to say? Checks one against an expectation, fact by fact.

    python -m benchmarks.seed EXPECTED.json RESULTS.jsonl

EXPECTED.json holds report, entities, roles, agreements, incidents and `must_not_appear`, a list of sentences of the
forms "X or Y as a person", "X as two nodes", and "any entity from ..." (headers, teasers, subscribe boxes). Nothing
here knows a particular article.
"""

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

Document = dict[str, Any]
Check = tuple[str, bool]

TYPES = {
    "person": ("Person",),
    "organisation": ("Organization", "GovernmentAgency"),
    "organization": ("Organization", "GovernmentAgency"),
    "country": ("Country",),
    "place": ("Place",),
}
FURNITURE = re.compile(r"\[?related\b|subscribe|newsletter|^\s*powered by", re.IGNORECASE)
ALIKE = 0.5
"""Share of an expected phrase's longer words that a found phrase must hold to say the same."""


def checks(expected: Document, document: Document) -> Iterator[Check]:
    """Every expectation in words, and whether it holds."""
    yield from _report(expected.get("report", {}), document["report"])
    yield from _entities(expected.get("entities", ()), document)
    yield from _roles(expected.get("roles", ()), document)
    yield from _agreements(expected.get("agreements", ()), document)
    yield from _incidents(expected.get("incidents", ()), document)
    yield from _evidence(document)
    for words in expected.get("must_not_appear", ()):
        yield f"not: {words}", _absent(words, document)


def _report(expected: Document, report: Document) -> Iterator[Check]:
    for key, value in expected.items():
        found = (report.get(key) or "")[: len(value)] if key == "published" else report.get(key)
        yield f"report.{key} is {value!r}", found == value


def _entities(expected: Iterable[Document], document: Document) -> Iterator[Check]:
    for want in expected:
        found = [e for e in document["entities"] if e["type"] == want["type"] and want["name"] in _names(e, document)]
        yield f"{want['type']} {want['name']}, once", len(found) == 1
        for alias in want.get("aliases", ()):
            yield f"{want['name']} is also {alias}", any(alias in _names(e, document) for e in found)
        for key in {"country", "sector"} & set(want):
            yield f"{want['name']} has {key} {want[key]}", any(e.get(key) == want[key] for e in found)
        if "code" in want:
            yield f"{want['name']} has code {want['code']}", any(e["id"].endswith("/" + want["code"]) for e in found)


def _names(entity: Document, document: Document) -> set[str]:
    """Every name of an entity, and every word of the text that was taken to mean it."""
    said = {m["text"] for m in document["mentions"] if m.get("entity") == entity["id"]}
    return {entity["name"], *entity.get("aliases", ()), *said}


def _called(iri: str | None, name: str, document: Document) -> bool:
    return any(e["id"] == iri and name in _names(e, document) for e in document["entities"])


def _roles(expected: Iterable[list[str]], document: Document) -> Iterator[Check]:
    for person, title, organization in expected:
        yield (
            f"{person} is {title} of {organization}",
            any(
                _called(r["person"], person, document)
                and r["title"].casefold() == title
                and _called(r["organization"], organization, document)
                for r in document["roles"]
            ),
        )


def _agreements(expected: Iterable[Document], document: Document) -> Iterator[Check]:
    for want in expected:
        label = f"{want['kind']} between {' and '.join(want['parties'])}"
        found = [a for a in document["agreements"] if _all_called(a["parties"], want["parties"], document)]
        yield label, len(found) == 1 and found[0]["kind"].split("-")[0] == want["kind"].split()[0]
        for agreement in found:
            when = agreement.get("date")
            yield f"{label}: by {want['announced_by']}", not when or when["earliest"] <= want["announced_by"]
            for topic in want.get("topics", ()):
                yield f"{label}: topic {topic}", any(_alike(topic, t) for t in agreement.get("topics", ()))


def _all_called(iris: list[str], names: list[str], document: Document) -> bool:
    return all(any(_called(iri, name, document) for iri in iris) for name in names)


def _incidents(expected: Iterable[Document], document: Document) -> Iterator[Check]:
    for want in expected:
        label = f"attack on {' and '.join(want['victims'])}"
        found = [i for i in document["incidents"] if _all_called(i["victims"], want["victims"], document)]
        yield f"{label}, once", len(found) == 1
        for incident in found:
            yield from ((f"{label}: {words}", holds) for words, holds in _incident(want, incident))


def _incident(want: Document, incident: Document) -> Iterator[Check]:
    if "attacker_description" in want:
        wanted = want["attacker_description"]
        yield f"attacker described as {wanted}", _alike(wanted, incident.get("attacker_description") or "")
    if "attributed_countries" in want:
        found = set(incident.get("attributed_countries", ()))
        yield f"attributed to {want['attributed_countries']}", found == set(want["attributed_countries"])
    if "date" in want:
        yield f"date within {want['date']['earliest']} to {want['date']['latest']}", _within(incident, want["date"])
    yield f"modality {want['modality']}", incident["modality"] == want["modality"]
    for objective in want.get("objectives", ()):
        yield f"objective: {objective}", any(_alike(objective, o) for o in incident.get("objectives", ()))


def _within(incident: Document, want: Document) -> bool:
    when: dict[str, str] | None = incident.get("date")
    return when is not None and want["earliest"] <= when["earliest"] <= when["latest"] <= want["latest"]


def _alike(expected: str, found: str) -> bool:
    wanted = _stems(expected)
    return len(wanted & _stems(found)) >= ALIKE * len(wanted)


def _stems(text: str) -> set[str]:
    return {word[:6] for word in re.findall(r"\w+", text.casefold()) if len(word) > 3}


def _evidence(document: Document) -> Iterator[Check]:
    size = len(document["report"]["text"])
    spans = [(s["start"], s["end"]) for fact in document.get("facts", ()) for s in fact["evidence"]]
    yield "there are facts", bool(spans)
    yield "every fact's evidence lies in the text", all(0 <= a < b <= size for a, b in spans)


def _absent(words: str, document: Document) -> bool:
    """Whether what a sentence of `must_not_appear` names is not there. Raises ValueError where it is not understood."""
    if words.startswith("any entity from"):
        return not [*_in_furniture(document)]
    if match := re.fullmatch(r"(.+) as two nodes", words):
        return sum(match[1] in _names(e, document) for e in document["entities"]) <= 1
    if match := re.fullmatch(r"(.+?) as an? (\w+)(?: of its own)?", words):
        kinds, names = TYPES[match[2]], match[1].split(" or ")
        return not any(e["name"] in names and e["type"] in kinds for e in document["entities"])
    raise ValueError(f"must_not_appear is not understood: {words!r}")


def _in_furniture(document: Document) -> Iterator[str]:
    """Mentions before the article's title or in a line that is a teaser or a subscribe box; not the publisher."""
    text, title = document["report"]["text"], document["report"].get("title") or ""
    body = max(text.find(title), 0)
    for mention in document["mentions"]:
        line = text[text.rfind("\n", 0, mention["start"]) + 1 : mention["end"]]
        outside = mention["start"] < body or FURNITURE.search(line)
        if outside and mention["text"] != document["report"].get("publisher"):
            yield mention["text"]


def main() -> int:
    """Print every check that fails, and the count. Exit code 1 where one does."""
    expected, results = (Path(name).read_text(encoding="utf-8") for name in sys.argv[1:3])
    found = [*checks(json.loads(expected), json.loads(results.splitlines()[0]))]
    for words, holds in found:
        if not holds:
            print(f"missing: {words}")
    print(f"{sum(holds for _, holds in found)} of {len(found)} hold")
    return int(not all(holds for _, holds in found))


if __name__ == "__main__":
    sys.exit(main())
