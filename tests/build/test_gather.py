"""Which events of an article are one incident, and what the incident then says."""

from dataclasses import replace

import pytest

from extractor.model import Modality
from tests.build.told import built, day, facts, name, only, told, words

GAP = "The weather was fine and the baker sold bread. " * 40


def test_one_incident_over_several_paragraphs() -> None:
    result = built(
        "{Org:Acme} was hit by ransomware. Staff wrote by hand. The attack began at night. {Org:Acme}'s files leaked.",
        told("incident/ransomware", "hit", victim="Acme"),
        told("incident/attack", "attack"),
        told("incident/doxing", "leaked", victim="Acme"),
    )
    assert only(result).kinds == ("doxing", "ransomware")
    assert len(only(result).evidence) == 3


def test_two_victims_are_two_incidents() -> None:
    result = built(
        "{Org:Acme} was hit by ransomware. A year ago {Org:Volt} was hit by ransomware too.",
        told("incident/ransomware", "hit", victim="Acme"),
        told("incident/ransomware", "hit", at=2, victim="Volt"),
    )
    assert [i.label for i in result.incidents] == ["ransomware attack on Acme", "ransomware attack on Volt"]


def test_two_victims_in_one_sentence_are_one_incident() -> None:
    result = built("{Org:Acme} and {Org:Volt} were hit.", told("incident/ddos", "hit", victim="Acme|Volt"))
    assert only(result).label == "denial-of-service attack on Acme and Volt"


def test_two_countries_are_two_incidents() -> None:
    result = built(
        "Sites in {Country:Latvia} fell. Sites in {Country:Malta} fell.",
        told("incident/ddos", "fell", victim="Latvia"),
        told("incident/ddos", "fell", at=2, victim="Malta"),
    )
    assert [i.victim_countries for i in result.incidents] == [("LV",), ("MT",)]


def test_another_date_is_another_incident() -> None:
    result = built(
        "{Org:Acme} was hit in May 2023. In 2020 there was an attack on the region.",
        told("incident/ransomware", "hit", victim="Acme", when=day("2023-05-01", "2023-05-31")),
        told("incident/attack", "attack", when=day("2020-01-01", "2020-12-31")),
    )
    assert [i.date and i.date.earliest for i in result.incidents] == ["2023-05-01"]  # the other tells nobody's fate
    result = built(
        "{Org:Acme} was hit in May 2023. In 2020 {Org:Acme} was hit by a flood of requests.",
        told("incident/ransomware", "hit", victim="Acme", when=day("2023-05-01", "2023-05-31")),
        told("incident/ddos", "hit", at=2, victim="Acme", when=day("2020-01-01", "2020-12-31")),
    )
    assert [i.kinds for i in result.incidents] == [("ransomware",), ("ddos",)]


def test_the_way_in_may_be_months_older() -> None:
    result = built(
        "{Org:Acme} was wiped on 1 July. Staff of {Org:Acme} were phished in April.",
        told("incident/wiper", "wiped", victim="Acme", when=day("2022-07-01")),
        told("incident/phishing", "phished", victim="Acme", when=day("2022-04-01", "2022-04-30")),
    )
    assert only(result).kinds == ("phishing", "wiper")
    assert only(result).date == day("2022-07-01")


def test_far_away_without_a_victim_is_another_story() -> None:
    text = f"{{Org:Acme}} was hit. {GAP}{{Actor:LockBit}} launched attacks."
    result = built(
        text, told("incident/ransomware", "hit", victim="Acme"), told("incident/attack", "attacks", attacker="LockBit")
    )
    assert len(result.incidents) == 2
    assert result.incidents[0].attackers == ()


def test_other_attackers_are_another_incident() -> None:
    result = built(
        "{Actor:LockBit} hit {Org:Acme}. {Actor:Conti} attacked as well.",
        told("incident/ransomware", "hit", attacker="LockBit", victim="Acme"),
        told("incident/attack", "attacked", attacker="Conti"),
    )
    assert [[name(result, a) for a in i.attackers] for i in result.incidents] == [["LockBit"], ["Conti"]]


def test_a_victim_never_attacks_itself() -> None:
    result = built(
        "{Actor:LockBit} hit {Org:Acme}, and {Org:Acme} leaked files.",
        told("incident/ransomware", "hit", attacker="LockBit", victim="Acme"),
        told("incident/doxing", "leaked", attacker="Acme"),
    )
    assert [name(result, a) for a in only(result).attackers] == ["LockBit"]
    assert [name(result, str(f.object)) for f in facts(result, "attacker")] == ["LockBit"]


@pytest.mark.parametrize("how", ["denied", "planned", "hypothetical", "alleged", "claimed"])
def test_facts_are_as_sure_as_the_text(how: Modality) -> None:
    result = built(
        "{Actor:LockBit} may hit {Org:Acme}.",
        told("incident/ransomware", "hit", modality=how, attacker="LockBit", victim="Acme"),
    )
    assert only(result).modality == how
    assert {f.modality for p in ("victim", "attacker", "incidentKind") for f in facts(result, p)} == {how}


def test_what_is_planned_against_nobody_is_no_incident() -> None:
    assert not built("An attack may come.", told("incident/attack", "attack", modality="planned")).incidents


def test_the_only_actor_is_alleged_with_little_confidence() -> None:
    result = built(
        "{Org:Acme} was hit. Analysts have watched {Actor:LockBit} for years.",
        told("incident/ransomware", "hit", victim="Acme"),
    )
    assert [name(result, a) for a in only(result).attackers] == ["LockBit"]
    (fact,) = facts(result, "attacker")
    assert (fact.modality, fact.confidence <= 0.5) == ("alleged", True)
    assert words(result, fact.evidence) == ["Analysts have watched LockBit for years."]


@pytest.mark.parametrize(
    "text",
    [
        "{Org:Acme} was hit. Analysts watch {Actor:LockBit} and {Actor:Conti}.",
        "{Org:Acme} was hit by {Actor:Conti}. Analysts watch {Actor:LockBit}.",
    ],
)
def test_one_of_several_actors_is_not_picked(text: str) -> None:
    by = {"attacker": "Conti"} if "by {" in text else {}
    result = built(text, replace(told("incident/ransomware", "hit"), roles={"victim": "Acme", **by}))
    assert [name(result, a) for a in only(result).attackers] == list(by.values())


def test_the_teller_of_a_theft_is_its_victim() -> None:
    result = built(
        "{Org:Acme} said {Actor:LockBit} stole files.",
        told("incident/data-breach", "stole", attacker="LockBit", said_by="Acme"),
    )
    assert only(result).label == "data breach at Acme"


def test_described_victims_count_where_nobody_is_named() -> None:
    result = built("{~Org:A German hospital} was hit.", told("incident/ransomware", "hit", victim="A German hospital"))
    assert only(result).label == "ransomware attack on a German hospital"


def test_aims_and_tools_go_to_the_nearest_incident() -> None:
    result = built(
        "{Org:Acme} was hit. {Org:Volt} was wiped. {Malware:CaddyWiper} was found. They sought to halt ferries.",
        told("incident/ransomware", "hit", victim="Acme"),
        told("incident/wiper", "wiped", victim="Volt"),
        told("uses", "found", malware="CaddyWiper"),
        told("objective", "halt", aim="halt ferries"),
    )
    acme, volt = result.incidents
    assert (acme.malware, acme.objectives) == ((), ())
    assert [name(result, m) for m in volt.malware] == ["CaddyWiper"]
    assert volt.objectives == ("halt ferries",)
    (aim,) = facts(result, "objective")
    assert words(result, aim.evidence) == ["They sought to halt ferries."]


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        ("attack", "cyber attack on Acme"),
        ("ransomware", "ransomware attack on Acme"),
        ("wiper", "wiper attack on Acme"),
        ("data-breach", "data breach at Acme"),
        ("doxing", "data leak at Acme"),
        ("ddos", "denial-of-service attack on Acme"),
        ("defacement", "defacement of Acme's site"),
        ("espionage", "espionage against Acme"),
        ("ics-attack", "attack on industrial systems of Acme"),
        ("malware-infection", "malware infection at Acme"),
        ("outage", "outage at Acme"),
    ],
)
def test_labels_of_kinds(kind: str, label: str) -> None:
    assert only(built("{Org:Acme} was hit.", told(f"incident/{kind}", "hit", victim="Acme"))).label == label


@pytest.mark.parametrize(
    ("kind", "marked", "roles", "label"),
    [
        ("ddos", "{Country:Latvia} was hit.", {"victim": "Latvia"}, "denial-of-service attack on Latvia"),
        (
            "data-breach",
            "{Country:United States} was hit.",
            {"victim": "United States"},
            "data breach in the United States",
        ),
        (
            "defacement",
            "{Demonym:Latvian} sites were hit.",
            {"victim-origin": "Latvian"},
            "defacement of sites in Latvia",
        ),
        ("wiper", "{Actor:Sandworm} hit.", {"attacker": "Sandworm"}, "wiper attack by Sandworm"),
        ("wiper", "It hit.", {}, "wiper attack"),
        (
            "ddos",
            "{Org:Acme}, {Org:Volt}, {Org:Tidewater} and {Org:Lusitel} were hit.",
            {"victim": "Acme|Volt|Tidewater|Lusitel"},
            "denial-of-service attack on Acme, Volt and 2 others",
        ),
    ],
)
def test_labels_of_victims(kind: str, marked: str, roles: dict[str, str], label: str) -> None:
    assert only(built(marked, replace(told(f"incident/{kind}", "hit"), roles=roles))).label == label


def test_evidence_is_the_sentence_that_says_it() -> None:
    result = built(
        "{Org:Acme} was hit. {Org:Acme}, a {Demonym:Danish} energy supplier, paid {Actor:LockBit}.",
        told("incident/ransomware", "hit", victim="Acme"),
    )
    second = ["Acme, a Danish energy supplier, paid LockBit."]
    assert [words(result, f.evidence) for f in facts(result, "victim")] == [["Acme was hit."]]
    acme = only(result).victims[0]
    assert [words(result, f.evidence) for f in facts(result, "country") if f.subject == acme] == [second]
    assert [words(result, f.evidence) for f in facts(result, "sector") if f.subject == acme] == [second]


def test_what_is_said_twice_is_one_fact_with_both_sentences() -> None:
    result = built(
        "{Org:Acme} was hit. Hackers hit {Org:Acme}.",
        told("incident/ransomware", "hit", victim="Acme"),
        told("incident/ransomware", "hit", at=2, victim="Acme"),
    )
    (fact,) = facts(result, "victim")
    assert words(result, fact.evidence) == ["Acme was hit.", "Hackers hit Acme."]
