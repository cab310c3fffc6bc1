import pytest

from tests.annotate.reading import WANTED_SHARE, Reader
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("names", "wanted", "countries")


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.usefixtures("wanted")
def test_what_a_text_names(case: Case, read: Reader) -> None:
    named = [m for m in read(case.text).mentions if m.found_by != "rule:nominal"]
    if not case.options.get("countries"):
        named = [m for m in named if m.kind != "Country"]
    assert [f"{m.text}: {m.kind}" for m in named] == case.expect


def test_few_cases_are_only_wanted() -> None:
    assert len(CASES) >= 40
    assert sum(bool(c.options.get("wanted")) for c in CASES) <= WANTED_SHARE * len(CASES)
