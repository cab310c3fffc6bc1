"""Position and speech events -> who holds which title where, and who said what."""

from extractor.build.lookup import Lookup
from extractor.model import Agreement, Event, Incident, Quotation, Role


def roles(events: tuple[Event, ...], look: Lookup) -> tuple[Role, ...]:
    """Who holds which title where, each once."""
    found: dict[str, Role] = {}
    for event in events:
        person, organization = look.one(event, "person"), look.one(event, "organization")
        title = next((look.words(a) for a in event.role("title")), "")
        if event.kind == "position" and person and organization and title:
            node = look.ids.of_all("position", person.id, organization.id, title.lower())
            found.setdefault(node, Role(node, person.id, title, organization.id, (event.sentence,)))
    return tuple(found.values())


def quotations(
    events: tuple[Event, ...], about: tuple[Incident | Agreement, ...], look: Lookup
) -> tuple[Quotation, ...]:
    """Words in quotation marks, with their speaker and the nearest thing told before them."""
    found = []
    for event in events:
        speaker = look.one(event, "speaker") if event.kind == "speech" else None
        if not speaker:
            continue
        for quote in event.role("quote"):
            node = look.ids.of_article("quotation", str(quote.start))
            found.append(Quotation(node, speaker.id, look.words(quote), (event.sentence,), _topic(event, about)))
    return tuple(found)


def _topic(event: Event, about: tuple[Incident | Agreement, ...]) -> str | None:
    told = [(s.start, x.id) for x in about for s in x.evidence if s.start <= event.sentence.start]
    return max(told)[1] if told else None
