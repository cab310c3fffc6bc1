import pytest

from extractor.annotate.cues import modality, stance
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("cues")
ANSWERS = {"modality": modality, "stance": stance}


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_cues_of_a_marked_trigger(case: Case) -> None:
    trigger = case.marks[0][0]
    assert {key: ANSWERS[key](case.text, trigger) for key in case.expect} == case.expect


def test_there_are_enough_cases_of_each_modality() -> None:
    assert len(CASES) >= 60
    assert {c.expect["modality"] for c in CASES if "modality" in c.expect} == {
        "asserted",
        "alleged",
        "claimed",
        "denied",
        "planned",
        "hypothetical",
    }


def test_offsets_at_the_edges_of_a_sentence() -> None:
    assert modality("hacked", 0) == "asserted"
    assert modality("It was hacked", 13) == "asserted"
    assert stance("", 0) is None
