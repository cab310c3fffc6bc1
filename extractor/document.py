"""The result document: a `Result` as one JSON object, and back.

Keys follow `ontology/result.schema.json`; keys may be added, never renamed. The graph is a function of these
documents alone, so a graph folder can always be rebuilt from them. Events in CASIE's terms are its `events`, those of
the grammar its `frames`; they are read back in that order.
"""

from typing import Any

import orjson

from extractor.model import (
    Agreement,
    Argument,
    Attribution,
    Entity,
    Event,
    Fact,
    Incident,
    Interval,
    Link,
    Mention,
    Problem,
    Quotation,
    Report,
    Response,
    Result,
    Role,
    Span,
    Value,
)

CASIE_KINDS = frozenset(
    {
        "Attack:Databreach",
        "Attack:Phishing",
        "Attack:Ransom",
        "Vulnerability-related:DiscoverVulnerability",
        "Vulnerability-related:PatchVulnerability",
    }
)


def dumps(result: Result) -> bytes:
    """One line of JSON, keys in a fixed order, without a line end."""
    return orjson.dumps(_document(result))


def loads(line: bytes | str) -> Result:
    """The `Result` that `dumps` wrote."""
    return from_dict(orjson.loads(line))


def to_dict(result: Result) -> dict[str, Any]:
    """The result document as plain values."""
    plain: dict[str, Any] = orjson.loads(dumps(result))
    return plain


def _document(result: Result) -> dict[str, Any]:
    """The document with values that the JSON writer knows how to write: it goes down into them faster than we do."""
    link_of = {link.mention: link for link in result.links}
    return {
        "report": {**_plain(result.report), "iri": result.iri},
        "sentences": [[s.start, s.end] for s in result.sentences],
        "mentions": [_mention(m, link_of.get(m)) for m in result.mentions],
        "entities": [_plain(e) for e in result.entities],
        "events": [_event(e) for e in result.events if e.kind in CASIE_KINDS],
        "frames": [_event(e) for e in result.events if e.kind not in CASIE_KINDS],
        "incidents": [_plain(i) for i in result.incidents],
        "agreements": [_plain(a) for a in result.agreements],
        "roles": [_plain(r) for r in result.roles],
        "attributions": [_plain(a) for a in result.attributions],
        "responses": [_plain(r) for r in result.responses],
        "quotations": [_plain(q) for q in result.quotations],
        "facts": [_plain(f) for f in result.facts],
        "problems": [_plain(p) for p in result.problems],
    }


def from_dict(doc: dict[str, Any]) -> Result:
    """The `Result` a result document describes. Raises KeyError or ValueError where it is none."""
    report = _report(doc["report"])
    mentions = tuple(_read_mention(report, m) for m in doc["mentions"])
    pairs = zip(mentions, doc["mentions"], strict=True)
    return Result(
        report=report,
        iri=doc["report"]["iri"],
        sentences=tuple(Span(a, b) for a, b in doc.get("sentences", ())),
        mentions=mentions,
        links=tuple(Link(m, d["entity"], d["score"], d["reason"]) for m, d in pairs if d.get("entity")),
        entities=tuple(_read_entity(e) for e in doc["entities"]),
        events=tuple(_read_event(e) for e in [*doc["events"], *doc.get("frames", ())]),
        incidents=tuple(Incident(**_fields(i)) for i in doc["incidents"]),
        agreements=tuple(Agreement(**_fields(a)) for a in doc["agreements"]),
        roles=tuple(Role(**_fields(r)) for r in doc["roles"]),
        attributions=tuple(Attribution(**_fields(a)) for a in doc["attributions"]),
        responses=tuple(Response(**_fields(r)) for r in doc["responses"]),
        facts=tuple(_read_fact(f) for f in doc.get("facts", ())),
        quotations=tuple(Quotation(**_fields(q)) for q in doc.get("quotations", ())),
        problems=tuple(Problem(**p) for p in doc["problems"]),
    )


def _plain(value: Any) -> dict[str, Any]:
    if isinstance(value, Entity):
        return {"id": value.id, "type": value.kind, **_shallow(value, "id", "kind")}
    return _shallow(value)


def _shallow(value: Any, *without: str) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__dataclass_fields__ if name not in without}


def _mention(mention: Mention, link: Link | None) -> dict[str, Any]:
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "type": mention.kind,
        "entity": link.entity if link else None,
        "score": link.score if link else None,
        "reason": link.reason if link else None,
        "found_by": mention.found_by,
    }


def _event(event: Event) -> dict[str, Any]:
    without = ("kind",) if event.factuality else ("kind", "factuality")
    return {"type": event.kind, **_shallow(event, *without)}


def _report(doc: dict[str, Any]) -> Report:
    known = {k: v for k, v in doc.items() if k in Report.__dataclass_fields__}
    return Report(**{**known, "authors": tuple(doc.get("authors") or ())})


def _read_mention(report: Report, doc: dict[str, Any]) -> Mention:
    return Mention(report, doc["start"], doc["end"], doc["text"], doc["type"], doc.get("found_by", "unknown"))


def _read_entity(doc: dict[str, Any]) -> Entity:
    fields = {**_fields(doc), "kind": doc["type"]}
    del fields["type"]
    return Entity(**fields)


def _read_event(doc: dict[str, Any]) -> Event:
    return Event(
        kind=doc["type"],
        trigger=Span(**doc["trigger"]),
        sentence=Span(**doc["sentence"]),
        arguments=tuple(Argument(**a) for a in doc["arguments"]),
        modality=doc["modality"],
        factuality=doc.get("factuality"),
        when=_interval(doc.get("when")),
        found_by=doc["found_by"],
        incident=doc.get("incident"),
    )


def _read_fact(doc: dict[str, Any]) -> Fact:
    obj = doc["object"]
    return Fact(**{**_fields(doc), "object": obj if isinstance(obj, str) else Value(**obj)})


def _fields(doc: dict[str, Any]) -> dict[str, Any]:
    return {key: _value(key, value) for key, value in doc.items()}


def _value(key: str, value: Any) -> Any:
    if key == "evidence":
        return tuple(Span(**s) for s in value)
    if key in ("country_said", "sector_said"):
        return Span(**value) if value else None
    if key == "date":
        return _interval(value)
    return tuple(value) if isinstance(value, list) else value


def _interval(doc: dict[str, Any] | None) -> Interval | None:
    return Interval(**doc) if doc else None
