"""The shipped model on texts written here."""

import numpy as np
import pytest

from extractor.annotate.model import Reader, Reading, load
from extractor.annotate.model.reader import WEIGHTS

BREACH = "Hackers stole the personal data of two million customers of Acme Bank on Monday, the lender said."
PATCH = "Vendor Corp released a patch for CVE-2031-34527 in its Print Router firmware on Tuesday."
CALM = "The orchestra opened its season with a quiet evening of chamber music."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load()


def words(text: str, reading: Reading) -> dict[str, list[tuple[str, str]]]:
    """Type of each event -> its arguments as (role, words)."""
    return {e.type: [(a.role, text[a.start : a.end]) for a in e.arguments] for e in reading.events}


def test_a_breach_is_read_with_its_sides(reader: Reader) -> None:
    (reading,) = reader.read([BREACH])
    found = words(BREACH, reading)["Attack:Databreach"]
    assert ("Attacker", "Hackers") in found
    assert any(role == "Victim" and "Acme Bank" in said for role, said in found)
    assert any(role == "Compromised-Data" and "personal data" in said for role, said in found)
    assert {e.factuality for e in reading.events} == {"Actual"}


def test_a_patch_is_read_with_its_maker(reader: Reader) -> None:
    (reading,) = reader.read([PATCH])
    found = words(PATCH, reading)["Vulnerability-related:PatchVulnerability"]
    assert ("Releaser", "Vendor Corp") in found
    assert ("CVE", "CVE-2031-34527") in found


@pytest.mark.parametrize("text", ["", " \n", CALM])
def test_nothing_is_found_where_nothing_happens(reader: Reader, text: str) -> None:
    (reading,) = reader.read([text])
    assert reading.events == ()


def test_neighbours_change_nothing(reader: Reader) -> None:
    alone = [reader.read([text])[0] for text in (BREACH, PATCH, CALM)]
    assert reader.read([BREACH, PATCH, CALM]) == alone


def test_a_long_text_is_read_to_its_end(reader: Reader) -> None:
    text = "\n\n".join([*[CALM] * 150, BREACH])
    (reading,) = reader.read([text])
    assert "Attack:Databreach" in words(text, reading)
    assert all(text[e.start : e.end].strip() for e in reading.events)


def test_arguments_overlap_neither_each_other_nor_triggers(reader: Reader) -> None:
    text = " ".join([BREACH, PATCH] * 6)
    (reading,) = reader.read([text])
    taken = np.zeros(len(text), dtype=int)
    for event in reading.events:
        for start, end in ((event.start, event.end), *((a.start, a.end) for a in event.arguments)):
            taken[start:end] += 1
    assert taken.max() == 1


def test_a_reading_can_be_moved_and_joined(reader: Reader) -> None:
    (reading,) = reader.read([BREACH])
    later = reading.moved(7)
    assert [e.start - 7 for e in later.events] == [e.start for e in reading.events]
    assert [a.end - 7 for a in later.events[0].arguments] == [a.end for a in reading.events[0].arguments]
    assert (reading + later).events == reading.events + later.events


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) < 30_000_000
