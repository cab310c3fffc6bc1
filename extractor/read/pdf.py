"""PDF report -> Report: its paragraphs in reading order, its title and date. Read by pdfium, in memory."""

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read.dates import iso_day
from extractor.read.furniture import dateline_day, plain
from extractor.read.identity import report_id
from extractor.read.language import language
from extractor.read.pdf_page import columns
from extractor.read.pdf_text import Pages, paragraphs, without_furniture

if TYPE_CHECKING:
    import pypdfium2  # type: ignore[import-untyped]

MOST_PAGES = 2000
"""Pages of a PDF that is read; longer ones are books or made to hurt."""
MOST_CHARACTERS = 5_000_000
"""Characters of a PDF that is read, all pages together: a few kilobytes can show one full page two thousand times."""
MOST_PIECES = 50_000
"""Pieces of text on one page, which pdfium compares with one another: it needs seconds for these."""
MOST_SECONDS = 60
"""Of processor time to open all pages; two thousand ordinary ones need three."""
LEAST = 25
"""Characters below which a text is no article."""
_TOP = 40
"""Lines of the first page among which the title and the date stand."""
_LONGEST_DATE = 200
"""Characters of a line that may tell a date and nothing else."""
_PROGRAM = re.compile(r"^(?:microsoft (?:word|powerpoint) - |powerpoint presentation$|(?:layout|slide) \d)", re.I)
_FILE = re.compile(r"\.(?:docx?|dotx?|pptx?|indd|pdf|rtf|odt|tex|qxd|pages|html?|md)$", re.I)
_PLACEHOLDER = re.compile(r"\W*(?:anonymous|unspecified|unknown|untitled|user|admin\w*|author|owner)?\W*", re.I)


def read_pdf(page: Page) -> Iterator[Report]:
    """The report in a PDF. Raises InputError where it is encrypted, broken, or holds pictures of text only."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(page.body)
    except pypdfium2.PdfiumError as error:
        raise InputError(_why(str(error))) from None
    try:
        yield _report(page, _pages(document), document.get_metadata_dict())
    except pypdfium2.PdfiumError as error:
        raise InputError(_why(str(error))) from None
    finally:
        document.close()


def _why(complaint: str) -> str:
    if "password" in complaint.lower():
        return "the PDF is encrypted: save it without its password first"
    if "security" in complaint.lower():
        return "the PDF is encrypted in a way that is not known here: save it without encryption first"
    return f"the PDF is broken ({complaint.lower().rstrip('.')[:100]})"


def _pages(document: "pypdfium2.PdfDocument") -> Pages:
    count = len(document)
    if count > MOST_PAGES:
        raise InputError(f"the PDF has {count:,} pages, more than {MOST_PAGES:,} are not read: split it")
    _check(document)
    found: Pages = []
    for number in range(count):
        page = document[number]
        found.append(columns(page))
        page.close()
    return found


def _check(document: "pypdfium2.PdfDocument") -> None:
    """Raises InputError where the pages hold too much: to look takes a tenth of the time of reading them."""
    characters, end = 0, time.thread_time() + MOST_SECONDS
    for number in range(len(document)):
        page = document[number]
        _check_pieces(page, number + 1)
        text = page.get_textpage()
        characters += text.count_chars()
        text.close()
        page.close()
        if characters > MOST_CHARACTERS:
            raise InputError(
                f"the PDF holds more than {MOST_CHARACTERS:,} characters on its first {number + 1:,} pages: split it"
            )
        if time.thread_time() > end:
            raise InputError(
                f"the PDF takes more than {MOST_SECONDS} seconds to open its first {number + 1:,} pages: split it,"
                " or print it into a new PDF"
            )


def _check_pieces(page: "pypdfium2.PdfPage", number: int) -> None:
    """Raises InputError where a page draws its text in more pieces than any page for readers."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]

    count = pdfium.FPDFPage_CountObjects(page.raw)
    if count <= MOST_PIECES:
        return
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page.raw, index)) for index in range(count))
    if sum(kind == pdfium.FPDF_PAGEOBJ_TEXT for kind in kinds) > MOST_PIECES:
        raise InputError(
            f"page {number:,} of the PDF draws its text in more than {MOST_PIECES:,} pieces: print it into a new PDF"
        )


def _report(page: Page, pages: Pages, about: dict[str, str]) -> Report:
    body = paragraphs(without_furniture(pages))
    if sum(map(len, body)) < LEAST:
        raise InputError(f"the PDF holds no text on its {len(pages):,} pages: recognise it (OCR) first")
    title = _title(pages, about.get("Title", ""))
    said = plain(title or "")
    told = [line for number, line in enumerate(body) if number > 3 or plain(line) != said]
    text = "\n".join(told or body)
    return Report(
        id=report_id(None, page, page.url, text),
        text=text,
        url=page.url,
        title=title,
        published=_day(pages) or iso_day(about.get("CreationDate", "").removeprefix("D:")[:8]),
        language=language(text),
        authors=_authors(about.get("Author", "")),
    )


def _title(pages: Pages, stated: str) -> str | None:
    """The title that the file states, unless it is a program's or a file's name; else the largest words at the top."""
    stated = " ".join(_PROGRAM.sub("", stated).split())
    if len(stated.split()) > 1 and not _FILE.search(stated) and not _PLACEHOLDER.fullmatch(stated):
        return stated
    lines = [line for column in (pages[0] if pages else []) for line in column][:_TOP]
    largest = max((line.height for line in lines), default=0.0)
    usual = min((line.height for line in lines), default=0.0)
    words = [line.text for line in lines if line.height > 0.95 * largest]
    shown = " ".join(" ".join(words[:4]).split())
    return shown if largest > 1.15 * usual and 1 < len(shown.split()) < 40 else None


def _day(pages: Pages) -> str | None:
    """The day of the first line of the first page that tells a date and nothing else."""
    lines = [line.text for column in (pages[0] if pages else []) for line in column]
    return next((day for line in lines[:_TOP] if len(line) < _LONGEST_DATE and (day := dateline_day(line))), None)


def _authors(stated: str) -> tuple[str, ...]:
    """The authors that the file states; a word alone is an account's name."""
    names = [" ".join(name.split()) for name in re.split(r"[;,]|\band\b", stated)]
    return tuple(name for name in dict.fromkeys(names) if " " in name and not _PLACEHOLDER.fullmatch(name))
