"""Names that several agencies have: by the article's countries, its full names, or nobody, visibly."""

import pytest

from extractor.catalogue import load
from extractor.link.candidates import country_code
from tests.link.marked import entity, keys, linked


@pytest.mark.parametrize(
    ("marked", "acronym", "wanted"),
    [
        ("{Country:New Zealand} was hit, {Agency:NCSC} said.", "NCSC", "org/ncsc-nz"),
        ("{Agency:NCSC} helped hospitals in {Country:Ireland} and {Country:Ireland}.", "NCSC", "org/ncsc-ie"),
        ("{Demonym:British} police and {Agency:NCA} raided a flat.", "NCA", "org/nca-gb"),
        ("Banks in {Country:Saudi Arabia} reported to {Agency:NCA}.", "NCA", "org/nca-sa"),
        ("{Country:Singapore} ports were warned by {Agency:CSA}.", "CSA", "org/csa-sg"),
        ("{Country:Ghana} asked {Agency:CSA} for help.", "CSA", "org/csa-gh"),
        ("The gang works for {Agency:MSS}, {Country:China} denied.", "MSS", "org/mss"),
    ],
)
def test_the_countries_of_the_article_decide(marked: str, acronym: str, wanted: str) -> None:
    found = linked(marked)
    assert keys(found)[acronym] == [wanted]
    assert not found.annotated.problems


@pytest.mark.parametrize("acronym", ["NCSC", "NCA", "CSA"])
def test_without_a_country_nobody_is_meant_and_it_shows(acronym: str) -> None:
    found = linked(f"The hole was closed, {{Agency:{acronym}}} said. {{Agency:{acronym}}} gave no date.")
    first, second = keys(found)[acronym]
    assert first == second
    assert first.startswith("org/unnamed-")
    assert {each.score for each in found.links if each.reason.startswith("ambiguous")} == {0.3}
    (problem,) = found.annotated.problems
    assert problem.stage == "link"
    assert problem.message.startswith(f"'{acronym}' is ambiguous: org/")


def test_a_country_that_has_none_decides_nothing() -> None:
    found = linked("{Agency:NCSC} watched hackers from {Country:Russia}.")
    assert found.annotated.problems


def test_two_countries_named_as_often_decide_nothing() -> None:
    found = linked("{Agency:NCSC} met guests from {Country:Ireland} and {Country:New Zealand}.")
    assert found.annotated.problems


def test_a_place_speaks_for_its_country() -> None:
    found = linked("{Agency:NCSC} staff drove to {Place:Wellington} at night.")
    assert keys(found)["NCSC"] == ["org/ncsc-nz"]


def test_the_full_name_decides() -> None:
    found = linked(
        "{Country:Ghana} and {Country:Ghana} again. {Agency:Cyber Security Agency of Singapore} came; {Agency:CSA} did."
    )
    assert keys(found)["CSA"] == ["org/csa-sg"]


def test_a_name_of_many_states_means_the_state_that_is_told() -> None:
    found = linked("{Country:Slovenia}'s {Agency:Ministry of Ferries} was phished.")
    assert keys(found)["Ministry of Ferries"] == ["org/ministry-of-ferries-si"]
    assert entity(found, "Ministry of Ferries").country == "SI"


def test_a_name_of_many_states_without_a_state_stays_in_its_article() -> None:
    one = linked("The {Agency:Ministry of Ferries} was phished.", "https://a.example/1")
    other = linked("The {Agency:Ministry of Ferries} was phished.", "https://b.example/2")
    assert keys(one) != keys(other)
    assert entity(one, "Ministry of Ferries").named


def test_the_country_beside_a_name_finds_its_entry() -> None:
    found = linked("{Country:Sweden}'s {Agency:Civil Contingencies Agency} warned ports.")
    assert keys(found)["Civil Contingencies Agency"] == ["org/msb"]


def test_a_short_name_of_an_agency_with_its_country() -> None:
    found = linked("The {Agency:US Treasury} blamed the group. The {Agency:Treasury} froze accounts.")
    assert keys(found) == {"US Treasury": ["org/usdt"], "Treasury": ["org/usdt"]}


def test_a_vulnerability_and_its_nickname_are_one() -> None:
    found = linked("{Vulnerability:Log4Shell} is back; {Vulnerability:CVE-2021-44228} was never gone.")
    assert keys(found) == {"Log4Shell": ["vuln/CVE-2021-44228"], "CVE-2021-44228": ["vuln/CVE-2021-44228"]}
    assert "Log4Shell" in entity(found, "CVE-2021-44228").aliases


@pytest.mark.parametrize(("words", "code"), [("Ukrainian", "UA"), ("Moscow", "RU"), ("Latvia", "LV"), ("Acme", None)])
def test_country_codes(words: str, code: str | None) -> None:
    assert country_code(words, load()) == code
