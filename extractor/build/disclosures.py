"""The model's vulnerability events of an article -> the flaw made known: an incident without attacker or victim.

An article's events of one type tell one happening in nine cases of ten (CASIE's coreference, B3 F1 92 per cent; telling
flaws apart by CVE numbers or products is worse), so an article makes known one set of flaws.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor import terms as t
from extractor.build.labels import listed
from extractor.build.lookup import Lookup
from extractor.model import Entity, Event, Fact, Incident

KIND = "vulnerability-disclosure"
FOUND = "Vulnerability-related:DiscoverVulnerability"
MENDED = "Vulnerability-related:PatchVulnerability"
SURE = 0.7
"""How sure what the model read of a flaw is."""
ONLY_FLAW = 0.6
"""How sure it is that the only flaw of the article lies in a product, where the two stand in different sentences."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """Flaws made known, with the events that tell it and the named products they lie in."""

    incident: Incident
    events: tuple[Event, ...]
    products: tuple[Entity, ...]


def disclosure(events: tuple[Event, ...], look: Lookup) -> Disclosure | None:
    """The article's disclosure; None where no event of it names a vulnerability or a product."""
    told = tuple(e for e in events if e.kind in (FOUND, MENDED) and e.factuality == "Actual")
    found = tuple(e for e in told if e.kind == FOUND) or told
    flaws = _named(told, look, "Vulnerability", "CVE", "Vulnerability")
    products = _named(told, look, "Product", "Vulnerable_System", "Supported_Platform")
    if not flaws and not products:
        return None
    names = listed(e.name for e in flaws) or f"a vulnerability in {listed(e.name for e in products)}"
    incident = Incident(
        id=look.ids.of_article("incident", KIND),
        label=f"disclosure of {names}",
        kinds=(KIND,),
        evidence=tuple(dict.fromkeys(e.sentence for e in found)),
        vulnerabilities=tuple(e.id for e in flaws),
    )
    return Disclosure(incident, told, products)


def _named(events: tuple[Event, ...], look: Lookup, kind: str, *roles: str) -> tuple[Entity, ...]:
    """The named entities of a kind within the arguments in these roles, each once, in text order."""
    held = (e for event in events for a in event.role(*roles) for e in look.within(a))
    return tuple({e.id: e for e in held if e.kind == kind and e.named}.values())


def of_disclosure(told: Disclosure, look: Lookup) -> Iterator[Fact]:
    """Its kind, and the products affected by the sentences that name them."""
    made = told.incident
    for event in told.events:
        if event.sentence in made.evidence:
            concept = t.concept("incident-kind", KIND)
            yield Fact(made.id, t.INCIDENT_KIND, concept, (event.sentence,), SURE, event.modality)
        for product in _named((event,), look, "Product", "Vulnerable_System", "Supported_Platform"):
            yield Fact(made.id, t.AFFECTS_PRODUCT, product.id, (event.sentence,), SURE, event.modality)
            if len(made.vulnerabilities) == 1:
                (flaw,) = made.vulnerabilities
                yield Fact(flaw, t.AFFECTS_PRODUCT, product.id, (event.sentence,), ONLY_FLAW, event.modality)


def with_home(event: Event, told: Disclosure | None) -> Event:
    """A vulnerability event with the disclosure it is part of."""
    return replace(event, incident=told.incident.id) if told and any(e is event for e in told.events) else event
