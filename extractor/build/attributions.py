"""Attribution events -> attributions, each tied to the incident it is about; rival ones stand side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from extractor.build.lookup import Lookup
from extractor.model import Attribution, Entity, Event, Incident, Modality, Stance

MODALITY: dict[Stance, Modality] = {
    "states": "asserted",
    "suspects": "alleged",
    "claims-own": "claimed",
    "denies": "denied",
}
BASIS: dict[Stance, str] = {"claims-own": "attacker-confirms"}


@dataclass(frozen=True, slots=True)
class Blame:
    """An attribution and the event it was read from."""

    record: Attribution
    event: Event


def blames(events: tuple[Event, ...], incidents: tuple[Incident, ...], look: Lookup) -> tuple[Blame, ...]:
    """Every attribution of the article: of its incidents, and of actors to those behind them."""
    found: dict[str, Blame] = {}
    for event in events:
        for blame in (*_of_incident(event, incidents, look), *_of_actor(event, look)):
            found.setdefault(blame.record.id, blame)
    return tuple(found.values())


def _of_incident(event: Event, incidents: tuple[Incident, ...], look: Lookup) -> Iterator[Blame]:
    if not event.kind.startswith("attribution/"):
        return
    stance: Stance = event.kind.removeprefix("attribution/")  # type: ignore[assignment]
    incident = nearest(event, incidents)
    if not incident:
        return
    by = look.one(event, "by") or (look.one(event, "said-by") if stance in ("states", "suspects") else None)
    if stance == "claims-own":
        by = look.one(event, "target")
    for target in _targets(event, look):
        if target.id in incident.victims and stance != "denies":
            continue
        if by and by.id == target.id and stance in ("states", "suspects"):
            by = None
        if stance == "denies":
            by = target
        yield _blame(event, stance, target, look, by=by, incident=incident)


def _targets(event: Event, look: Lookup) -> Iterator[Entity]:
    for argument in event.role("target", "target-origin"):
        entity = look.entity(argument)
        if entity and entity.named and entity.kind not in ("Malware", "Tool", "Vulnerability"):
            yield entity


def _of_actor(event: Event, look: Lookup) -> Iterator[Blame]:
    if event.kind != "sponsor":
        return
    actor, target = look.one(event, "actor"), look.one(event, "target")
    if actor and target and actor.id != target.id:
        yield _blame(event, "states", target, look, by=look.one(event, "said-by"), actor=actor)


def _blame(
    event: Event,
    stance: Stance,
    target: Entity,
    look: Lookup,
    by: Entity | None,
    incident: Incident | None = None,
    actor: Entity | None = None,
) -> Blame:
    of = incident.id if incident else actor.id if actor else ""
    record = Attribution(
        id=look.ids.local("attribution", of, target.id, stance, by.id if by else ""),
        target=target.id,
        stance=stance,
        evidence=(event.sentence,),
        incident=incident.id if incident else None,
        actor=actor.id if actor else None,
        by=by.id if (by and by.id != target.id) or (stance in ("claims-own", "denies") and by) else None,
        basis=BASIS.get(stance),
    )
    return Blame(record, event)


def nearest(event: Event, incidents: tuple[Incident, ...]) -> Incident | None:
    """The incident told in the event's own sentence, else the nearest told before it, else the first one."""
    for incident in incidents:
        if event.sentence in incident.evidence:
            return incident
    before = [
        (max(s.start for s in i.evidence if s.start < event.sentence.start), i)
        for i in incidents
        if i.evidence[0].start < event.sentence.start
    ]
    if before:
        return max(before, key=lambda x: x[0])[1]
    return incidents[0] if incidents else None
