import pytest

from extractor.model import Event
from tests.annotate.reading import WANTED_SHARE, Reader, last
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("attributions", "wanted")


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.usefixtures("wanted")
def test_who_blames_whom(case: Case, read: Reader) -> None:
    found = [e for e in read(case.text).events if e.kind.startswith(("attribution/", "sponsor"))]
    assert [line(e, case.text) for e in found] == case.expect


def line(event: Event, text: str) -> str:
    words = {a.role: text[a.start : a.end] for a in event.arguments}
    if event.kind == "sponsor":
        return f"sponsor: {words['actor']} < {words['target']}"
    by = words.get("by") or words.get("said-by")
    return f"{last(event.kind)}: {words['target']}" + (f" (by {by})" if by else "")


def test_few_cases_are_only_wanted() -> None:
    assert len(CASES) >= 25
    assert sum(bool(c.options.get("wanted")) for c in CASES) <= WANTED_SHARE * len(CASES)
