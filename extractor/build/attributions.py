"""Attribution events -> attributions, each tied to the incident it is about; rival ones stand side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from extractor.build.lookup import Lookup
from extractor.build.near import nearest
from extractor.model import Attribution, Entity, Event, Incident, Modality, Stance

MODALITY: dict[Stance, Modality] = {
    "states": "asserted",
    "suspects": "alleged",
    "claims-own": "claimed",
    "denies": "denied",
}
BASIS: dict[Stance, str] = {"claims-own": "attacker-confirms"}
NOT_BLAMED = ("Malware", "Tool", "Vulnerability")


@dataclass(frozen=True, slots=True)
class Denial:
    """A victim that says nothing happened to it: a denied fact, no attribution."""

    victim: Entity
    incident: Incident
    event: Event


def attributions(events: tuple[Event, ...], incidents: tuple[Incident, ...], look: Lookup) -> tuple[Attribution, ...]:
    """Every attribution of the article: of its incidents, and of actors to those behind them."""
    found: dict[str, Attribution] = {}
    for event in events:
        for made in (*_of_incident(event, incidents, look), *_of_actor(event, look)):
            found.setdefault(made.id, made)
    return tuple(found.values())


def denials(events: tuple[Event, ...], incidents: tuple[Incident, ...], look: Lookup) -> Iterator[Denial]:
    """Victims that deny: "Acme denied that it was breached"."""
    for event in events:
        if event.kind == "attribution/denies" and (incident := nearest(event, incidents)):
            yield from (Denial(v, incident, event) for v in _targets(event, look) if v.id in incident.victims)


def _of_incident(event: Event, incidents: tuple[Incident, ...], look: Lookup) -> Iterator[Attribution]:
    incident = nearest(event, incidents) if event.kind.startswith("attribution/") else None
    if not incident:
        return
    stance = cast(Stance, event.kind.removeprefix("attribution/"))
    for target in _targets(event, look):
        if target.id not in incident.victims:
            yield _attribution(event, stance, target, incident, look)


def _targets(event: Event, look: Lookup) -> Iterator[Entity]:
    for entity in look.some(event, "target", "target-origin"):
        if entity.named and entity.kind not in NOT_BLAMED:
            yield entity


def _of_actor(event: Event, look: Lookup) -> Iterator[Attribution]:
    if event.kind != "sponsor":
        return
    actor, target = look.one(event, "actor"), look.one(event, "target")
    if actor and target and actor.id != target.id:
        yield _attribution(event, "states", target, actor, look)


def _attribution(event: Event, stance: Stance, target: Entity, of: Incident | Entity, look: Lookup) -> Attribution:
    by = _claimant(event, stance, target, look)
    return Attribution(
        id=look.ids.of_article("attribution", of.id, target.id, stance, by or ""),
        target=target.id,
        stance=stance,
        evidence=(event.sentence,),
        incident=of.id if isinstance(of, Incident) else None,
        actor=of.id if isinstance(of, Entity) else None,
        by=by,
        basis=BASIS.get(stance),
    )


def _claimant(event: Event, stance: Stance, target: Entity, look: Lookup) -> str | None:
    """Who says so: for a claim or a denial the target itself; nobody is taken to blame itself."""
    if stance in ("claims-own", "denies"):
        return target.id
    by = look.one(event, "by") or look.one(event, "said-by")
    return by.id if by and by.id != target.id else None
