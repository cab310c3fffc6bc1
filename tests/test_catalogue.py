"""The catalogue: what it holds, how it finds, how it is extended."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from extractor.catalogue import Catalogue, load, normal, ontology_dir
from extractor.problems import InputError
from extractor.terms import SECTORS


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    paths = sorted((ontology_dir() / "catalogue").glob("*.jsonl"))
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def keys(catalogue: Catalogue, name: str) -> list[str]:
    return [entry.key for entry in catalogue.lookup(name)]


def test_no_key_twice(records: list[dict[str, Any]]) -> None:
    found = [r["key"] for r in records if "key" in r]
    assert len(found) == len(set(found)) > 5000


def test_keys_end_an_iri(records: list[dict[str, Any]]) -> None:
    fitting = re.compile(r"(org|actor|malware|tool|product)/[a-z0-9-]+|country/[A-Z]{2}|vuln/CVE-\d{4}-\d{4,}")
    assert [r["key"] for r in records if "key" in r and not fitting.fullmatch(r["key"])] == []


def test_every_wikidata_id_has_a_source(records: list[dict[str, Any]]) -> None:
    with_id = [r for r in records if any("wikidata.org" in iri for iri in r.get("same_as", ()))]
    assert len(with_id) > 300
    assert [r["key"] for r in with_id if not (r.get("qid_source") or "Wikidata" in r["source"])] == []


def test_nothing_comes_from_a_disputed_source(records: list[dict[str, Any]]) -> None:
    assert [r for r in records if "malpedia" in json.dumps(r).lower()] == []


def test_everything_says_where_it_is_from(records: list[dict[str, Any]]) -> None:
    assert [r["key"] for r in records if "key" in r and not r.get("source")] == []


def test_it_stays_small() -> None:
    assert sum(p.stat().st_size for p in (ontology_dir() / "catalogue").glob("*.jsonl")) < 3_000_000


def test_sectors_and_countries_exist(catalogue: Catalogue) -> None:
    for entry in catalogue.entries.values():
        assert entry.sector is None or entry.sector in SECTORS, entry
        assert entry.country is None or catalogue.country(entry.country), entry
    assert set(catalogue.sector_words.values()) <= set(SECTORS)
    assert all(catalogue.country(iso2) for found in catalogue.places.values() for iso2 in found)


def test_ambiguous_names_are_names(catalogue: Catalogue) -> None:
    for entry in catalogue.entries.values():
        assert entry.ambiguous <= set(entry.names), entry


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("CISA", ["org/cisa"]),
        ("U.S. Cybersecurity and Infrastructure Security Agency", ["org/cisa"]),
        ("SSSCIP", ["org/ssscip"]),
        ("Ukraine", ["country/UA"]),
        ("u.s.", ["country/US"]),
        ("Burma", ["country/MM"]),
        ("Fancy Bear", ["actor/apt28"]),
        ("APT-28", ["actor/apt28"]),
        ("apt 28", ["actor/apt28"]),
        ("Sandworm Team", ["actor/sandworm"]),
        ("Industroyer2", ["malware/industroyer2"]),
        ("Cobalt Strike", ["tool/cobalt-strike"]),
        ("Log4Shell", ["vuln/CVE-2021-44228"]),
        ("LockBit", ["actor/lockbit", "malware/lockbit"]),
        ("nothing of the kind", []),
    ],
)
def test_lookup(catalogue: Catalogue, name: str, expected: list[str]) -> None:
    assert keys(catalogue, name) == expected


def test_a_shared_acronym_stays_open(catalogue: Catalogue) -> None:
    found = catalogue.lookup("NCSC")
    assert {e.country for e in found} >= {"GB", "NL", "IE", "FI", "NZ", "CH"}
    assert len({e.key for e in found}) == len(found)


@pytest.mark.parametrize(
    ("word", "iso2"),
    [("Russian", "RU"), ("Russians", "RU"), ("north korean", "KP"), ("Dutch", "NL"), ("British", "GB"),
     ("Emirati", "AE"), ("Israelis", "IL"), ("Kosovar", "XK"), ("table", None)],
)  # fmt: skip
def test_demonyms(catalogue: Catalogue, word: str, iso2: str | None) -> None:
    assert catalogue.country_of_demonym(word) == iso2


def test_every_country_has_a_name_and_nearly_every_one_a_demonym(catalogue: Catalogue) -> None:
    countries = [e for e in catalogue.entries.values() if e.kind == "Country"]
    assert len(countries) == 250
    assert sum(not e.demonyms for e in countries) < 30


def test_metonyms_and_places(catalogue: Catalogue) -> None:
    assert catalogue.metonyms()["Kremlin"] == "RU"
    assert catalogue.country_names()["Czech Republic"] == "CZ"
    assert catalogue.places["Cambridge"][0] == "GB"
    assert "US" in catalogue.places["Cambridge"]
    assert catalogue.places["Georgia"] == ("US",)
    assert "Reading" not in catalogue.places


@pytest.mark.parametrize(
    ("text", "sector"),
    [("a Ukrainian energy provider", "energy"), ("the city's hospital", "health"), ("gas stations", "energy"),
     ("a software company", "it"), ("Ministry of Justice", "government"), ("the school district", "education"),
     ("something else", None)],
)  # fmt: skip
def test_sector_of(catalogue: Catalogue, text: str, sector: str | None) -> None:
    assert catalogue.sector_of(text) == sector


def test_common_words_need_support(catalogue: Catalogue) -> None:
    doubtful = {(text, key) for text, key, ambiguous in catalogue.surfaces() if ambiguous}
    assert {("LEAD", "actor/apt41"), ("Hive", "actor/hive"), ("Play", "malware/play")} <= doubtful
    sure = {text for text, _, ambiguous in catalogue.surfaces() if not ambiguous}
    assert {"CISA", "FBI", "APT28", "LockBit", "Lazarus Group", "United States", "US"} <= sure


def test_no_spelling_is_a_bare_lower_case_word(catalogue: Catalogue) -> None:
    assert [text for text, _, ambiguous in catalogue.surfaces() if ambiguous and text.islower() and text.isalpha()] == [
        "mnemonic"
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Службою безпеки України", ["org/sbu"]), ("Держспецзв’язку", ["org/ssscip"]), ("Росією", ["country/RU"]),
        ("Нидерландах", ["country/NL"]), ("Києві", ["place/kyiv"]), ("Ростовом-на-Дону", ["place/rostov-on-don"]),
        ("МЗС", ["org/mfa-ukraine"]), ("МЗС Росії", ["org/ministry-of-foreign-affairs-of-the-russian-federation"]),
        ("російське МЗС", ["org/ministry-of-foreign-affairs-of-the-russian-federation"]), ("МЗС Польщі", []),
        ("МИД", ["org/mfa-ukraine", "org/ministry-of-foreign-affairs-of-the-russian-federation"]), ("Минфин", []),
        ("Ґренландії", ["country/GL"]), ("немає такого", []),
    ],
)  # fmt: skip
def test_lookup_in_any_case(catalogue: Catalogue, name: str, expected: list[str]) -> None:
    assert keys(catalogue, name) == expected


def test_a_place_named_in_cyrillic_has_its_country(catalogue: Catalogue) -> None:
    (entry,) = catalogue.lookup("Харькове")
    assert (entry.kind, entry.name, entry.country) == ("Place", "Kharkiv", "UA")


@pytest.mark.parametrize(
    ("word", "iso2"),
    [("російськими", "RU"), ("росіян", "RU"), ("Российских", "RU"), ("українцями", "UA"), ("северокорейские", "KP"),
     ("Польщі", "PL"), ("німця", "DE"), ("стіл", None)],
)  # fmt: skip
def test_words_for_countries_in_cyrillic(catalogue: Catalogue, word: str, iso2: str | None) -> None:
    assert catalogue.country_of_demonym(word) == iso2


def test_inflected_names_are_of_known_things_and_say_where_they_are_from(catalogue: Catalogue) -> None:
    (path,) = (ontology_dir() / "catalogue" / "inflected").glob("*.jsonl")
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    assert [r["key"] for r in lines if not r["source"]] == []
    assert [r["key"] for r in lines if r.get("kind") != "Place" and r["key"] not in catalogue.entries] == []
    assert all(catalogue.country(r["country"]) for r in lines if r.get("kind") == "Place")
    assert sum(r["key"].startswith("country/") for r in lines) >= 120
    assert path.stat().st_size < 1_000_000


@pytest.mark.parametrize(("one", "other"), [("Fancy  Bear", "fancy-bear"), ("Sana’a", "Sana'a"), ("ＣＩＳＡ", "cisa")])
def test_normal(one: str, other: str) -> None:
    assert normal(one) == normal(other)


def test_an_analyst_adds_to_it(tmp_path: Path) -> None:
    lines = [
        {"key": "org/cisa", "kind": "GovernmentAgency", "name": "CISA of the States", "aliases": ["the cyber agency"]},
        {"key": "org/moon-cert", "kind": "GovernmentAgency", "name": "Moon CERT", "ambiguous": ["Moon CERT"]},
    ]
    (tmp_path / "mine.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    extended = load(tmp_path)
    cisa = extended.entries["org/cisa"]
    assert cisa.name == "CISA of the States"
    assert cisa.country == "US"
    assert "CISA" in cisa.aliases
    assert keys(extended, "the cyber agency") == ["org/cisa"]
    assert keys(extended, "Cybersecurity and Infrastructure Security Agency") == ["org/cisa"]
    assert keys(extended, "moon cert") == ["org/moon-cert"]
    assert keys(load(), "moon cert") == []


@pytest.mark.parametrize(
    "line", ["{not json", '{"key": "org/x"}', '{"key": "org/x", "kind": "Agency", "name": "X"}', '["org/x"]']
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "mine.jsonl").write_text(line, "utf-8")
    with pytest.raises(InputError, match=r"mine\.jsonl:1"):
        load(tmp_path)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no catalogue folder"):
        load(tmp_path / "absent")
