"""PDF files that reportlab, matplotlib and pypdf wrote: columns in order, words whole, headers gone."""

import io
import random
import time
from collections import Counter
from contextlib import suppress

import pytest
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure
from pypdf import PdfReader, PdfWriter
from reportlab.lib.pagesizes import A4, landscape  # type: ignore[import-untyped]
from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]
from reportlab.pdfgen import canvas  # type: ignore[import-untyped]
from reportlab.platypus import (  # type: ignore[import-untyped]
    BaseDocTemplate,
    Frame,
    FrameBreak,
    NextPageTemplate,
    PageTemplate,
    Paragraph,
)

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read import read
from extractor.read.pdf import read_pdf
from extractor.read.pdf_page import HYPHEN, Line
from extractor.read.pdf_text import joined, paragraphs

TITLE = "Night at the lock: how a canal lost its gates"
STORY = [
    f"Part {number}. Keepers at lock {number} saw the gates move by themselves shortly before dawn on a Sunday. "
    "An engineer pulled the plug of the control cabinet, which stopped the intruders' remote session at once. "
    "Investigators later traced the session to a maintenance account that nobody had used for four years."
    for number in range(1, 31)
]


def report(body: bytes, name: str = "lock.pdf") -> Report:
    (found,) = read(Page(name, body, "application/pdf"))
    return found


def here(body: bytes) -> Report:
    """As `report`, but in this process, whose time can be measured."""
    return next(read_pdf(Page("lock.pdf", body, "application/pdf")))


def failure(body: bytes) -> str:
    with pytest.raises(InputError) as error:
        here(body)
    assert "\n" not in str(error.value)
    return str(error.value)


def two_columns(**about: str) -> bytes:
    """A report set in two columns with a title across both, running headers, footers and page numbers."""
    style, out = getSampleStyleSheet(), io.BytesIO()
    width, height = A4

    def edges(page: canvas.Canvas, document: BaseDocTemplate) -> None:
        page.setFont("Helvetica", 8)
        page.drawString(57, height - 30, f"Aldhaven Cyber Centre | Review {document.page}")
        page.drawCentredString(width / 2, 25, f"Page {document.page} of 4")
        page.drawRightString(width - 57, 25, "TLP:CLEAR")

    columns = [Frame(57, 57, 225, height - 120, id="a"), Frame(313, 57, 225, height - 120, id="b")]
    first = [
        Frame(57, height - 160, width - 114, 110, id="t"),
        *(Frame(x, 57, 225, height - 220) for x in (57, 313)),
    ]
    document = BaseDocTemplate(out, pagesize=A4, invariant=True, **about)
    document.addPageTemplates([PageTemplate("first", first, onPage=edges), PageTemplate("next", columns, onPage=edges)])
    body = style["BodyText"]
    document.build(
        [
            Paragraph(TITLE, style["Title"]),
            Paragraph("Published 14 May 2024", body),
            FrameBreak(),
            NextPageTemplate("next"),
            *(Paragraph(words, body) for words in STORY),
        ]
    )
    return out.getvalue()


def drawn(*pages: list[str], size: tuple[float, float] = A4, encrypt: str | None = None) -> bytes:
    """Pages of lines, one below the other."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=size, invariant=True, encrypt=encrypt)
    for lines in pages:
        for number, line in enumerate(lines):
            page.drawString(90, size[1] - 90 - 14 * number, line)
        page.showPage()
    page.save()
    return out.getvalue()


def test_columns_are_read_one_after_the_other_and_page_furniture_is_left_out() -> None:
    found = report(two_columns())
    lines = found.text.split("\n")
    assert [line for line in lines if line.startswith("Part")] == STORY
    assert set(lines) - set(STORY) == {"Published 14 May 2024"}


def test_columns_that_were_drawn_row_by_row() -> None:
    left = "The east gate opened first and let the water of the upper basin into the town meadow below it.".split()
    right = "The west gate followed within a minute while nobody could reach the cabinet on the far bank.".split()
    rows = [(" ".join(left[n : n + 5]), " ".join(right[n : n + 5])) for n in range(0, 20, 5)]
    figure, out = Figure(figsize=(8.3, 11.7)), io.BytesIO()
    for number, (one, two) in enumerate(rows):
        figure.text(0.08, 0.9 - 0.02 * number, one, fontsize=10)
        figure.text(0.54, 0.9 - 0.02 * number, two, fontsize=10)
    with PdfPages(out) as pages:
        pages.savefig(figure)
    assert report(out.getvalue()).text.split("\n") == [" ".join(left), " ".join(right)]


def test_rows_of_a_table_stay_rows() -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=True)
    for number in range(6):
        for column, words in enumerate((f"CVE-2024-10{number}", "Lock panel", f"{number}.5")):
            page.drawString(90 + 140 * column, 700 - 20 * number, words)
    page.save()
    assert "CVE-2024-103 Lock panel 3.5" in report(out.getvalue()).text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (["The intruders compro-", "mised a pump"], "The intruders compromised a pump"),
        (["a well-", "known trick"], "a well-known trick"),
        (["a state-", "sponsored group"], "a state-sponsored group"),
        (["known as CVE-2024-", "1234 since May"], "known as CVE-2024-1234 since May"),
        (["the Volt-", "Ampere meter"], "the Volt-Ampere meter"),
        (["see https://canal.example/lock-", "gates for more"], "see https://canal.example/lock-gates for more"),
        (["gates -", "and more"], "gates - and more"),
        (["over two", "lines"], "over two lines"),
    ],
)
def test_words_across_line_ends(lines: list[str], whole: str) -> None:
    filler = ["Nothing else happened on that day at the canal.", ""]
    assert whole in report(drawn([*lines, *filler])).text.replace(" Nothing", "\nNothing").split("\n")


def test_the_documents_own_words_decide_where_english_does_not() -> None:
    assert joined(f"ransom{HYPHEN}", "ware", Counter({"ransom": 3, "ware": 1, "ransomware": 1})) == "ransomware"
    assert joined(f"lock{HYPHEN}", "gate", Counter({"lock-gate": 1})) == "lock-gate"
    assert joined(f"water{HYPHEN}", "powered", Counter({"water": 2, "powered": 1})) == "water-powered"


def test_a_paragraph_runs_on_over_the_page() -> None:
    found = report(
        drawn(["The gates were opened by", "somebody who"], ["knew the lock well.", "", "", "More follows."])
    )
    assert found.text.split("\n") == ["The gates were opened by somebody who knew the lock well.", "More follows."]


def test_title_and_date_from_the_first_page_else_from_the_file() -> None:
    found = report(two_columns())
    assert (found.title, found.published, found.language) == (TITLE, "2024-05-14", "en")
    stated = report(two_columns(title="Canal review of 2024", author="Edda Lorne; Mika Stern; jsmith"))
    assert (stated.title, stated.authors) == ("Canal review of 2024", ("Edda Lorne", "Mika Stern"))
    assert report(two_columns(title="Microsoft Word - draft.docx")).title == TITLE
    writer = PdfWriter(io.BytesIO(drawn(["The gates of a canal moved by themselves."])))
    writer.add_metadata({"/CreationDate": "D:20240520101112+02'00'"})
    out = io.BytesIO()
    writer.write(out)
    assert report(out.getvalue()).published == "2024-05-20"


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_turned(turn: int) -> None:
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=landscape(A4), invariant=True)
    page.setPageRotation(turn)
    page.translate(300, 300)
    page.rotate(turn)
    page.drawString(0, 0, "The upper basin ran dry on Sunday.")
    page.drawString(0, -14, "The lower one ran over.")
    page.rotate(90)
    page.drawString(50, 50, "a stamp on the edge")
    page.save()
    assert report(out.getvalue()).text == "The upper basin ran dry on Sunday. The lower one ran over."


def test_encrypted_scanned_and_broken_files_say_so() -> None:
    assert failure(drawn(["Secret words"], encrypt="password")) == (
        "the PDF is encrypted: save it without its password first"
    )
    out = io.BytesIO()
    with PdfPages(out) as pages:
        figure = Figure()
        figure.add_subplot().imshow([[0, 1], [1, 0]])
        figure.axes[0].set_axis_off()
        pages.savefig(figure)
    assert failure(out.getvalue()) == "the PDF holds no text on its 1 pages: recognise it (OCR) first"
    assert failure(b"%PDF-1.7 and nothing else").startswith("the PDF is broken (")
    assert failure(two_columns()[:300]).startswith("the PDF is broken (")


def test_a_file_that_only_forbids_printing_is_read() -> None:
    writer = PdfWriter(io.BytesIO(drawn(["The gates of a canal moved by themselves."])))
    writer.encrypt("", "owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert report(out.getvalue()).text == "The gates of a canal moved by themselves."
    assert PdfReader(out).is_encrypted


def sheet(*words: tuple[int, int, str], copies: int = 1, side: int = 14_000) -> bytes:
    """Words at their places on one large page, which is shown `copies` times: one stream for all of them."""
    out = io.BytesIO()
    page = canvas.Canvas(out, pagesize=(side, side), invariant=True, pageCompression=1)
    page.setFont("Helvetica", 6)
    for left, bottom, word in words:
        page.drawString(left, bottom, word)
    page.save()
    writer, (first,) = PdfWriter(), PdfReader(out).pages
    for _ in range(copies):
        writer.add_page(first)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_one_full_page_shown_many_times_is_refused_soon() -> None:
    line = "Keepers at the lock saw the gates move by themselves shortly before dawn on a Sunday. " * 20
    body = sheet(*((10, 10 + 7 * number, line) for number in range(30)), copies=200)
    start = time.thread_time()
    assert failure(body) == "the PDF holds more than 5,000,000 characters on its first 97 pages: split it"
    assert time.thread_time() - start < 20


def test_letters_all_over_a_page_take_no_longer_than_they_need() -> None:
    noise = random.Random(7)  # noqa: S311 - noise, not a secret
    letters = [(noise.randrange(10, 13_900), noise.randrange(10, 13_000), "x") for _ in range(6000)]
    prose = [(x, 13_900 - 10 * n, "Keepers saw the gates move by themselves.") for n in range(4) for x in (20, 12_000)]
    start = time.thread_time()
    text = here(sheet(*letters, *prose)).text
    assert time.thread_time() - start < 10
    assert (text.count("x"), text.count("Keepers")) == (6000, 8)


def test_a_page_of_too_many_pieces_is_refused() -> None:
    body = sheet(*((10 + n % 900 * 15, 10 + n // 900 * 20, "x") for n in range(51_000)))
    assert failure(body) == "page 1 of the PDF draws its text in more than 50,000 pieces: print it into a new PDF"


@pytest.mark.parametrize("words", ["ab " * 9, "a" * 300 + "-", ". " * 9 + "x", "http://" * 40 + "-", "a-" * 100])
def test_long_paragraphs_take_no_longer_than_they_need(words: str) -> None:
    lines = [Line(words, 10, 90_000 - 10 * n, 900, 90_009 - 10 * n) for n in range(9000)]
    start = time.thread_time()
    paragraphs([[lines]])
    assert time.thread_time() - start < 10


def test_a_title_alone_is_not_lost() -> None:
    assert report(two_columns(title=TITLE)).title == TITLE
    out = io.BytesIO()
    page = canvas.Canvas(out, invariant=True)
    page.setTitle(TITLE)
    page.drawString(90, 700, TITLE)
    page.save()
    assert report(out.getvalue()).text == TITLE


def test_noise_never_raises_anything_else() -> None:
    noise, good = random.Random(11), drawn(STORY[:2], STORY[2:4])  # noqa: S311 - noise, not a secret
    for _ in range(60):
        body = bytearray(good)
        for _ in range(noise.randrange(1, 30)):
            body[noise.randrange(8, len(body))] = noise.randrange(256)
        with suppress(InputError):
            report(bytes(body))
