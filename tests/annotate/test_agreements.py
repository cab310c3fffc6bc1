import pytest

from extractor.model import Event
from tests.annotate.reading import WANTED_SHARE, Reader, events, last
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("agreements", "wanted")


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.usefixtures("wanted")
def test_who_agreed_with_whom(case: Case, read: Reader) -> None:
    assert [line(e, case.text) for e in events(read(case.text), "agreement/")] == case.expect


def line(event: Event, text: str) -> str:
    parties = " + ".join(text[a.start : a.end] for a in event.role("party"))
    return f"{last(event.kind)} ({event.modality}): {parties}"


def test_topics_are_the_bullets_behind_the_agreement(read: Reader) -> None:
    text = (
        "CISA and ENISA signed a memorandum that covers:\n\n- shared alerts;\n- staff exchange.\n\nIt runs five years."
    )
    (event,) = events(read(text), "agreement/")
    assert [text[a.start : a.end] for a in event.role("topic")] == ["shared alerts", "staff exchange"]


def test_few_cases_are_only_wanted() -> None:
    assert len(CASES) >= 15
    assert sum(bool(c.options.get("wanted")) for c in CASES) <= WANTED_SHARE * len(CASES)
