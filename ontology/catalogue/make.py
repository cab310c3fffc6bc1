# ruff: noqa: INP001 - a script, run by its name
"""Make the catalogue: `*.jsonl` beside this file from `sources/` and from the wheels in `requirements.txt`.

Run `python ontology/catalogue/make.py [PART...]` with parts world, threats, curated, cyrillic (all where none is
named), in an environment of its own: these packages are needed to make the catalogue, never to use it.
"""

import json
import sys
from collections import Counter
from pathlib import Path

from naming import HERE, SOURCES, write

SMALL_ENOUGH = 3_000_000


def world() -> None:
    """Countries and places, and the list of place names that doubt feeds on."""
    from world import countries, places

    known = list(countries())
    write("countries.jsonl", known)
    names = {n for c in known for n in (c["name"], *c["aliases"])}
    found = list(places(names))
    states = "".join(f"{c['name']}\n" for c in known)
    (SOURCES / "state-names.txt").write_text("# Made by make.py: the names of countries.\n" + states, "utf-8")
    write("places.jsonl", found, order="name")
    lines = sorted({n.casefold() for n in names} | {p["name"].casefold() for p in found})
    head = "# Made by make.py: names of countries and places. An actor or malware called so needs support.\n"
    (SOURCES / "place-names.txt").write_text(head + "".join(f"{n}\n" for n in lines if len(n) > 3), "utf-8")


def threats() -> None:
    """Actors, malware, tools."""
    from threats import actors, malware

    write("actors.jsonl", actors())
    families, tools = malware()
    write("malware.jsonl", families)
    write("tools.jsonl", tools)


def curated() -> None:
    """Agencies, organisations, products, named vulnerabilities, words for sectors."""
    from curated import agencies, organisations, products, sectors, vulnerabilities

    known = agencies()
    write("agencies.jsonl", known)
    write("organisations.jsonl", organisations(known))
    write("products.jsonl", products())
    write("vulnerabilities.jsonl", vulnerabilities())
    write("sectors.jsonl", sectors(), order="sector")


def cyrillic() -> None:
    """Names in Ukrainian and Russian, inflected: in a folder of their own, loaded for Cyrillic texts only."""
    from cyrillic import inflected

    lines = [json.loads(line) for path in HERE.glob("*.jsonl") for line in path.read_text("utf-8").splitlines()]
    (HERE / "inflected").mkdir(exist_ok=True)
    write("inflected/cyrillic.jsonl", inflected(frozenset(line["key"] for line in lines if "key" in line)))


PARTS = {"world": world, "threats": threats, "curated": curated, "cyrillic": cyrillic}


def main(arguments: list[str]) -> int:
    """Make the parts named, and check the sum. Returns the exit code."""
    unknown = [name for name in arguments if name not in PARTS]
    if unknown:
        sys.stderr.write(f"no part {unknown[0]}: name some of {', '.join(PARTS)}\n")
        return 2
    for name in arguments or PARTS:
        PARTS[name]()
    paths = sorted(Path(HERE).glob("*.jsonl"))
    keys = [json.loads(line).get("key") for path in paths for line in path.read_text("utf-8").splitlines()]
    twice = sorted(key for key, count in Counter(keys).items() if key and count > 1)
    size = sum(path.stat().st_size for path in paths)
    sys.stdout.write(f"{len(keys)} records in {len(paths)} files, {size:,} bytes; keys twice: {twice[:10] or 'none'}\n")
    return 1 if twice or size > SMALL_ENOUGH else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
