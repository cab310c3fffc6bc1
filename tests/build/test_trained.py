"""What the trained model's events become: incidents, affected products, who mended what."""

from extractor import terms as t
from extractor.model import Report, Result
from extractor.pipeline import results
from extractor.settings import Settings

BREACH = "Hackers stole the personal data of two million customers of Acme Bank on Monday."
PATCH = "Microsoft released a patch for CVE-2031-34527, a vulnerability in Windows, on Tuesday."


def result(text: str) -> Result:
    (made,) = results([Report("case", text, language="en")], Settings())
    return made


def test_an_attack_knows_the_incident_it_tells_of() -> None:
    made = result(BREACH)
    (incident,) = made.incidents
    told = [e for e in made.events if e.kind == "Attack:Databreach"]
    assert told
    assert {e.incident for e in told} == {incident.id}
    assert all(e.incident == incident.id for e in made.events if e.kind.startswith("incident/"))


def test_a_vulnerability_affects_a_product_and_somebody_mends_it() -> None:
    made = result(PATCH)
    names = {e.id: e.name for e in made.entities}
    (told,) = made.incidents
    affected = {f.subject: f for f in made.facts if f.predicate == t.AFFECTS_PRODUCT}
    (flaw,) = affected.keys() - {told.id}
    assert (names[flaw], {names[str(f.object)] for f in affected.values()}) == ("CVE-2031-34527", {"Windows"})
    assert all([made.report.words(s) for s in f.evidence] == [PATCH] for f in affected.values())
    (response,) = made.responses
    assert response.kind == "remediation"
    assert names[str(response.by)] == "Microsoft"
    assert names[str(response.against)] == "CVE-2031-34527"
    assert response.incident == told.id


def test_a_disclosure_is_an_incident_of_its_own() -> None:
    made = result(f"{BREACH} {PATCH}")
    breach, disclosed = made.incidents
    assert (disclosed.kinds, disclosed.label) == (("vulnerability-disclosure",), "disclosure of CVE-2031-34527")
    assert not disclosed.victims
    assert {e.incident for e in made.events if e.kind.startswith("Vulnerability")} == {disclosed.id}
    assert {e.incident for e in made.events if e.kind.startswith("Attack")} == {breach.id}
