"""Which reader a page gets."""

import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import PurePath
from typing import cast

from extractor.model import Page, Report
from extractor.problems import Failed, InputError, Skipped

_HTML_START = re.compile(
    # Each comment is matched in one way only: else a page of comments takes for ever.
    rb"[\s\0\xef\xbb\xbf]*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.{0,2000}?-->)\s*+)*+<(?:!doctype\s+html|html\b)",
    re.I | re.S,
)
_READERS = {
    "html": "html:read_html",
    "fast": "fast:read_html_fast",
    "json": "jsonl:read_json",
    "mail": "mail:read_mail",
    "markdown": "markdown:read_markdown",
    "pdf": "pdf_apart:read_pdf_apart",
    "text": "text:read_text",
}
_KINDS = (
    ("html", ("text/html", "application/xhtml+xml"), (".html", ".htm", ".xhtml")),
    ("markdown", ("text/markdown", "text/x-markdown"), (".md", ".markdown")),
    ("json", ("application/json", "application/x-ndjson", "text/json"), (".json",)),
    ("text", ("text/plain",), (".txt",)),
    ("pdf", ("application/pdf",), (".pdf",)),
    ("mail", ("message/rfc822",), (".eml",)),
)


Part = Report | Skipped | Failed
"""A report, or what of a page (an e-mail's attachment) is left out or cannot be read, and why."""


def read(page: Page, *, fast: bool = False) -> Iterator[Report]:
    """The reports in `page` (one, but for a JSON list or an e-mail with attachments).

    Raises InputError with one line where it holds none, and behind the last report where a part could not be read.
    `fast`: HTML is read many times quicker and less well.
    """
    failed: list[Failed] = []
    for part in parts(page, fast=fast):
        if isinstance(part, Report):
            yield part
        elif isinstance(part, Failed):
            failed.append(part)
    if failed:
        more = f" (and {len(failed) - 1:,} more)" if failed[1:] else ""
        raise InputError(f"{PurePath(failed[0].name).name}: {failed[0].reason}{more}")


def parts(page: Page, *, fast: bool = False) -> Iterator[Part]:
    """As `read`, but what is left out or fails of a page comes between its reports. Raises InputError alike."""
    if not page.body.strip():
        raise InputError("file is empty")
    kind = _kind(page)
    yield from _reader("fast" if fast and kind == "html" else kind)(page)


def is_known(media_type: str, name: str) -> bool:
    """Whether there is a reader for that media type, or for files whose names end as `name` does."""
    return any(media_type in types or name.lower().endswith(endings) for _, types, endings in _KINDS)


def _kind(page: Page) -> str:
    """`pdf` and `html` by content; else by media type, else by the name's ending, else by content again."""
    if page.body[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if _HTML_START.match(page.body[:4096]):
        return "html"
    essence = page.media_type.partition(";")[0].strip().lower()
    name = page.name.lower().removesuffix(".gz")
    by_type = [kind for kind, types, _ in _KINDS if essence in types]
    by_name = [kind for kind, _, endings in _KINDS if name.endswith(endings)]
    if essence.endswith("+json"):
        by_type = ["json"]
    if not by_type and essence.partition("/")[0] in ("image", "audio", "video", "font"):
        raise InputError(f"not an article but {essence}")
    return (by_type + by_name + [_by_content(page.body)])[0]


def _by_content(body: bytes) -> str:
    start = body[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb"\{\s*[\"}]|\[\s*\{", start):
        return "json"
    return "html" if re.match(rb"<[a-zA-Z!]", start) else "text"


def _reader(kind: str) -> Callable[[Page], Iterator[Part]]:
    """The reader of `kind`, imported only now."""
    module, _, function = _READERS[kind].partition(":")
    return cast(Callable[[Page], Iterator[Part]], getattr(import_module(f"extractor.read.{module}"), function))
