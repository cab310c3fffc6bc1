"""Response events -> official reactions, one for each party they are directed against; told twice, kept once."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.build.lookup import Lookup
from extractor.build.near import nearest
from extractor.model import Event, Incident, Interval, Response


def responses(
    events: tuple[Event, ...], attacks: tuple[Incident, ...], disclosed: Incident | None, look: Lookup
) -> tuple[Response, ...]:
    """The article's responses. One that says less than another of its kind is another telling of it.

    attacks: what they may respond to.  disclosed: what the mending of a flaw responds to.
    """
    told = [r for e in events if e.kind.startswith("response/") for r in _responses(e, attacks, disclosed, look)]
    kept: list[Response] = []
    for one in sorted(told, key=_says, reverse=True):  # stable: as told where two say as much
        at = next((n for n, other in enumerate(kept) if _is_telling_of(one, other)), None)
        if at is None:
            kept.append(one)
        else:
            kept[at] = _joined(kept[at], one)
    return tuple(replace(r, id=_iri(r, look)) for r in sorted(kept, key=lambda r: r.evidence[0]))


def _responses(
    event: Event, attacks: tuple[Incident, ...], disclosed: Incident | None, look: Lookup
) -> Iterator[Response]:
    by = look.one(event, "by")
    whom: list[str | None] = [e.id for e in look.some(event, "against") if not by or e.id != by.id]
    if not by and not whom:
        return
    mends = disclosed is not None and event.kind == "response/remediation"
    incident = disclosed if mends else nearest(event, attacks)
    for against in whom or [None]:
        yield Response(
            id="",
            kind=event.kind.removeprefix("response/"),
            evidence=(event.sentence,),
            by=by.id if by else None,
            against=against,
            incident=incident.id if incident else None,
            date=event.when,
        )


def _says(response: Response) -> int:
    return (response.by is not None) + (response.against is not None)


def _is_telling_of(one: Response, other: Response) -> bool:
    """Whether `one` says nothing that `other` does not, and nothing against it."""
    return (
        one.kind == other.kind
        and one.by in (None, other.by)
        and one.against in (None, other.against)
        and _may_be_same_time(one.date, other.date)
    )


def _may_be_same_time(one: Interval | None, other: Interval | None) -> bool:
    return not one or not other or (one.earliest <= other.latest and other.earliest <= one.latest)


def _joined(first: Response, again: Response) -> Response:
    evidence = tuple(sorted({*first.evidence, *again.evidence}))
    return replace(first, evidence=evidence, date=first.date or again.date, incident=first.incident or again.incident)


def _iri(response: Response, look: Lookup) -> str:
    day = response.date.earliest if response.date else ""
    return look.ids.of_article("response", response.kind, response.by or "", response.against or "", day)
