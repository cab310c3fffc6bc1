import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractor.link.keys import digest, key, local_key, normalised, refanged, slug
from extractor.model import Report


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Inc.", "ACME Inc"),
        ("J.P. Tidewater", "JP Tidewater"),
        ("Ministry of Defence’s", "Ministry of Defence"),
        ("Marks & Sons", "Marks and Sons"),
        ("Anne-Marie Duval", "Anne Marie Duval"),
    ],
)
def test_spellings_of_one_name(one: str, other: str) -> None:
    assert normalised(one) == normalised(other)
    assert slug(one) == slug(other)


def test_a_dot_inside_a_name_stays() -> None:
    assert normalised("CERT.LV") == "cert.lv"


@pytest.mark.parametrize(
    ("name", "local"),
    [
        ("Jen Easterly", "jen-easterly"),
        ("Máirtín Ó Cualáin", "mairtin-o-cualain"),
        ("Київстар", "kyivstar"),
        ("CERT.LV", "cert-lv"),
    ],
)
def test_slugs(name: str, local: str) -> None:
    assert slug(name) == local


@pytest.mark.parametrize(("one", "other"), [("Q&A", "Q A"), ("Root+", "Root"), ("a" * 90, "a" * 91), ("电力", "水力")])
def test_names_that_a_slug_cannot_tell_apart_get_a_hash(one: str, other: str) -> None:
    assert slug(one) != slug(other)
    assert re.search(r"[0-9a-f]{8}$", slug(one))


@given(st.text(min_size=1))
def test_local_names_are_plain(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", slug(name))
    assert slug(name) == slug(name.upper().lower()) or normalised(name) != normalised(name.upper().lower())


def test_keys_by_kind() -> None:
    assert key("Organization", "Acme") == key("GovernmentAgency", "Acme") == "org/acme"
    assert key("Vulnerability", "cve-2021-44228") == "vuln/CVE-2021-44228"
    assert key("Vulnerability", "Printer Gremlin") == "vuln/printer-gremlin"
    assert key("Indicator", "evil.example") == f"indicator/{digest('evil.example')}"


def test_an_unnamed_thing_belongs_to_its_article() -> None:
    one, other = Report("1", "A bank was hit."), Report("1", "A bank was hit, again.")
    assert local_key("Organization", one, "0", "A bank") == local_key("Organization", one, "0", "A bank")
    assert local_key("Organization", one, "0", "A bank") != local_key("Organization", other, "0", "A bank")
    moved = Report("another-file", "A bank was hit.")
    assert local_key("Organization", one, "0", "A bank") == local_key("Organization", moved, "0", "A bank")


@pytest.mark.parametrize(
    ("words", "plain"),
    [
        ("hxxps://evil[.]example/a", "https://evil.example/a"),
        ("who[at]evil(dot)example", "who@evil.example"),
        ("evil.example", "evil.example"),
    ],
)
def test_refanged(words: str, plain: str) -> None:
    assert refanged(words) == plain
