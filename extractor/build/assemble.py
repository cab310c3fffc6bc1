"""The stage: linked annotations in, the article's result out."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractor.build import facts as f
from extractor.build.attributions import Blame, blames, nearest
from extractor.build.gather import gather
from extractor.build.identify import Mint, mint, with_iris
from extractor.build.incidents import Part, incident
from extractor.build.lookup import Lookup, lookup
from extractor.build.records import agreements, quotations, responses, roles
from extractor.model import Entity, Event, Fact, Incident, Link, Linked, Result, Role, Span
from extractor.settings import Settings

ONLY_ACTOR = 0.5
"""How sure the only threat actor an article names is to be the attacker, where no sentence says so."""


@dataclass(frozen=True, slots=True)
class Story:
    """One incident of the article with the events and statements it was made of."""

    incident: Incident
    parts: tuple[Part, ...]
    group: tuple[Event, ...]
    aims: tuple[Event, ...]


def build(linked: Linked, settings: Settings) -> Result:
    """Everything that one article yields."""
    annotated = linked.annotated
    ids = mint(annotated.report, settings.base)
    entities, links = with_iris(linked.entities, linked.links, ids)
    entities = _with_countries(entities, links, ids)
    look = lookup(annotated.report, ids, entities, links)
    stories = _stories(annotated.events, look)
    blamed = blames(annotated.events, tuple(s.incident for s in stories), look)
    stories = tuple(_with_blames(s, blamed, look) for s in stories)
    stories = _with_only_actor(stories, links, annotated.sentences, look)
    incidents = tuple(s.incident for s in stories)
    agreed = agreements(annotated.events, look)
    held = roles(annotated.events, look)
    answered = responses(annotated.events, incidents, look)
    quoted = quotations(annotated.events, (*incidents, *agreed), look)
    every = (
        *(
            fact
            for s in stories
            for fact in (*f.of_incident(s.incident, s.parts, s.group, look), *f.of_objectives(s.incident, s.aims, look))
        ),
        *(fact for b in blamed for fact in f.of_blame(b, look)),
        *(fact for a in agreed for fact in f.of_agreement(a)),
        *(fact for r, _ in held for fact in f.of_role(r)),
        *f.of_speech(annotated.events, _by_person(held), look),
        *(fact for q, _ in quoted for fact in f.of_quotation(q)),
        *(fact for r, _ in answered for fact in f.of_response(r)),
        *_of_entities(entities, links, annotated.sentences, look),
    )
    return Result(
        report=annotated.report,
        iri=ids.report,
        sentences=annotated.sentences,
        links=links,
        mentions=tuple(m for m in annotated.mentions if m.found_by != "rule:nominal" or (m.start, m.end) in look.links),
        entities=entities,
        events=annotated.events,
        incidents=incidents,
        agreements=agreed,
        roles=tuple(r for r, _ in held),
        attributions=tuple(b.record for b in blamed),
        responses=tuple(r for r, _ in answered),
        quotations=tuple(q for q, _ in quoted),
        facts=f.unique(iter(every)),
        problems=annotated.problems,
    )


def _stories(events: tuple[Event, ...], look: Lookup) -> tuple[Story, ...]:
    groups = gather(events, look)
    bare = tuple(incident(g, (), (), look)[0] for g in groups)
    aims, uses = _near(events, "objective", bare), _near(events, "uses", bare)
    made = []
    for first, group in zip(bare, groups, strict=True):
        wanted = tuple(aims.get(first.id, ()))
        whole, parts = incident(group, wanted, tuple(uses.get(first.id, ())), look)
        made.append(Story(whole, parts, group, wanted))
    return tuple(made)


def _near(events: tuple[Event, ...], kind: str, incidents: tuple[Incident, ...]) -> dict[str, list[Event]]:
    """Events of one kind by the incident they stand nearest to."""
    found: dict[str, list[Event]] = {}
    for event in events:
        if event.kind == kind and (home := nearest(event, incidents)):
            found.setdefault(home.id, []).append(event)
    return found


def _with_blames(story: Story, blamed: tuple[Blame, ...], look: Lookup) -> Story:
    """An incident's attackers and attributed countries include those that the article's attributions name."""
    mine = [b.record for b in blamed if b.record.incident == story.incident.id and b.record.stance != "denies"]
    targets = [look.entities[b.target] for b in mine if b.target in look.entities]
    countries = dict.fromkeys(
        (*story.incident.attributed_countries, *(e.country for e in targets if e.kind == "Country" and e.country))
    )
    actors = dict.fromkeys((*story.incident.attackers, *(e.id for e in targets if e.kind == "ThreatActor")))
    return replace(
        story, incident=replace(story.incident, attributed_countries=tuple(countries), attackers=tuple(actors))
    )


def _with_only_actor(
    stories: tuple[Story, ...], links: tuple[Link, ...], sentences: tuple[Span, ...], look: Lookup
) -> tuple[Story, ...]:
    """Where one incident is told and one threat actor named, and nobody else did it, the actor is alleged to have."""
    actors = {x.entity: x for x in reversed(links) if (e := look.entities[x.entity]).kind == "ThreatActor" and e.named}
    if len(stories) != 1 or len(actors) != 1 or stories[0].incident.attackers:
        return stories
    ((entity, link),) = actors.items()
    story = stories[0]
    sentence = _sentence(link.mention.span, sentences)
    told = replace(story.group[0], sentence=sentence, modality="alleged", arguments=())
    part = Part("attacker", entity, told, ONLY_ACTOR)
    return (replace(story, incident=replace(story.incident, attackers=(entity,)), parts=(*story.parts, part)),)


def _with_countries(entities: tuple[Entity, ...], links: tuple[Link, ...], ids: Mint) -> tuple[Entity, ...]:
    """Countries that other entities belong to are entities of the document, even where the text does not name them."""
    from extractor.catalogue import load

    have = {e.id for e in entities}
    wanted = sorted({e.country for e in entities if e.country} - {None})
    known = load().entries
    extra = [
        Entity(
            ids.entity(f"country/{code}"),
            "Country",
            known[f"country/{code}"].name,
            (),
            code,
            None,
            known[f"country/{code}"].same_as,
        )
        for code in wanted
        if ids.entity(f"country/{code}") not in have and f"country/{code}" in known
    ]
    return tuple(sorted([*entities, *extra], key=lambda e: e.id))


def _by_person(held: tuple[tuple[Role, Event], ...]) -> dict[str, list[Role]]:
    found: dict[str, list[Role]] = {}
    for role, _ in held:
        found.setdefault(role.person, []).append(role)
    return found


def _of_entities(
    entities: tuple[Entity, ...], links: tuple[Link, ...], sentences: tuple[Span, ...], look: Lookup
) -> Iterator[Fact]:
    first: dict[str, Span] = {}
    for link in links:
        first.setdefault(link.entity, link.mention.span)
    for entity in entities:
        if entity.id in first:
            yield from f.of_entity(entity, _sentence(first[entity.id], sentences), look)


def _sentence(span: Span, sentences: tuple[Span, ...]) -> Span:
    return next((s for s in sentences if s.start <= span.start and span.end <= s.end), span)
