"""The stage: linked annotations in, the article's result out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from extractor.build import facts as f
from extractor.build.agreements import agreements
from extractor.build.attributions import attributions, denials
from extractor.build.disclosures import disclosure, of_disclosure, with_home
from extractor.build.gather import gather
from extractor.build.identify import mint, with_iris
from extractor.build.incidents import Group, Part, incident
from extractor.build.lookup import Lookup, lookup
from extractor.build.near import nearest
from extractor.build.people import quotations, roles
from extractor.build.responses import responses
from extractor.model import Attribution, Event, Fact, Incident, Link, Linked, Result, Span
from extractor.settings import Settings

ONLY_ACTOR = 0.5
"""How sure the only threat actor an article names is to be the attacker, where no sentence says so."""


OTHER_STORY = re.compile(
    r"\b(?:compar\w+|similar\w*|resembl\w+|reminiscent|unlike|overlap\w*|previous\w*|earlier|years? ago|last year|"
    r"speculat\w+|rumou?r\w*|no evidence|not (?:known|clear|linked|behind|responsible|involved)|unrelated|"
    r"den(?:y|ied|ies)|ruled out|copycat|pos(?:es?|ed|ing) as)\b",
    re.I,
)
"""Words of sentences that name an actor without saying that it did this."""


@dataclass(frozen=True, slots=True)
class Story:
    """One incident of the article with the events and statements it was made of."""

    incident: Incident
    parts: tuple[Part, ...]
    group: Group


def build(linked: Linked, settings: Settings) -> Result:
    """Everything that one article yields."""
    annotated, events = linked.annotated, linked.annotated.events
    ids = mint(annotated.report, settings.base)
    entities, links = with_iris(linked.entities, linked.links, ids)
    look = lookup(annotated.report, ids, annotated.sentences, entities, links)
    bare = _stories(events, look)
    blamed = attributions(events, tuple(s.incident for s in bare), look)
    stories = _with_only_actor(tuple(_with_blames(s, blamed, look) for s in bare), links, look)
    known, agreed = disclosure(events, look), agreements(events, look)
    attacks = tuple(s.incident for s in stories)
    incidents = (*attacks, known.incident) if known else attacks
    result = Result(
        report=annotated.report,
        iri=ids.report,
        sentences=annotated.sentences,
        links=links,
        mentions=tuple(m for m in annotated.mentions if m.found_by != "rule:nominal" or (m.start, m.end) in look.links),
        entities=entities,
        events=tuple(with_home(_of_story(e, stories), known) for e in events),
        incidents=incidents,
        agreements=agreed,
        roles=roles(events, look),
        attributions=blamed,
        responses=responses(events, attacks, known.incident if known else None, look),
        facts=(),
        quotations=quotations(events, (*incidents, *agreed), look),
        problems=annotated.problems,
    )
    of_flaws = of_disclosure(known, look) if known else ()
    return replace(result, facts=f.unique(chain(_facts(result, stories, look), of_flaws)))


def _facts(result: Result, stories: tuple[Story, ...], look: Lookup) -> Iterator[Fact]:
    for story in stories:
        yield from f.of_incident(story.incident, story.parts, story.group, look)
    for denial in denials(result.events, tuple(s.incident for s in stories), look):
        yield f.of_denial(denial)
    yield from chain.from_iterable(f.of_attribution(a, look) for a in result.attributions)
    yield from chain.from_iterable(map(f.of_agreement, result.agreements))
    yield from chain.from_iterable(map(f.of_role, result.roles))
    yield from f.of_speech(result.events, result.roles, look)
    yield from chain.from_iterable(map(f.of_quotation, result.quotations))
    yield from chain.from_iterable(map(f.of_response, result.responses))
    yield from chain.from_iterable(f.of_affected(e, look) for e in result.events if e.kind == "affects")
    yield from _of_entities(result, look)


def _of_entities(result: Result, look: Lookup) -> Iterator[Fact]:
    first: dict[str, Span] = {}
    for link in result.links:
        first.setdefault(link.entity, link.mention.span)
    for entity in result.entities:
        if entity.id in first:
            yield from f.of_entity(entity, first[entity.id], look)


def _stories(events: tuple[Event, ...], look: Lookup) -> tuple[Story, ...]:
    """The incidents, each with the aims and tools that are told nearest to it."""
    groups = [Group(g) for g in gather(events, look)]
    for kind in ("objective", "uses"):
        for event in events:
            if event.kind == kind and (home := nearest(event, tuple(groups))):
                groups = [_with_event(g, event) if g is home else g for g in groups]
    return tuple(Story(*incident(group, look), group) for group in groups)


def _of_story(event: Event, stories: tuple[Story, ...]) -> Event:
    """The event with the incident it tells of: the one it is part of; an attack as the model read it, the nearest."""
    home = next((s.incident for s in stories if any(e is event for e in s.group.events)), None)
    if home is None and event.kind.startswith("Attack:") and event.factuality == "Actual":
        home = nearest(event, tuple(s.incident for s in stories))
    return replace(event, incident=home.id) if home else event


def _with_event(group: Group, event: Event) -> Group:
    if event.kind == "objective":
        return replace(group, aims=(*group.aims, event))
    return replace(group, uses=(*group.uses, event))


def _with_blames(story: Story, blamed: tuple[Attribution, ...], look: Lookup) -> Story:
    """An incident's attackers and attributed countries include those that the article's attributions name."""
    told = story.incident
    mine = [look.entities[b.target] for b in blamed if b.incident == told.id and b.stance != "denies"]
    countries = dict.fromkeys(
        (*told.attributed_countries, *(e.country for e in mine if e.kind == "Country" and e.country))
    )
    actors = dict.fromkeys((*told.attackers, *(e.id for e in mine if e.kind == "ThreatActor")))
    return replace(story, incident=replace(told, attributed_countries=tuple(countries), attackers=tuple(actors)))


def _with_only_actor(stories: tuple[Story, ...], links: tuple[Link, ...], look: Lookup) -> tuple[Story, ...]:
    """Where one incident is told and one threat actor named, and nobody else did it, the actor is alleged to have."""
    actors = {x.entity: x for x in reversed(links) if (e := look.entities[x.entity]).kind == "ThreatActor" and e.named}
    if len(stories) != 1 or len(actors) != 1 or stories[0].incident.attackers:
        return stories
    ((actor, _),), (story,) = actors.items(), stories
    named_in = (look.sentence(x.mention.span) for x in links if x.entity == actor)
    sentence = next((s for s in named_in if not OTHER_STORY.search(look.words(s))), None)
    if sentence is None:
        return stories
    told = replace(story.group.events[0], sentence=sentence, modality="alleged", arguments=())
    part = Part("attacker", actor, told, sentence, ONLY_ACTOR)
    return (replace(story, incident=replace(story.incident, attackers=(actor,)), parts=(*story.parts, part)),)
