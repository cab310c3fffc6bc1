from typing import Any

import pytest

from tests.annotate.reading import WANTED_SHARE, Reader, events, last, one, roles
from tests.cases_loader import Case, case_id, load_cases

CASES = load_cases("incidents", "wanted")
ROLES = ("victim", "attacker", "malware", "vulnerability")


@pytest.mark.parametrize("case", CASES, ids=case_id)
@pytest.mark.usefixtures("wanted")
def test_who_hit_whom(case: Case, read: Reader) -> None:
    annotated = read(case.text)
    found = events(annotated, "incident/")
    told: dict[str, Any] = roles(found, annotated, ROLES)
    if found:
        told["kind"] = one({last(e.kind) for e in found})
        told["modality"] = one({e.modality for e in found})
    expected = {"modality": "asserted", **case.expect} if case.expect else {}
    assert told == expected


def test_few_cases_are_only_wanted() -> None:
    assert sum(bool(c.options.get("wanted")) for c in CASES) <= WANTED_SHARE * len(CASES)
