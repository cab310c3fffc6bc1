"""Country and sector as the article tells them beside the name, with the words that do."""

import pytest

from extractor.model import Span
from tests.link.marked import entity, linked


@pytest.mark.parametrize(
    ("marked", "name", "country"),
    [
        ("{Org:Volt Group}, {Country:Ukraine}'s biggest private energy conglomerate, was hit.", "Volt Group", "UA"),
        ("{Country:Ukraine}'s biggest private energy conglomerate, {Org:Volt}, was hit.", "Volt", "UA"),
        ("The {Demonym:German} shipping company {Org:Volt} was hit.", "Volt", "DE"),
        ("{Country:Ireland}-based {Org:Volt} was hit.", "Volt", "IE"),
        ("{Org:Volt}, a {Demonym:Danish} port operator, was hit.", "Volt", "DK"),
        ("{Org:Volt}, a water scheme in {Country:Ireland}, was hit.", "Volt", "IE"),
        ("{Org:Volt} ({Org:VLT}) of {Country:Latvia} was hit.", "Volt", "LV"),
        ("{Org:Bank of Latvia} was hit.", "Bank of Latvia", "LV"),
        ("The {Agency:Kremlin} was silent.", "Kremlin", "RU"),
        ("The {Demonym:Belarusian} hacking group called {Actor:Nightjar Nine} did it.", "Nightjar Nine", "BY"),
        ("{Place:Aarhus}, {Country:Denmark}, stood still.", "Aarhus", "DK"),
    ],
)
def test_country(marked: str, name: str, country: str) -> None:
    assert entity(linked(marked), name).country == country


@pytest.mark.parametrize(
    "marked",
    [
        "A {Demonym:Russian} group hit {Org:Volt} at night.",
        "{Country:Iran} began defacing {Org:Volt}.",
        "{Org:Volt} fell, in protest against {Country:Iran}.",
        "{Org:Volt}, {Country:Germany}'s {Agency:Office for Ferries} said, was hit.",
        "{Demonym:French} customers left after {Org:Volt} fell.",
        "{Country:Iran} and {Org:Volt} were named.",
    ],
)
def test_a_country_that_only_stands_near(marked: str) -> None:
    assert entity(linked(marked), "Volt").country is None


def test_an_embassy_does_not_move_a_city() -> None:
    found = linked("The {Demonym:Russian} embassy in {Place:Copenhagen} shrugged.")
    assert entity(found, "Copenhagen").country == "DK"


def test_a_city_of_many_countries_lies_where_the_article_does() -> None:
    assert entity(linked("Ferries of {Place:Valencia} stood still."), "Valencia").country == "VE"
    found = linked("Ferries of {Place:Valencia} stood still, {Country:Spain} said.")
    assert entity(found, "Valencia").country == "ES"


@pytest.mark.parametrize(
    ("marked", "sector"),
    [
        ("{Org:Volt}, {Country:Ukraine}'s biggest private energy conglomerate, was hit.", "energy"),
        ("{Country:Ukraine}'s biggest private energy conglomerate, {Org:Volt}, was hit.", "energy"),
        ("The hospital {Org:Volt} was hit.", "health"),
        ("{Org:Volt} paid the bank.", None),
    ],
)
def test_sector(marked: str, sector: str | None) -> None:
    assert entity(linked(marked), "Volt").sector == sector


def test_an_agency_is_of_government_whatever_stands_beside_it() -> None:
    found = linked("The energy company, the {Agency:Office for Ferries} said, was hit.")
    assert entity(found, "Office for Ferries").sector == "government"


def test_the_words_that_say_it_are_kept() -> None:
    found = linked("{Org:Volt} was hit. {Org:Volt}, a {Demonym:Danish} energy supplier, paid.")
    volt, text = entity(found, "Volt"), found.annotated.report.text
    assert volt.country_said == Span(text.rindex("Volt"), text.index("Danish") + len("Danish"))
    assert volt.sector_said is not None
    assert text[volt.sector_said.start : volt.sector_said.end] == "Volt, a Danish energy supplier"


def test_what_the_catalogue_knows_needs_no_words() -> None:
    agency = next(e for e in linked("{Agency:CISA} warned.").entities if e.id == "org/cisa")
    assert (agency.country, agency.country_said) == ("US", None)


def test_countries_of_things_are_things_of_the_article() -> None:
    found = linked("{Agency:CISA} warned.")
    assert [e.id for e in found.entities] == ["country/US", "org/cisa"]
