"""Who could this be: the catalogue's entries for a mention's words, kinds compared loosely."""

from extractor.catalogue import Catalogue, Entry
from extractor.model import EntityType, Mention

ALIKE: dict[EntityType, frozenset[str]] = {
    "GovernmentAgency": frozenset({"GovernmentAgency", "Organization"}),
    "Organization": frozenset({"GovernmentAgency", "Organization"}),
    "ThreatActor": frozenset({"ThreatActor"}),
    "Malware": frozenset({"Malware", "Tool"}),
    "Tool": frozenset({"Tool", "Malware"}),
    "Product": frozenset({"Product", "Tool"}),
    "Country": frozenset({"Country"}),
    "Place": frozenset({"Country"}),
}


def candidates(mention: Mention, catalogue: Catalogue) -> tuple[Entry, ...]:
    """Every entry that the words may name, in the catalogue's order."""
    alike = ALIKE.get(mention.kind)
    if not alike or mention.found_by == "rule:nominal":
        return ()
    if mention.kind == "Country":
        code = country_code(mention.text, catalogue)
        if code:
            return (catalogue.entries[f"country/{code}"],)
    found = tuple(e for e in catalogue.lookup(mention.text) if e.kind in alike)
    return tuple(e for e in found if e.kind == mention.kind) or found


def country_code(words: str, catalogue: Catalogue) -> str | None:
    """The ISO code behind a country's name, demonym or metonym."""
    return (
        catalogue.country_names().get(words)
        or catalogue.country_of_demonym(words)
        or catalogue.metonyms().get(words)
        or next((e.country or e.key.split("/")[1] for e in catalogue.lookup(words) if e.kind == "Country"), None)
    )
