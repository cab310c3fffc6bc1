"""Plain text -> Report. The text is kept as decoded, unless it is a page pasted as text."""

from collections.abc import Iterator

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read.encoding import decode
from extractor.read.furniture import day_at_top, is_dateline
from extractor.read.identity import report_id
from extractor.read.language import language
from extractor.read.pasted import pasted


def read_text(page: Page) -> Iterator[Report]:
    """The article of a text file. Raises InputError where it holds no words."""
    text = decode(page.body, page.media_type)
    if "\0" in text:
        raise InputError("not text but binary data")
    if not any(c.isalnum() for c in text):
        raise InputError("no article text found")
    found = pasted(text)
    body = found.text if found else text
    yield Report(
        id=report_id(None, page, page.url, body),
        text=body,
        url=page.url,
        title=found.title if found else heading(text),
        published=(found.published if found else None) or day_at_top(body),
        publisher=found.publisher if found else None,
        language=language(body),
        authors=found.authors if found else (),
    )


def heading(text: str) -> str | None:
    """Title of prose: a first line that is no sentence with a blank line below."""
    lines = [line.strip() for line in text[:2000].splitlines()[:8]]
    written = [line for line in lines if line]
    first = written[0] if written else ""
    alone = len(lines) > 2 and lines[0] == first and (not lines[1] or is_dateline(lines[1]))
    is_title = (
        alone
        and 2 <= len(first.split()) <= 25
        and not first.endswith((".", ":", ";", ",", "”", '"'))
        and not is_dateline(first)
    )
    return first if is_title else None
