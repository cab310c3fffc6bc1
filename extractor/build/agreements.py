"""Agreement events -> agreements between at least two known parties."""

from dataclasses import replace

from extractor.build.labels import party_names
from extractor.build.lookup import Lookup
from extractor.model import Agreement, Event

NAMES = {
    "memorandum": "memorandum of cooperation",
    "declaration": "joint declaration",
    "joint-exercise": "joint exercise",
}


def agreements(events: tuple[Event, ...], look: Lookup) -> tuple[Agreement, ...]:
    """The article's agreements; the same parties' second mention adds evidence, no second node."""
    found: dict[frozenset[str], Agreement] = {}
    for event in events:
        made = _agreement(event, look) if event.kind.startswith("agreement/") else None
        if made:
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
    name = words if kind == "memorandum" and " of " in words else NAMES.get(kind, kind.replace("-", " "))
    return Agreement(
        id=look.ids.of_article("agreement", *sorted(p.id for p in parties)),
        kind=kind,
        label=f"{name}: {party_names(parties, look.report.text)}",
        parties=tuple(p.id for p in parties),
        evidence=(event.sentence,),
        topics=tuple(look.words(a) for a in event.role("topic")),
        date=event.when,
        modality=event.modality,
    )


def _joined(first: Agreement, again: Agreement) -> Agreement:
    formal = first if first.kind != "partnership" else again
    same_parties = set(formal.parties) == set(first.parties)
    return replace(
        first,
        kind=formal.kind,
        label=formal.label if same_parties else first.label,
        modality=first.modality if first.modality == "asserted" else again.modality,
        evidence=tuple(dict.fromkeys((*first.evidence, *again.evidence))),
        topics=first.topics or again.topics,
        date=first.date or again.date,
    )
