"""The stage itself: mentions grouped into entities, each link with its score and reason."""

import re
from collections import Counter
from dataclasses import dataclass, field

from extractor.catalogue import Catalogue, Entry
from extractor.link.candidates import candidates, country_code
from extractor.link.choose import Context, choose
from extractor.link.coref import acronym_pairs, antecedent_kinds, full_name, short_form
from extractor.link.describe import country_of, sector_of
from extractor.link.keys import key, local_key, normalised, refanged
from extractor.model import Annotated, Entity, EntityType, Link, Linked, Mention, Problem

BELONGINGS = frozenset(
    "website site server network system platform portal account email database page webpage homepage infrastructure computer channel sector industry campaign".split()
)
"""What is hit but is no party."""

GENERIC = re.compile(
    r"^(?:Ministry|Department|Central Bank|National Bank|Parliament|Senate|Congress|Foreign Ministry|Defen[cs]e Ministry|Interior Ministry|National Police|Federal Police|Supreme Court|Election Commission|Air Force|Navy|Army|Police|Treasury|Prosecutor)\b(?!.*\b(?:of the (?:United|Russian|People))\b)"
)
"""Names that many states have: one of these means a catalogue's entry only where the article names that state."""

PARTY: tuple[EntityType, ...] = ("Organization", "GovernmentAgency")


@dataclass(slots=True)
class Resolver:
    """The decisions for one article while they are being made."""

    annotated: Annotated
    catalogue: Catalogue
    links: list[Link] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    members: dict[str, list[Mention]] = field(default_factory=dict)
    by_name: dict[str, str] = field(default_factory=dict)
    ambiguous: dict[str, str] = field(default_factory=dict)

    def decide(self, mention: Mention, entity: str, score: float, reason: str) -> None:
        self.links.append(Link(mention, entity, score, reason))
        self.members.setdefault(entity, []).append(mention)


def link(annotated: Annotated, catalogue: Catalogue) -> Linked:
    """Every mention's entity, decided from the article first, then the catalogue."""
    state = Resolver(annotated, catalogue)
    named = tuple(m for m in annotated.mentions if m.found_by != "rule:nominal")
    pairs = acronym_pairs(named, annotated.report.text)
    context = _context(named, catalogue, pairs)
    for mention in sorted(named, key=lambda m: (-_fullness(m), m.start)):
        _link_name(state, mention, context, pairs, named)
    for mention in annotated.mentions:
        if mention.found_by == "rule:nominal":
            _link_nominal(state, mention)
    links = tuple(sorted(state.links, key=lambda x: (x.mention.start, x.mention.end)))
    problems = tuple(
        Problem("link", f"{name!r} is {reason}", annotated.report.id)
        for name, reason in sorted(state.ambiguous.items())
    )
    entities = tuple(_entity(state, entity) for entity in sorted(state.members))
    return Linked(_with_problems(annotated, problems), links, entities)


def _with_problems(annotated: Annotated, problems: tuple[Problem, ...]) -> Annotated:
    from dataclasses import replace

    return replace(annotated, problems=annotated.problems + problems) if problems else annotated


def _fullness(mention: Mention) -> int:
    """Longer names first, so that short ones find what they stand for."""
    return len(normalised(mention.text).split())


def _context(named: tuple[Mention, ...], catalogue: Catalogue, pairs: dict[str, str]) -> Context:
    countries: Counter[str] = Counter()
    sure: set[str] = set()
    for mention in named:
        options = candidates(mention, catalogue)
        if len(options) == 1 and not GENERIC.match(mention.text):
            if mention.kind == "Country":
                countries[options[0].country or options[0].key.split("/")[1]] += 1
            elif normalised(mention.text) not in pairs:
                sure.add(options[0].key)
                countries[options[0].country or ""] += 1
    del countries[""]
    return Context(countries, frozenset(sure))


def _link_name(
    state: Resolver, mention: Mention, context: Context, pairs: dict[str, str], named: tuple[Mention, ...]
) -> None:
    name = normalised(mention.text)
    known = _known_here(state, mention, name, pairs, named)
    if known:
        entity, reason = known
        state.decide(mention, entity, 0.95, reason)
        return
    options = candidates(mention, state.catalogue)
    if GENERIC.match(mention.text):
        options = tuple(e for e in options if e.country in context.countries)
    if options:
        choice = choose(options, context)
        if choice.entry:
            state.entries[choice.entry.key] = choice.entry
            _remember(state, mention, choice.entry.key)
            state.decide(mention, choice.entry.key, choice.score, choice.reason)
            return
        state.ambiguous[mention.text] = choice.reason
        entity = local_key(mention.kind, state.annotated.report.id, 0, mention.text)
        _remember(state, mention, entity)
        state.decide(mention, entity, 0.3, choice.reason)
        return
    if mention.kind == "Person" and " " not in name:
        return
    entity = key(mention.kind, refanged(mention.text) if mention.kind == "Indicator" else mention.text)
    _remember(state, mention, entity)
    state.decide(mention, entity, 0.8, "named in the article; not in the catalogue")


def _known_here(
    state: Resolver, mention: Mention, name: str, pairs: dict[str, str], named: tuple[Mention, ...]
) -> tuple[str, str] | None:
    """The entity that the article itself ties these words to."""
    if name in pairs and (entity := state.by_name.get(_slot(mention.kind, pairs[name]))):
        return entity, f"the article defines it: {pairs[name]!r}"
    if entity := state.by_name.get(_slot(mention.kind, name)):
        return entity, "same name in this article"
    if mention.kind in PARTY and (entity := state.by_name.get(_slot(mention.kind, short_form(name)))):
        return entity, "short form of a name in this article"
    if mention.kind == "Person":
        full = full_name(mention, (m for m in named if m.kind == "Person"))
        if full and (entity := state.by_name.get(_slot("Person", normalised(full.text)))):
            return entity, f"surname of {full.text!r}"
    return None


def _slot(kind: str, name: str) -> str:
    return f"{'Organization' if kind in PARTY else kind}|{name}"


def _remember(state: Resolver, mention: Mention, entity: str) -> None:
    name = normalised(mention.text)
    state.by_name.setdefault(_slot(mention.kind, name), entity)
    if mention.kind in PARTY:
        state.by_name.setdefault(_slot(mention.kind, short_form(name)), entity)
    if entry := state.entries.get(entity):
        for alias in (entry.name, *entry.aliases):
            state.by_name.setdefault(_slot(mention.kind, normalised(alias)), entity)


def _link_nominal(state: Resolver, mention: Mention) -> None:
    """ "the agency" means the nearest agency named before it; an unknown described victim is a thing of its own."""
    kinds = antecedent_kinds(mention.text)
    before = [
        x
        for x in state.links
        if x.mention.end <= mention.start
        and x.mention.kind in kinds
        and x.mention.found_by != "rule:nominal"
        and _may_be_of(state, x.entity, mention)
    ]
    if before:
        nearest = max(before, key=lambda x: x.mention.start)
        state.decide(
            mention, nearest.entity, 0.6, f"nearest {mention.text.split()[-1]} named before: {nearest.mention.text!r}"
        )
    elif mention.kind != "ThreatActor" and _is_one(mention.text):
        entity = local_key(mention.kind, state.annotated.report.id, mention.start, mention.text)
        state.decide(mention, entity, 0.7, "described, not named")


def _may_be_of(state: Resolver, entity: str, described: Mention) -> bool:
    """ "the Spanish operator" is none that the article places elsewhere."""
    countries = tuple(m for m in state.annotated.mentions if m.kind == "Country")
    told = {
        country_code(c.text, state.catalogue)
        for c in countries
        if described.start <= c.start and c.end <= described.end
    }
    if not told:
        return True
    entry = state.entries.get(entity)
    own = (
        entry.country
        if entry
        else next((f[0] for m in state.members[entity] if (f := country_of(m, countries, state.catalogue))), None)
    )
    return own is None or own in told


def _is_one(words: str) -> bool:
    """Does it describe one party ("a German hospital"), not many or a belonging ("websites")?"""
    parts = words.lower().split()
    if parts[-1] in BELONGINGS:
        return False
    return parts[0] in ("a", "an", "one", "the", "another", "its") and len(parts) > 2 and not parts[-1].endswith("s")


def _entity(state: Resolver, entity: str) -> Entity:
    members = sorted(state.members[entity], key=lambda m: m.start)
    named = [m for m in members if m.found_by != "rule:nominal"] or members
    countries = tuple(m for m in state.annotated.mentions if m.kind == "Country")
    entry = state.entries.get(entity)
    if entry:
        return _known(entry, named)
    country = next((found for m in members if (found := country_of(m, countries, state.catalogue))), None)
    kind = Counter(m.kind for m in named).most_common(1)[0][0]
    full = max(named, key=lambda m: (len(m.text), -m.start)).text
    full = refanged(full) if kind == "Indicator" else full
    aliases = tuple(sorted({m.text for m in named} - {full}))
    sector = next((s for m in members if (s := sector_of(m, state.catalogue))), None) if kind in PARTY else None
    if kind == "GovernmentAgency":
        sector = sector or "government"
    code = country[0] if country and kind in (*PARTY, "ThreatActor", "Place") else None
    if kind == "Place" and not code:
        code = next(iter(state.catalogue.places.get(full, ()) or state.catalogue.places.get(full.title(), ())), None)
    return Entity(entity, kind, full, aliases, code, sector, (), "/unnamed-" not in entity)


def _known(entry: Entry, named: list[Mention]) -> Entity:
    country = entry.key.split("/")[1] if entry.kind == "Country" else entry.country
    aliases = tuple(sorted({a for a in entry.aliases} | {m.text for m in named if m.kind != "Country"} - {entry.name}))
    if entry.kind == "Country":
        aliases = ()
    return Entity(entry.key, entry.kind, entry.name, aliases, country, entry.sector, entry.same_as)
