"""What bytes are, by looking at them: compressed, binary, HTML, JSON, text."""

import codecs
import re

JSON = "application/json"
LINES = "application/x-ndjson"
HTML = "text/html"
TEXT = "text/plain"
MARKDOWN = "text/markdown"
PDF = "application/pdf"
MAIL = "message/rfc822"
WARC = "application/warc"
ZIP = "application/zip"
TAR = "application/x-tar"

LOOK = 65_536
"""How many bytes are looked at."""

_MAGIC = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "a gzip archive within another"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"SQLite format 3", "a database"),
)
_BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1b") | {127})
_HTML_START = re.compile(
    # Each comment is matched in one way only: else a page of comments takes for ever.
    rb"\s*+(?:<\?xml[^>]*>\s*+)?(?:<!--(?>.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
_HTML_TAGS = re.compile(rb"</(?:p|div|body|html|article|section|head|title)>", re.I)


def binary_kind(body: bytes) -> str | None:
    """What kind of binary `body` is, in words; None for text (a few NULs in HTML are text all the same)."""
    for magic, kind in _MAGIC:
        if body.startswith(magic):
            return kind
    look = body[:LOOK]
    if look.startswith(_BOMS) or _utf16(look):
        return None
    control = len(look) - len(look.translate(None, _CONTROL))
    allowed = len(look) // 50 if is_html(look) or b"\0" not in look else 0
    return "binary data" if control > allowed else None


def _utf16(look: bytes) -> bool:
    """Whether `look` is UTF-16 without a mark: most high bytes are zero, on one side only."""
    even, odd = look[0::2].count(0), look[1::2].count(0)
    half = len(look) // 2
    return half > 2 and max(even, odd) > 0.4 * half and min(even, odd) < 0.02 * half + 1


def is_html(body: bytes) -> bool:
    """Whether `body` looks like an HTML page."""
    look = body[:LOOK].removeprefix(codecs.BOM_UTF8)
    if b"\0" in look[:64]:
        look = look.replace(b"\0", b"")
    return bool(_HTML_START.match(look)) or len(_HTML_TAGS.findall(look)) > 2


def media_type(body: bytes) -> str:
    """The media type of a stream without a name: JSON lines, JSON, HTML or plain text."""
    look = body[:LOOK].removeprefix(codecs.BOM_UTF8).lstrip()
    if look.startswith(b"{"):
        return JSON if is_indented(look) else LINES
    if re.match(rb"\[\s*[{\]]", look):
        return JSON
    return HTML if is_html(look) else TEXT


_OFFICE = re.compile(rb"\[Content_Types\]\.xml|mimetypeapplication/|META-INF/MANIFEST\.MF")
"""What the first members of office documents, books and programs are called, which are ZIP archives too."""


def container(look: bytes) -> str | None:
    """What holds many pages, by its first bytes: a WARC file, a ZIP or tar archive; None for anything else.

    Compressed tar archives look like any compressed file; `look` is what comes out of it where that is known.
    """
    if look.startswith(b"WARC/"):
        return WARC
    if look.startswith(b"PK\x03\x04"):
        return None if _OFFICE.search(look[:4096]) else ZIP
    return TAR if look[257:262] == b"ustar" else None


def is_indented(body: bytes) -> bool:
    """Whether `body` is one JSON object written over many lines (its first line holds the brace alone)."""
    first, line_end, _ = body.lstrip().partition(b"\n")
    return first.strip() == b"{" and bool(line_end)
