import pytest

from extractor.model import Event
from tests.annotate.reading import WANTED_SHARE, Reader, events, last
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("responses", "wanted")


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.usefixtures("wanted")
def test_who_reacts_how(case: Case, read: Reader) -> None:
    assert [line(e, case.text) for e in events(read(case.text), "response/")] == case.expect


def line(event: Event, text: str) -> str:
    by, against = (", ".join(text[a.start : a.end] for a in event.role(r)) or "?" for r in ("by", "against"))
    return f"{last(event.kind)}: {by} > {against}"


def test_few_cases_are_only_wanted() -> None:
    assert len(CASES) >= 20
    assert sum(bool(c.options.get("wanted")) for c in CASES) <= WANTED_SHARE * len(CASES)
