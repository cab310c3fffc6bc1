# ruff: noqa: INP001 - part of a script
"""Agencies, organisations, products, named vulnerabilities and sector words, from the tables in `sources`."""

import csv
import re
from collections import Counter
from collections.abc import Iterator

from naming import SOURCES, Doubt, Record, normal, slug, spellings, words

WIKIDATA = "http://www.wikidata.org/entity/"
NOT_OF_A_STATE = frozenset({"igo", "alliance", "partnership", "sport"})
SECTOR_OF_KIND = {
    "alliance": "international",
    "bank": "finance",
    "court": "government",
    "energy": "energy",
    "health": "health",
    "igo": "international",
    "law-enforcement": "emergency",
    "military": "defence",
    "research": "research",
    "sport": "international",
    "transport": "transport",
}
GENERIC = frozenset({"House of Representatives"})
NEEDS_ITS_COUNTRY = ("Ministry of", "National Police", "National Data", "Presidential", "Electoral", "State Security")
"""Names that many states' bodies have: not looked for without the state."""
KNOWN_BARE = frozenset({"Ministry of State Security", "Ministry of Public Security", "Ministry of Intelligence"})
SHARED_ACRONYMS = frozenset({"NCSC", "NCA", "CSA", "NCSA"})
"""Acronyms that several states' agencies go by; "NCSC-IE" in the table is also written plain "NCSC"."""


def agencies() -> list[Record]:
    """Agencies of states and of international bodies. Ids of Wikidata only where the table names their source."""
    rows = [*_rows("agencies.csv"), *_rows("agencies-more.csv")]
    uses = Counter(_acronym(row) for row in rows if row["acronym"])
    doubt = Doubt(words("place-names.txt"))
    records = [_agency(row, uses, doubt) for row in rows]
    names = Counter(record["key"] for record in records)
    for record in records:
        if names[record["key"]] > 1:
            record["key"] += f"-{(record['country'] or 'int').lower()}"
    return records


def organisations(known: list[Record]) -> Iterator[Record]:
    """Companies and other organisations of the news, without those that are agencies already."""
    taken = {normal(name) for record in known for name in (record["name"], *record["aliases"])}
    for row in _rows("organisations.csv"):
        if normal(row["name"]) not in taken:
            yield _named(row, "org", "Organization")


def products() -> Iterator[Record]:
    """Software and hardware products."""
    return (_named(row, "product", "Product") for row in _rows("products.csv"))


def vulnerabilities() -> Iterator[Record]:
    """Vulnerabilities that have a name of their own, keyed by CVE."""
    for row in _rows("vulnerabilities.csv"):
        yield {**_named(row, "vuln", "Vulnerability"), "key": f"vuln/{row['cve']}"}


def sectors() -> Iterator[Record]:
    """Words that tell a victim's sector."""
    for row in _rows("sectors.csv"):
        listed = _split(row["words"])
        plural = [w + "s" for w in listed if re.search(r"[a-rt-xz]$", w) and " " not in w]
        yield {"sector": row["sector"], "words": sorted({*listed, *plural})}


def _agency(row: dict[str, str], uses: Counter[str], doubt: Doubt) -> Record:
    acronym, bare = _acronym(row), re.sub(r"\s*\([^)]*\)", "", row["name"]).strip()
    country = row["iso2"] if row["iso2"] not in {"EU", "INT"} else None
    name = row["name"] if bare != row["name"] else bare
    if bare.startswith(NEEDS_ITS_COUNTRY) and bare not in KNOWN_BARE:
        bare = row["name"]
    written = [bare, acronym, row["acronym"], *_split(row["aliases"]), *_other_ways(bare, row["iso2"])]
    aliases = spellings(name, written)
    alone = acronym and uses[acronym] == 1 and row["acronym"] == acronym and acronym not in SHARED_ACRONYMS
    stem = slug(acronym or bare)
    return {
        "key": f"org/{stem}" if alone or not acronym else f"org/{stem}-{(row['iso2']).lower()}",
        "kind": "Organization" if row["kind"] in NOT_OF_A_STATE else "GovernmentAgency",
        "name": name,
        "aliases": aliases,
        "country": country,
        "sector": SECTOR_OF_KIND.get(row["kind"], "government"),
        "same_as": [WIKIDATA + row["wikidata_qid"]] if row.get("wikidata_qid") else [],
        "qid_source": row.get("qid_source") or None,
        "ambiguous": [n for n in (name, *aliases) if doubt(n)],
        "source": row.get("source") or "general knowledge",
    }


def _other_ways(name: str, iso2: str) -> Iterator[str]:
    """How news writes an agency's full name: with "U.S." before it, without "of Ukraine" after it."""
    if iso2 == "US":
        short = name.removeprefix("United States ").removeprefix("U.S. ")
        yield from (f"U.S. {short}", f"US {short}", f"United States {short}")
        if short.count(" ") > 1 and short not in GENERIC:
            yield short
    stem, _, country = name.rpartition(" of ")
    if stem.count(" ") > 5 and country in words("state-names.txt"):
        yield stem


def _acronym(row: dict[str, str]) -> str:
    """The acronym; of "NCSC-IE" only "NCSC"."""
    stem, _, country = row["acronym"].rpartition("-")
    return stem if stem in SHARED_ACRONYMS and len(country) == 2 else row["acronym"]


def _named(row: dict[str, str], room: str, kind: str) -> Record:
    """A famous name: written as a brand writes itself, it is doubtful only where the list says so."""
    doubtful, trusted = words("doubtful-names.txt"), words("trusted.txt")
    aliases = spellings(row["name"], _split(row["aliases"]))
    short = {n for n in (row["name"], *aliases) if len(n) <= 2 and n.casefold() not in trusted}
    return {
        "key": f"{room}/{slug(row['name'])}",
        "kind": kind,
        "name": row["name"],
        "aliases": aliases,
        "country": row.get("iso2") or None,
        "sector": row.get("sector") or None,
        "ambiguous": [n for n in (row["name"], *aliases) if n in doubtful | short],
        "source": "general knowledge",
    }


def _rows(file: str) -> list[dict[str, str]]:
    with (SOURCES / file).open(encoding="utf-8", newline="") as lines:
        return [dict(row) for row in csv.DictReader(lines)]


def _split(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]
