"""Who blames whom: rival blames side by side, claims, denials, sponsors."""

import pytest

from extractor.model import Result, Stance
from tests.build.told import Told, built, facts, name, only, told, words

HIT = "{Org:Volt} was wiped. "
WIPED = told("incident/wiper", "wiped", victim="Volt")


def blamed(result: Result) -> list[tuple[str | None, str, str | None]]:
    return [(name(result, a.by), a.stance, name(result, a.target)) for a in result.attributions]


def test_rival_attributions_stand_side_by_side() -> None:
    result = built(
        HIT + "{Country:Ukraine} blamed {Actor:Sandworm}. {Agency:CISA} suspected {Country:Iran}.",
        WIPED,
        told("attribution/states", "blamed", by="Ukraine", target="Sandworm"),
        told("attribution/suspects", "suspected", by="CISA", target="Iran"),
    )
    agency = "Cybersecurity and Infrastructure Security Agency"
    assert blamed(result) == [("Ukraine", "states", "Sandworm"), (agency, "suspects", "Iran")]
    assert {a.incident for a in result.attributions} == {only(result).id}
    assert [name(result, a) for a in only(result).attackers] == ["Sandworm"]
    assert only(result).attributed_countries == ("IR",)
    said = {
        name(result, str(f.object)): (f.modality, name(result, f.asserted_by)) for f in facts(result, "attributedTo")
    }
    assert said == {"Sandworm": ("asserted", "Ukraine"), "Iran": ("alleged", agency)}


def test_a_denial_is_kept_and_never_asserted() -> None:
    result = built(HIT + "{Country:Russia} denied it.", WIPED, told("attribution/denies", "denied", target="Russia"))
    assert blamed(result) == [("Russia", "denies", "Russia")]
    assert [f.modality for f in facts(result, "attributedTo")] == ["denied"]
    assert only(result).attributed_countries == ()
    assert only(result).attackers == ()


def test_each_of_two_claimants_claims_for_itself() -> None:
    result = built(
        HIT + "{Actor:KillNet} and {Actor:XakNet} claimed it.",
        WIPED,
        told("attribution/claims-own", "claimed", target="KillNet|XakNet"),
    )
    assert blamed(result) == [("KillNet", "claims-own", "KillNet"), ("XakNet", "claims-own", "XakNet")]
    assert {a.basis for a in result.attributions} == {"attacker-confirms"}
    assert {f.modality for f in facts(result, "attacker")} == {"claimed"}


@pytest.mark.parametrize("target", ["{Agency:GRU}", "{Country:Russia}"])
def test_a_sponsor_is_of_the_actor(target: str) -> None:
    words_of_target = target.split(":")[1].rstrip("}")
    result = built(
        HIT + f"{{Actor:Sandworm}} is backed by {target}.",
        WIPED,
        told("sponsor", "backed", actor="Sandworm", target=words_of_target),
    )
    (made,) = result.attributions
    assert (name(result, made.actor), made.incident) == ("Sandworm", None)
    (fact,) = facts(result, "sponsor")
    assert name(result, fact.subject) == "Sandworm"
    assert words(result, fact.evidence) == [f"Sandworm is backed by {words_of_target}."]


@pytest.mark.parametrize("stance", ["states", "suspects", "claims-own"])
def test_a_victim_is_not_blamed_for_what_was_done_to_it(stance: Stance) -> None:
    result = built(HIT + "It blamed {Org:Volt}.", WIPED, told(f"attribution/{stance}", "blamed", target="Volt"))
    assert result.attributions == ()
    assert only(result).attackers == ()


def test_a_victim_that_denies_is_a_denied_victim() -> None:
    result = built(HIT + "{Org:Volt} denied it.", WIPED, told("attribution/denies", "denied", target="Volt"))
    assert result.attributions == ()
    assert {(f.modality, name(result, f.asserted_by)) for f in facts(result, "victim")} == {
        ("asserted", None),
        ("denied", "Volt"),
    }


def test_nobody_blames_itself() -> None:
    result = built(
        HIT + "{Country:Iran} said {Country:Iran} did it.",
        WIPED,
        told("attribution/states", "did", target="Iran", said_by="Iran"),
    )
    assert blamed(result) == [(None, "states", "Iran")]


@pytest.mark.parametrize(
    ("text", "event", "label"),
    [
        ("{Org:Acme} was hit. {Org:Volt} was wiped by {Actor:Sandworm}.", "wiped", "wiper attack on Volt"),
        ("{Org:Acme} was hit. {Org:Volt} was wiped. {Actor:Sandworm} was blamed.", "blamed", "wiper attack on Volt"),
        (
            "{Actor:Sandworm} was blamed. {Org:Acme} was hit. {Org:Volt} was wiped.",
            "blamed",
            "ransomware attack on Acme",
        ),
    ],
)
def test_an_attribution_is_of_the_incident_nearest_to_it(text: str, event: str, label: str) -> None:
    events: tuple[Told, ...] = (
        told("incident/ransomware", "hit", victim="Acme"),
        WIPED,
        told("attribution/states", event, target="Sandworm"),
    )
    result = built(text, *events)
    assert [name(result, a.incident) for a in result.attributions] == [label]


def test_without_an_incident_there_is_nothing_to_attribute() -> None:
    assert (
        built("{Actor:Sandworm} denied it.", told("attribution/denies", "denied", target="Sandworm")).attributions == ()
    )
