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
    (affected,) = [f for f in made.facts if f.predicate == t.AFFECTS_PRODUCT]
    assert (names[affected.subject], names[str(affected.object)]) == ("CVE-2031-34527", "Windows")
    assert [made.report.words(s) for s in affected.evidence] == [PATCH]
    (response,) = made.responses
    assert response.kind == "remediation"
    assert names[str(response.by)] == "Microsoft"
    assert names[str(response.against)] == "CVE-2031-34527"
