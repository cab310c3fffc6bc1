"""An open stream and its name -> pages: one page, JSON lines, a WARC file, an archive; compressed or not."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from extractor.acquire.archives import Nest, archive_pages, counted
from extractor.acquire.kinds import STREAMED
from extractor.acquire.lines import item_pages, line_pages
from extractor.acquire.outcomes import Outcome, too_large
from extractor.acquire.sniff import JSON, LINES, LOOK, MAIL, PDF, TAR, WARC, ZIP, binary_kind, container, media_type
from extractor.acquire.warc import warc_pages
from extractor.model import Page
from extractor.problems import InputError
from extractor.settings import Settings

GZIP = b"\x1f\x8b"


def stream_pages(
    name: str, stream: BinaryIO, kind: str | None, size: int, settings: Settings, nest: Nest | None = None
) -> Iterator[Outcome]:
    """The pages in `stream`, which is of `kind` (None: look and see) and holds `size` bytes.

    What holds many pages is never read all at once, anything else up to the size limit.
    Raises InputError, OSError, EOFError, zlib.error or lzma.LZMAError where the stream as a whole cannot be read.
    """
    packed = name.lower().endswith(".gz")
    if kind is None:
        stream = peekable(stream)
        look = stream.peek(LOOK)
        packed = packed or look.startswith(GZIP)
        kind = container(_within(look))
    if kind not in STREAMED and size > settings.max_bytes:
        raise InputError(too_large(settings.max_bytes, size))
    if kind == WARC:
        yield from warc_pages(name, stream, settings.max_bytes)
    elif kind in (ZIP, TAR):
        yield from archive_pages(name, stream, kind, settings, nest or Nest.of(size), stream_pages)
    elif packed:
        with gzip.open(stream) as unpacked:
            found = cast(BinaryIO, unpacked)
            yield from _plain(name, counted(found, nest) if nest else found, kind, settings)
    else:
        yield from _plain(name, stream, kind, settings)


def peekable(stream: BinaryIO) -> io.BufferedReader:
    """`stream` with a view of what comes next."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream), LOOK)


def _within(look: bytes) -> bytes:
    """The start of a stream, or of what a compressed one holds."""
    if not look.startswith(GZIP):
        return look
    try:
        return zlib.decompressobj(wbits=31).decompress(look, LOOK)
    except zlib.error:
        return look


def _plain(name: str, stream: BinaryIO, kind: str | None, settings: Settings) -> Iterator[Outcome]:
    if kind == LINES:
        yield from line_pages(name, stream, settings.max_bytes)
        return
    body = stream.read(settings.max_bytes + 1)
    if len(body) > settings.max_bytes:
        raise InputError(too_large(settings.max_bytes))
    yield from body_pages(name, body, kind, settings)


def body_pages(name: str, body: bytes, kind: str | None, settings: Settings) -> Iterator[Outcome]:
    """The page that `body` is, or those of a JSON list. Raises InputError where it is empty or no text."""
    if not body.strip():
        raise InputError("file is empty" if not body else "file holds nothing but white space")
    if body[:1024].lstrip().startswith(b"%PDF-"):
        yield Page(name, body, PDF)
    elif kind == MAIL:
        yield Page(name, body, MAIL)
    elif binary := binary_kind(body):
        raise InputError(f"not text but {binary}" if kind != PDF else "not a PDF file")
    elif (kind or media_type(body)) in (JSON, LINES):
        yield from item_pages(name, body, settings.max_bytes)
    elif kind == PDF:
        raise InputError("not a PDF file")
    else:
        yield Page(name, body, kind or media_type(body))
