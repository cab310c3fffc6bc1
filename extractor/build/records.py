"""Events -> agreements, roles, responses, quotations."""

from collections.abc import Iterator

from extractor.build.attributions import nearest
from extractor.build.incidents import party_names
from extractor.build.lookup import Lookup
from extractor.model import Agreement, Entity, Event, Incident, Quotation, Response, Role

AGREEMENT_NAMES = {
    "memorandum": "memorandum of cooperation",
    "treaty": "treaty",
    "partnership": "partnership",
    "declaration": "joint declaration",
}


def agreements(events: tuple[Event, ...], look: Lookup) -> tuple[Agreement, ...]:
    """Agreements between at least two known parties; the same parties' second mention adds evidence, no second node."""
    found: dict[frozenset[str], Agreement] = {}
    for event in events:
        if not event.kind.startswith("agreement/"):
            continue
        made = _agreement(event, look)
        if not made:
            continue
        parties = frozenset(made.parties)
        home = next((p for p in found if parties <= p), parties)
        found[home] = _joined(found[home], made) if home in found else made
    return tuple(found.values())


def _agreement(event: Event, look: Lookup) -> Agreement | None:
    parties = look.some(event, "party")
    if len(parties) < 2:
        return None
    kind = event.kind.removeprefix("agreement/")
    words = look.words(event.trigger).lower()
    name = words if kind == "memorandum" and " of " in words else AGREEMENT_NAMES.get(kind, kind)
    return Agreement(
        id=look.ids.local("agreement", *sorted(p.id for p in parties)),
        kind=kind,
        label=f"{name}: {party_names(parties)}",
        parties=tuple(p.id for p in parties),
        evidence=(event.sentence,),
        topics=tuple(look.words(a) for a in event.role("topic")),
        date=event.when,
        modality=event.modality,
    )


def _joined(first: Agreement, again: Agreement) -> Agreement:
    from dataclasses import replace

    formal = first if first.kind != "partnership" else again
    modality = first.modality if first.modality == "asserted" else again.modality
    return replace(
        first,
        kind=formal.kind,
        label=formal.label if set(formal.parties) == set(first.parties) else first.label,
        modality=modality,
        evidence=tuple(dict.fromkeys((*first.evidence, *again.evidence))),
        topics=first.topics or again.topics,
        date=first.date or again.date,
    )


def roles(events: tuple[Event, ...], look: Lookup) -> tuple[tuple[Role, Event], ...]:
    """Who holds which title where."""
    found: dict[str, tuple[Role, Event]] = {}
    for event in events:
        if event.kind != "position":
            continue
        person, organization = look.one(event, "person"), look.one(event, "organization")
        title = next((look.words(a) for a in event.role("title")), "")
        if person and organization and title:
            node = look.ids.global_("position", person.id, organization.id, title.lower())
            role = Role(node, person.id, title, organization.id, (event.sentence,))
            found.setdefault(node, (role, event))
    return tuple(found.values())


def responses(
    events: tuple[Event, ...], incidents: tuple[Incident, ...], look: Lookup
) -> tuple[tuple[Response, Event], ...]:
    """Official reactions, one for each party they are directed against."""
    return tuple((r, e) for e in events if e.kind.startswith("response/") for r in _responses(e, incidents, look))


def _responses(event: Event, incidents: tuple[Incident, ...], look: Lookup) -> Iterator[Response]:
    kind = event.kind.removeprefix("response/")
    by = look.one(event, "by")
    whom = [e for e in look.some(event, "against") if not by or e.id != by.id]
    if not by and not whom:
        return
    incident = nearest(event, incidents)
    targets: list[Entity | None] = [*whom] or [None]
    for against in targets:
        yield Response(
            id=look.ids.local(
                "response",
                kind,
                by.id if by else "",
                against.id if against is not None else "",
                str(event.trigger.start),
            ),
            kind=kind,
            evidence=(event.sentence,),
            by=by.id if by else None,
            against=against.id if against is not None else None,
            incident=incident.id if incident else None,
            date=event.when,
        )


def quotations(
    events: tuple[Event, ...], about: tuple[Incident | Agreement, ...], look: Lookup
) -> tuple[tuple[Quotation, Event], ...]:
    """Words in quotation marks, with their speaker and the nearest thing told before them."""
    found = []
    for event in events:
        speaker = look.one(event, "speaker")
        if event.kind != "speech" or not speaker:
            continue
        topic = _topic(event, about)
        for quote in event.role("quote"):
            node = look.ids.local("quotation", str(quote.start))
            found.append((Quotation(node, speaker.id, look.words(quote), (event.sentence,), topic), event))
    return tuple(found)


def _topic(event: Event, about: tuple[Incident | Agreement, ...]) -> str | None:
    told = [(s.start, x.id) for x in about for s in x.evidence if s.start <= event.sentence.start]
    return max(told)[1] if told else None
