import pytest

from extractor.model import Event
from tests.annotate.reading import WANTED_SHARE, Reader, events
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("positions", "wanted")


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.usefixtures("wanted")
def test_who_holds_which_office(case: Case, read: Reader) -> None:
    assert [line(e, case.text) for e in events(read(case.text), "position")] == case.expect


def line(event: Event, text: str) -> str:
    return " | ".join(text[a.start : a.end] for r in ("person", "title", "organization") for a in event.role(r))


def test_few_cases_are_only_wanted() -> None:
    assert len(CASES) >= 20
    assert sum(bool(c.options.get("wanted")) for c in CASES) <= WANTED_SHARE * len(CASES)
