"""Responses, agreements, positions and quotations."""

import pytest

from tests.build.told import built, day, facts, name, told, words


@pytest.mark.parametrize("kind", ["sanction", "indictment", "arrest", "advisory", "takedown", "conviction", "reward"])
def test_kinds(kind: str) -> None:
    result = built(
        "{Country:Latvia} acted against {Actor:LockBit}.",
        told(f"response/{kind}", "acted", by="Latvia", against="LockBit"),
    )
    (made,) = result.responses
    assert (made.kind, name(result, made.by), name(result, made.against)) == (kind, "Latvia", "LockBit")
    (fact,) = facts(result, "responseKind")
    assert str(fact.object).endswith(f"/response-kind/{kind}")


def test_one_for_each_against_whom() -> None:
    result = built(
        "{Country:Latvia} sanctioned {Person:Ada Quill} and {Person:Bo Marsh}.",
        told("response/sanction", "sanctioned", by="Latvia", against="Ada Quill|Bo Marsh"),
    )
    assert [name(result, r.against) for r in result.responses] == ["Ada Quill", "Bo Marsh"]


def test_told_twice_is_one_with_both_sentences() -> None:
    text = (
        "{Country:Latvia} sanctioned {Actor:LockBit}. On Friday {Country:Latvia} had sanctioned {Actor:LockBit}. "
        "Sanctioned was {Actor:LockBit}."
    )
    result = built(
        text,
        told("response/sanction", "sanctioned", by="Latvia", against="LockBit"),
        told("response/sanction", "sanctioned", at=2, by="Latvia", against="LockBit", when=day("2024-05-03")),
        told("response/sanction", "Sanctioned", against="LockBit"),
    )
    (made,) = result.responses
    assert len(words(result, made.evidence)) == 3
    assert made.date == day("2024-05-03")


@pytest.mark.parametrize(
    "second",
    [
        told("response/arrest", "acted", at=2, by="Latvia", against="LockBit"),
        told("response/sanction", "acted", at=2, by="Malta", against="LockBit"),
        told("response/sanction", "acted", at=2, by="Latvia", against="Conti"),
        told("response/sanction", "acted", at=2, by="Latvia", against="LockBit", when=day("2020-01-01")),
    ],
    ids=["kind", "by", "against", "date"],
)
def test_different_ones_stay_apart(second: object) -> None:
    text = (
        "{Country:Latvia} acted against {Actor:LockBit}. "
        "{Country:Latvia} and {Country:Malta} acted against {Actor:LockBit} and {Actor:Conti}."
    )
    first = told("response/sanction", "acted", by="Latvia", against="LockBit", when=day("2024-05-03"))
    result = built(text, first, second)  # type: ignore[arg-type]
    assert len({r.id for r in result.responses}) == 2


def test_nobody_acts_against_itself() -> None:
    result = built(
        "{Agency:CISA} warned {Agency:CISA}.", told("response/advisory", "warned", by="CISA", against="CISA")
    )
    assert [r.against for r in result.responses] == [None]


def test_agreements_of_the_same_parties_are_one() -> None:
    result = built(
        "{Country:Latvia} and {Country:Malta} work together. {Country:Malta} and {Country:Latvia} signed a memorandum.",
        told("agreement/partnership", "work together", party="Latvia|Malta"),
        told("agreement/memorandum", "memorandum", party="Latvia|Malta", when=day("2021-03-02")),
    )
    (made,) = result.agreements
    assert (made.kind, made.label) == ("memorandum", "memorandum of cooperation: Malta and Latvia")
    assert made.date == day("2021-03-02")
    (fact,) = facts(result, "cooperatesWith")
    assert len(fact.evidence) == 2


def test_an_agreement_needs_two() -> None:
    assert not built("{Country:Latvia} signed.", told("agreement/treaty", "signed", party="Latvia")).agreements


def test_a_position_and_who_speaks_for_whom() -> None:
    result = built(
        "{Person:Ada Quill}, head of {Agency:CISA}, came. “Patch,” said {Person:Quill}.",
        told("position", "head", person="Ada Quill", title="head", organization="CISA"),
        told("speech", "said", speaker="Quill", quote="Patch"),
    )
    (role,) = result.roles
    (quotation,) = result.quotations
    assert (role.title, quotation.text) == ("head", "Patch")
    assert role.person == quotation.speaker
    (fact,) = facts(result, "speaksFor")
    assert len(fact.evidence) == 2


def test_a_position_is_the_same_in_every_article() -> None:
    event = told("position", "head", person="Ada Quill", title="head", organization="CISA")
    one = built("{Person:Ada Quill}, head of {Agency:CISA}, came.", event, url="https://a.example/1")
    other = built("{Person:Ada Quill}, head of {Agency:CISA}, left.", event, url="https://b.example/2")
    assert [r.id for r in one.roles] == [r.id for r in other.roles]
