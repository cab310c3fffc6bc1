"""Whole articles of our own, read by the real annotators: what an analyst would note down."""

import pytest

from extractor.model import Report, Result
from extractor.pipeline import extract
from tests.build.told import facts, name, only


def read(text: str, published: str = "2024-03-12") -> Result:
    return extract(Report("own", text, published=published, language="en"))


def test_ncsc_of_new_zealand() -> None:
    result = read(
        "The National Cyber Security Centre (NCSC) in Wellington said hackers had stolen records from Harbourside "
        "Dental, a New Zealand dental chain. The NCSC did not say who was behind the breach."
    )
    assert {e.id.rsplit("/", 1)[-1] for e in result.entities if e.kind == "GovernmentAgency"} == {"ncsc-nz"}
    assert only(result).label == "data breach at Harbourside Dental"
    assert only(result).victim_countries == ("NZ",)
    assert not result.problems


@pytest.fixture(scope="module")
def conglomerate() -> Result:
    return read(
        "On 9 June 2022 hackers wiped computers at Voltara Group, Ukraine's biggest private energy conglomerate. "
        "Ukraine's security service SBU blamed Sandworm, a unit of Russia's GRU. The Kremlin denied any involvement. "
        "Voltara said power was back within a day. The company's head, Olena Hrytsak, praised staff. Hrytsak slept.",
        "2022-06-20",
    )


def test_one_company_under_two_names(conglomerate: Result) -> None:
    (company,) = (e for e in conglomerate.entities if e.kind == "Organization")
    assert (company.name, company.country, company.sector) == ("Voltara Group", "UA", "energy")
    assert only(conglomerate).victims == (company.id,)


def test_blame_and_denial_side_by_side(conglomerate: Result) -> None:
    said = {(name(conglomerate, str(f.object)), f.modality) for f in facts(conglomerate, "attributedTo")}
    assert said == {("Sandworm", "asserted"), ("Kremlin", "denied")}
    assert [name(conglomerate, a) for a in only(conglomerate).attackers] == ["Sandworm"]


def test_a_surname_is_the_person(conglomerate: Result) -> None:
    (person,) = (e for e in conglomerate.entities if e.kind == "Person")
    assert (person.name, person.aliases) == ("Olena Hrytsak", ("Hrytsak",))


def test_an_old_incident_in_the_same_article() -> None:
    result = read(
        "Lusitel denied on Monday that its systems were breached. ShinyHunters had claimed to have stolen data of "
        "three million customers of Lusitel, a Portuguese telecom company. The Spanish operator Iberfon was breached "
        "in 2022."
    )
    assert [i.label for i in result.incidents] == ["data breach at Lusitel", "data breach at Iberfon"]
    assert [i.victim_countries for i in result.incidents] == [("PT",), ("ES",)]
    assert [i.modality for i in result.incidents] == ["claimed", "asserted"]
    lusitel = result.incidents[0]
    said = {(f.modality, name(result, f.asserted_by)) for f in facts(result, "victim") if f.subject == lusitel.id}
    assert ("denied", "Lusitel") in said
    assert "asserted" not in {how for how, _ in said}


def test_a_group_for_a_country_is_not_that_country() -> None:
    result = read("A pro-Russian group knocked the websites of two Latvian banks offline with a DDoS attack on Monday.")
    assert only(result).victim_countries == ("LV",)
    assert {f.modality for f in facts(result, "attributedTo")} == {"alleged"}
    assert not result.attributions


def test_the_ministry_is_a_ministry() -> None:
    result = read(
        "Hackers breached the Dutch Ministry of Justice in March. CISA warned its partners. The ministry was hacked "
        "a second time, officials said."
    )
    assert {name(result, v) for i in result.incidents for v in i.victims} == {"Dutch Ministry of Justice"}


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        ("Researchers compared the malware with older tools of Lazarus Group.", ()),
        ("There is no evidence that Lazarus Group had a hand in it.", ()),
        ("Files of the company turned up on a server of Lazarus Group.", ("Lazarus Group",)),
    ],
)
def test_an_actor_named_for_comparison_is_no_attacker(second: str, expected: tuple[str, ...]) -> None:
    result = read(f"Hackers breached Orchard Telecom on Monday. {second}")
    assert tuple(name(result, a) for a in only(result).attackers) == expected


def test_a_date_told_first_is_only_made_narrower() -> None:
    result = read(
        "The Medlar gang hacked Orchard Telecom in February 2024. Orchard Telecom was breached on 12 February. "
        "On 7 March the gang leaked files of Orchard Telecom.",
    )
    (date,) = {i.date for i in result.incidents}
    assert date
    assert date.earliest == "2024-02-12"


def test_a_body_in_a_town_is_of_the_towns_country() -> None:
    result = read("Hackers took down the website of the Oakland Police Department.")
    assert only(result).victim_countries == ("US",)


def test_bystanders_count_where_nothing_else_is_told() -> None:
    assert only(read("Hackers disrupted the sirens of several warehouses in Dallas.")).victim_countries == ("US",)
    beside = read("Hackers took down the website of a Kenyan bank, as it was told in Dallas.")
    assert only(beside).victim_countries == ("KE",)


def test_a_body_of_many_states_is_of_none() -> None:
    assert only(read("Hackers breached the UN, whose offices in Geneva stayed closed.")).victim_countries == ()
