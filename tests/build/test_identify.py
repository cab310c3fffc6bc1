"""IRIs: the same article gives the same, two articles share only what both name."""

from dataclasses import replace

from extractor.build.identify import mint
from extractor.model import Report
from extractor.settings import Settings
from tests.build.told import built, only, told

HIT = "{~Org:A German hospital} was hit. {Org:Acme} helped."
EVENT = told("incident/ransomware", "hit", victim="A German hospital")
BASE = Settings().base


def test_an_article_is_known_by_its_url_else_by_its_text() -> None:
    report = Report("a", "Text.", url="https://a.example/1")
    assert mint(report, BASE) == mint(replace(report, id="b", text="Text, mended."), BASE)
    bare = replace(report, url=None)
    assert mint(bare, BASE) == mint(replace(bare, id="b"), BASE)
    assert mint(bare, BASE) != mint(replace(bare, text="Other."), BASE)


def test_the_same_article_twice() -> None:
    assert built(HIT, EVENT, url="https://a.example/1") == built(HIT, EVENT, url="https://a.example/1")


def test_articles_share_what_they_name_and_nothing_that_they_describe() -> None:
    one, other = (built(HIT, EVENT, url=f"https://{site}.example/1") for site in "ab")
    shared = {e.id for e in one.entities} & {e.id for e in other.entities}
    assert {iri.removeprefix(BASE) for iri in shared} == {"country/DE", "org/acme"}
    assert only(one).id != only(other).id
    assert only(one).victims != only(other).victims


def test_a_base_of_ones_own() -> None:
    ids = mint(Report("a", "Text."), "https://graph.example/")
    assert ids.entity("org/acme") == "https://graph.example/org/acme"
    assert ids.country("LV") == "https://graph.example/country/LV"
    assert ids.report.startswith("https://graph.example/article/")
    assert ids.of_article("incident", "1") != ids.of_all("incident", "1")
