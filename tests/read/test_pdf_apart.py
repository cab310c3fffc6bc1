"""PDF files that would end the run end their own process: the file is told, and the next one is read."""

import io
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from reportlab.pdfgen import canvas  # type: ignore[import-untyped]

from extractor import Settings, batch
from extractor.batch import Named
from extractor.model import Page
from extractor.problems import Failed, InputError
from extractor.read import pdf_apart
from extractor.read.pdf_apart import Apart

FORKED = pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
"""Python 3.12 warns of a fork where threads are; tests that run side by side have some."""
WORDS = "The gates of the lock moved by themselves."
MEMORY = 700 << 20


def plain(words: str = WORDS) -> Page:
    out = io.BytesIO()
    sheet = canvas.Canvas(out, invariant=True)
    sheet.drawString(90, 700, words)
    sheet.save()
    return Page("lock.pdf", out.getvalue(), "application/pdf")


def nested(levels: int) -> Page:
    """A form with a line, drawn ten times in a form that is drawn ten times in a form ..."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(600, 800)
    font = _dictionary(Type=NameObject("/Font"), Subtype=NameObject("/Type1"), BaseFont=NameObject("/Helvetica"))
    inner = _stream(f"BT /F 12 Tf 10 700 Td ({WORDS}) Tj ET", Font=_dictionary(F=writer._add_object(font)))
    for _ in range(levels):
        inner = _stream("/X Do " * 10, XObject=_dictionary(X=writer._add_object(inner)))
    sheet[NameObject("/Contents")] = writer._add_object(_stream("/X Do"))
    sheet[NameObject("/Resources")] = _dictionary(XObject=_dictionary(X=writer._add_object(inner)))
    out = io.BytesIO()
    writer.write(out)
    return Page("nested.pdf", out.getvalue(), "application/pdf")


def _dictionary(**values: object) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def _stream(content: str, **resources: DictionaryObject) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(content.encode())
    stream.update(
        _dictionary(Type=NameObject("/XObject"), Subtype=NameObject("/Form"), Resources=_dictionary(**resources))
    )
    return stream


@pytest.fixture
def small() -> Iterator[Apart]:
    """Bounds that a test reaches soon."""
    reader = Apart(memory=MEMORY, seconds=2)
    yield reader
    reader.close()


def test_a_few_forms_in_forms_are_read(small: Apart) -> None:
    assert small.read(nested(1)).text.count("gates") == 10


def test_forms_that_take_all_memory_cost_one_file(small: Apart) -> None:
    with pytest.raises(InputError, match=r"^the PDF takes more than 0\.1 GB of memory to read, or breaks its reader: "):
        Apart(memory=130 << 20).read(nested(12))
    assert small.read(plain()).text == WORDS


def test_forms_that_take_for_ever_cost_one_file() -> None:
    reader = Apart(seconds=1)
    with pytest.raises(InputError, match=r"^the PDF takes more than 1 seconds to read: print it into a new PDF$"):
        reader.read(nested(12))
    assert reader.read(plain()).text == WORDS
    reader.close()


def test_a_process_that_somebody_ended_is_begun_anew(small: Apart) -> None:
    assert small.read(plain()).text == WORDS
    assert small._process
    small._process.kill()
    small._process.wait()
    assert small.read(plain("Nobody was at the lock when they did.")).text == "Nobody was at the lock when they did."


@FORKED
def test_a_fork_begins_its_own(small: Apart) -> None:
    assert small.read(plain()).text == WORDS
    child = os.fork()
    if not child:
        os._exit(0 if small.read(plain()).text == WORDS else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert small.read(plain()).text == WORDS


@FORKED
def test_a_fork_does_not_wait_for_a_thread_of_its_parent(small: Apart) -> None:
    assert small.read(plain()).text == WORDS
    with small._lock:
        child = os.fork()
        if not child:
            os._exit(0 if small.read(plain()).text == WORDS else 1)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_names_that_are_no_utf8(small: Apart) -> None:
    assert small.read(replace(plain(), name="caf\udce9.pdf")).text == WORDS


def test_threads_take_turns(small: Apart) -> None:
    stories = [f"Lock number {n} of the canal was found open at dawn." for n in range(8)]
    with ThreadPoolExecutor(4) as threads:
        assert [found.text for found in threads.map(small.read, map(plain, stories))] == stories


def test_what_nobody_planned_for_is_raised_here(small: Apart) -> None:
    with pytest.raises(RuntimeError, match="AttributeError: "):
        small.read(replace(plain(), url=7))  # type: ignore[arg-type]


def test_the_rest_of_a_batch_goes_on(tmp_path: Path, small: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_apart, "_reader", lambda: small)
    for name, page in (("a", plain()), ("b", nested(12)), ("c", plain("The keepers of the canal slept."))):
        (tmp_path / f"{name}.pdf").write_bytes(page.body)
    first, second, third = batch.reports([str(tmp_path)], Settings())
    assert isinstance(second, Failed)
    assert second.reason.startswith("the PDF takes more than ")
    assert isinstance(first, Named)
    assert isinstance(third, Named)
    assert third.report.text == "The keepers of the canal slept."
