import pytest

from extractor.model import Annotated
from tests.annotate.reading import WANTED_SHARE, Reader, events
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("countries", "wanted")


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.usefixtures("wanted")
def test_which_side_a_country_is_on(case: Case, read: Reader) -> None:
    annotated = read(case.text)
    sides = {side: on_side(annotated, side) for side in ("victim", "attacker")}
    assert {side: found for side, found in sides.items() if found} == case.expect


def on_side(annotated: Annotated, side: str) -> list[str]:
    text = annotated.report.text
    countries = {(m.start, m.end) for m in annotated.mentions if m.kind == "Country"}
    roles = (side, f"{side}-origin", f"{side}-near")
    spans = {(a.start, a.end) for e in events(annotated, "incident/") for a in e.role(*roles)}
    return [text[start:end] for start, end in sorted(spans & countries)]


def test_few_cases_are_only_wanted() -> None:
    assert len(CASES) >= 20
    assert sum(bool(c.options.get("wanted")) for c in CASES) <= WANTED_SHARE * len(CASES)
