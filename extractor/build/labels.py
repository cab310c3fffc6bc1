"""What an incident or agreement is called where there is room for a line: plain English, countries by name."""

from collections.abc import Iterable

from extractor.build.lookup import Lookup
from extractor.model import Entity, Incident

NOUNS = {
    "attack": ("cyber attack", "on"),
    "data-breach": ("data breach", "at"),
    "doxing": ("data leak", "at"),
    "ransomware": ("ransomware attack", "on"),
    "extortion": ("extortion", "of"),
    "phishing": ("phishing attack", "on"),
    "ddos": ("denial-of-service attack", "on"),
    "wiper": ("wiper attack", "on"),
    "ics-attack": ("attack on industrial systems", "of"),
    "intrusion": ("intrusion", "at"),
    "espionage": ("espionage", "against"),
    "supply-chain": ("supply-chain attack", "on"),
    "scan": ("scan", "of"),
    "fraud": ("fraud", "against"),
    "influence": ("influence operation", "against"),
    "spyware": ("spyware attack", "on"),
    "exposure": ("data exposure", "at"),
}
"""Kinds of incident as nouns, each with the preposition before its victim. Any other is its own name, "at"."""


def incident_label(incident: Incident, look: Lookup) -> str:
    """For example "ransomware attack on Acme", "data breach in Latvia", "wiper attack by Sandworm"."""
    kind = incident.kinds[0] if incident.kinds else "attack"
    noun, preposition = NOUNS.get(kind, (kind.replace("-", " "), "at"))
    hit = [look.entities[v] for v in incident.victims]
    whom = listed(_name(v, look) for v in hit) or listed(map(look.country_name, incident.victim_countries))
    if not whom:
        attackers = listed(look.entities[a].name for a in incident.attackers)
        return f"{noun} by {attackers}" if attackers else noun
    placed = all(v.kind in ("Country", "Place") for v in hit)
    if kind == "defacement":
        return f"defacement of sites in {whom}" if placed else f"defacement of {whom}'s site"
    return f"{noun} {'in' if placed and preposition == 'at' else preposition} {whom}"


def party_names(entities: Iterable[Entity], text: str) -> str:
    """Names for a label: the acronym that the article uses, where it uses one."""
    return listed(_acronym(e, text) or e.name for e in entities)


def _acronym(entity: Entity, text: str) -> str | None:
    used = (a for a in (*entity.aliases, entity.name) if a.isupper() and len(a) > 2 and a in text)
    return min(used, key=len, default=None)


def _name(entity: Entity, look: Lookup) -> str:
    if entity.kind == "Country" and entity.country:
        return look.country_name(entity.country)
    return entity.name if entity.named else entity.name[0].lower() + entity.name[1:]


def listed(names: Iterable[str]) -> str:
    """As English lists names: "A and B", "A, B and 3 others"."""
    every = list(names)
    if len(every) > 3:
        every = [*every[:2], f"{len(every) - 2} others"]
    return " and ".join([", ".join(every[:-1]), every[-1]]) if len(every) > 1 else "".join(every)
