"""The stage itself: mentions grouped into things, each link with its score and reason."""

from collections.abc import Iterator
from dataclasses import replace

from extractor.catalogue import Catalogue, Entry
from extractor.link import entities
from extractor.link.article import GENERIC, Article, article
from extractor.link.candidates import PARTY, candidates, with_country, without_country
from extractor.link.choose import choose
from extractor.link.coref import short_form
from extractor.link.decisions import Decisions
from extractor.link.describe import country_in
from extractor.link.described import link_described
from extractor.link.keys import digest, key, local_key, normalised, refanged
from extractor.model import Annotated, Entity, Linked, Mention, Problem


def link(annotated: Annotated, catalogue: Catalogue) -> Linked:
    """Every mention's entity, decided from the article first, then the catalogue."""
    here, made = article(annotated, catalogue), Decisions()
    for mention in sorted(here.names, key=lambda m: (-len(normalised(m.text).split()), m.start)):
        _link_name(made, mention, here)
    for mention in here.described:
        link_described(made, mention, here)
    links = tuple(sorted(made.links, key=lambda x: (x.mention.start, x.mention.end)))
    problems = tuple(
        Problem("link", f"{name!r} is {reason}", annotated.report.id) for name, reason in sorted(made.ambiguous.items())
    )
    if problems:
        annotated = replace(annotated, problems=annotated.problems + problems)
    return Linked(annotated, links, tuple(_entities(made, here)))


def _link_name(made: Decisions, mention: Mention, here: Article) -> None:
    name = normalised(mention.text)
    if known := _known_here(made, mention, name, here):
        made.decide(mention, known[0], 0.95, known[1])
    elif options := _options(mention, here):
        _link_option(made, mention, options, here)
    elif mention.kind != "Person" or " " in name:  # one word alone names nobody in particular
        thing = _new_key(mention, here)
        made.remember(mention.kind, _forms(mention, here.catalogue), thing)
        made.decide(mention, thing, 0.8, "named in the article; not in the catalogue")


def _known_here(made: Decisions, mention: Mention, name: str, here: Article) -> tuple[str, str] | None:
    """The thing that the article itself ties these words to, and how."""
    kind = mention.kind
    if name in here.acronyms and (thing := made.named(kind, here.acronyms[name])):
        return thing, f"the article defines it: {here.acronyms[name]!r}"
    if thing := made.named(kind, name):
        return thing, "same name in this article"
    if kind in PARTY and (thing := made.named(kind, short_form(name))):
        return thing, "short form of a name in this article"
    if kind == "Person" and len(people := here.surnames.get(name, frozenset())) == 1:
        (full,) = people
        if thing := made.named(kind, full):
            return thing, f"surname of {full!r}"
    return None


def _options(mention: Mention, here: Article) -> tuple[Entry, ...]:
    """The catalogue's entries that the words can mean in this article."""
    options = candidates(mention, here.catalogue)
    if GENERIC.match(mention.text):
        options = tuple(e for e in options if e.country in here.context.countries)
    if not options and mention.kind in PARTY and (said := here.country(mention)):
        options = with_country(mention, said.value, here.catalogue)
    return options


def _link_option(made: Decisions, mention: Mention, options: tuple[Entry, ...], here: Article) -> None:
    choice = choose(options, here.context)
    if choice.entry is None:
        made.ambiguous[mention.text] = choice.reason
        thing = local_key(mention.kind, here.annotated.report, normalised(mention.text))
        made.remember(mention.kind, iter([normalised(mention.text)]), thing)
        made.decide(mention, thing, 0.3, choice.reason)
        return
    thing = choice.entry.key
    made.entries[thing] = choice.entry
    made.remember(mention.kind, _forms(mention, here.catalogue), thing)
    made.remember(mention.kind, map(normalised, choice.entry.names), thing)
    made.decide(mention, thing, choice.score, choice.reason)


def _forms(mention: Mention, catalogue: Catalogue) -> Iterator[str]:
    """The names (normalised) by which an article goes on to call what it named here."""
    name = normalised(mention.text)
    yield name
    if mention.kind in PARTY:
        yield short_form(name)
        yield normalised(without_country(mention.text, catalogue))


def _new_key(mention: Mention, here: Article) -> str:
    """The key of a thing that the catalogue does not have. A name that every state has needs the state."""
    if mention.kind in PARTY and GENERIC.match(mention.text):
        same = (m for m in here.names if m.text == mention.text)
        code = next((said.value for m in same if (said := here.country(m))), None)
        if code is None:
            return local_key(mention.kind, here.annotated.report, normalised(mention.text))
        told = country_in(mention.text, here.catalogue)
        return key(mention.kind, mention.text if told else f"{mention.text} {code}")
    made = key(mention.kind, refanged(mention.text) if mention.kind == "Indicator" else mention.text)
    return f"{made}-{digest(normalised(mention.text))[:8]}" if made in here.catalogue.entries else made


def _entities(made: Decisions, here: Article) -> Iterator[Entity]:
    """Every thing that is meant somewhere, and the countries they belong to, in order of key."""
    found: dict[str, Entity] = {}
    for thing, mentions in made.members.items():
        members, entry = sorted(mentions, key=lambda m: m.start), made.entries.get(thing)
        found[thing] = entities.known(entry, members) if entry else entities.told(thing, members, here)
    for code in {e.country for e in found.values() if e.country}:
        if entry := here.catalogue.country(code):
            found.setdefault(entry.key, entities.country(entry))
    return (found[thing] for thing in sorted(found))
