"""One thing under several names within an article."""

import pytest

from tests.link.marked import entity, keys, linked


def one(marked: str, *words: str) -> bool:
    """Do all these words mean one thing?"""
    found = keys(linked(marked))
    return len({key for w in words for key in found.get(w, [w])}) == 1


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        ("{Org:Tidewater Grid Operators} ({Org:TGO}) fell. {Org:TGO} rose.", ("Tidewater Grid Operators", "TGO")),
        ("{Org:TGO} ({Org:Tidewater Grid Operators}) fell.", ("Tidewater Grid Operators", "TGO")),
        ("{Org:Tidewater Group} was hit. {Org:Tidewater} paid.", ("Tidewater Group", "Tidewater")),
        ("{Org:Tidewater}, said {Org:Tidewater Holdings Ltd.}, paid.", ("Tidewater", "Tidewater Holdings Ltd.")),
        ("{Org:Tidewater’s} servers. {Org:Tidewater} paid.", ("Tidewater’s", "Tidewater")),
        ("{Person:Ada Quill} spoke. {Person:Quill} left.", ("Ada Quill", "Quill")),
        ("{Agency:CISA} warned. {~Agency:The agency} helped.", ("CISA", "The agency")),
        ("{Org:Tidewater} was hit. {~Org:the company} paid.", ("Tidewater", "the company")),
        ("{Actor:LockBit} was blamed. {~Actor:The group} denied.", ("LockBit", "The group")),
        ("{Org:Tidewater Group} was hit by {Actor:LockBit}. {~Org:The group} paid.", ("Tidewater Group", "The group")),
        ("{Org:Tidewater}, {~Org:a shipping company}, was hit.", ("Tidewater", "a shipping company")),
    ],
)
def test_means_the_same(marked: str, words: tuple[str, ...]) -> None:
    assert one(marked, *words)


@pytest.mark.parametrize(
    ("marked", "one", "other"),
    [
        ("{Agency:CISA} helped {Org:Tidewater}. {~Org:The company} paid.", "CISA", "The company"),
        ("{Org:Tidewater} was hit. {~Org:a rival company} was not.", "Tidewater", "a rival company"),
        ("{Org:Tidewater Group} met {Org:Tidewater Bank}.", "Tidewater Group", "Tidewater Bank"),
        ("{Org:Tidewater} Oyj, {Org:Lusitel}, {~Org:the company} said.", "Tidewater", "the company"),
    ],
)
def test_does_not_mean_the_same(marked: str, one: str, other: str) -> None:
    found = keys(linked(marked))
    assert found[one] != found[other]


def test_two_people_with_one_surname_leave_it_open() -> None:
    found = linked("{Person:Ada Quill} and {Person:Bo Quill} met. {Person:Quill} left.")
    assert "Quill" not in keys(found)
    assert len(found.entities) == 2


def test_a_first_name_alone_names_nobody() -> None:
    assert keys(linked("{Person:Ada} left.")) == {}


LUSITEL = "{Org:Lusitel}, a {Demonym:Portuguese} company, was hit. "
IBERFON = "{Org:Iberfon}, a {Demonym:Spanish} company, grew. "
OPERATOR = "{~Org:The {Demonym:Spanish} operator} was silent."


def test_the_spanish_operator_is_the_spanish_company() -> None:
    assert keys(linked(IBERFON + LUSITEL + OPERATOR))["The Spanish operator"] == ["org/iberfon"]


def test_the_spanish_operator_is_no_portuguese_company() -> None:
    (alone,) = keys(linked(LUSITEL + OPERATOR))["The Spanish operator"]
    assert alone.startswith("org/unnamed-")


def test_every_link_gives_its_reason() -> None:
    found = linked("{Org:Tidewater} was hit. {~Org:The company} and {~Org:a German hospital} paid {Actor:LockBit}.")
    reasons = [each.reason for each in found.links]
    assert reasons[0] == "named in the article; not in the catalogue"
    assert reasons[1] == "nearest company named before: 'Tidewater'"
    assert reasons[2] == "described, not named"
    assert reasons[3].startswith(("only entry", "first of"))


def test_what_is_many_or_belongs_is_no_party() -> None:
    assert keys(linked("{~Org:several banks} and {~Org:the bank website} fell.")) == {}


def test_the_fullest_name_is_the_name() -> None:
    found = linked("{Org:Tidewater} grew. {Org:Tidewater Group} is its name.")
    assert entity(found, "Tidewater Group").aliases == ("Tidewater",)


def test_a_new_name_takes_no_key_of_the_catalogue() -> None:
    """The catalogue has `org/nca-gb`, the National Crime Agency; a company of that spelling is another thing."""
    (made,) = keys(linked("{Org:Nca Gb} sells doors."))["Nca Gb"]
    assert made.startswith("org/nca-gb-")
