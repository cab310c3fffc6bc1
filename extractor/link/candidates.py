"""Who could this be: the catalogue's entries for a mention's words, kinds compared loosely."""

from extractor.catalogue import Catalogue, Entry
from extractor.model import EntityType, Mention

ALIKE: dict[EntityType, frozenset[EntityType]] = {
    "GovernmentAgency": frozenset({"GovernmentAgency", "Organization"}),
    "Organization": frozenset({"GovernmentAgency", "Organization"}),
    "ThreatActor": frozenset({"ThreatActor"}),
    "Malware": frozenset({"Malware", "Tool"}),
    "Tool": frozenset({"Tool", "Malware"}),
    "Product": frozenset({"Product", "Tool"}),
    "Vulnerability": frozenset({"Vulnerability"}),
    "Country": frozenset({"Country"}),
    "Place": frozenset({"Place", "Country"}),
}
PARTY: tuple[EntityType, ...] = ("Organization", "GovernmentAgency")
"""Kinds that a text does not always tell apart: one name means one thing of either."""


def candidates(mention: Mention, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Every entry that the words may name, in the catalogue's order."""
    if mention.kind == "Country" and (code := country_code(mention.text, catalogue)):
        return (catalogue.entries[f"country/{code}"],)
    if mention.kind == "Vulnerability" and (entry := catalogue.entries.get(f"vuln/{mention.text.upper()}")):
        return (entry,)
    return _of_kind(mention.text, mention.kind, catalogue)


def _of_kind(words: str, kind: EntityType, catalogue: Catalogue) -> tuple[Entry, ...]:
    alike = ALIKE.get(kind, frozenset())
    found = tuple(e for e in catalogue.lookup(words) if e.kind in alike)
    return tuple(e for e in found if e.kind == kind) or found


def with_country(mention: Mention, code: str, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Entries of the country `code` named by the words and the country: "Sweden's Civil Contingencies Agency"."""
    country = catalogue.country(code)
    if country is None or mention.kind not in PARTY:
        return ()
    words, stem = mention.text, without_country(mention.text, catalogue)
    owners = (*country.demonyms, *country.names)
    spellings = [stem, f"Department of the {stem}", *(f"{owner} {stem}" for owner in owners)]
    spellings += [f"{stem} {form}" for name in country.names for form in (f"of {name}", f"({name})")]
    found = {
        e.key: e for s in spellings if s != words for e in _of_kind(s, mention.kind, catalogue) if e.country == code
    }
    return tuple(found.values())


def without_country(name: str, catalogue: Catalogue) -> str:
    """The name without the country or demonym it begins with: "US Treasury" -> "Treasury"."""
    first, _, rest = name.partition(" ")
    return rest if rest and country_code(first.removesuffix("'s").removesuffix("’s"), catalogue) else name


def country_code(words: str, catalogue: Catalogue) -> str | None:
    """The ISO code behind a country's name, demonym or metonym."""
    return (
        catalogue.country_names().get(words)
        or catalogue.country_of_demonym(words)
        or catalogue.metonyms().get(words)
        or catalogue.country_of_name(words)
    )
