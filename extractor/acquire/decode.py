"""Compressed bytes, unpacked no further than a limit: a few kilobytes can hold gigabytes."""

import re
import zlib
from collections.abc import Generator, Iterator
from io import BytesIO
from typing import Protocol

from extractor.problems import InputError

PIECE = 65_536
"""Bytes that are unpacked at a time."""
MEMBERS = 10_000
"""Gzip members in one body: writers that cut it into many make them of 64 kilobytes, empty ones are made to hurt."""
_PADDING = re.compile(rb"\0*")
_NO_CODING = re.compile(
    r"|identity|none|text|binary|[78]bit|(?:charset=)?\"?(?:utf-?\d{1,2}(?:[bl]e)?|(?:us-)?ascii|latin-?\d{1,2}"
    r"|(?:iso-?)?8859-\d{1,2}|(?:windows|cp)-?\d{3,4}|koi8-[ru]|gb-?\d{4,5}|gbk|big5|euc-\w{2}|shift-jis)\"?"
)
"""What stands where a compression should and is none, as misconfigured servers put a charset; browsers ignore it."""


def decoded(body: bytes, encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """`body` without the compression that a Content-Encoding header names.

    Raises InputError where it would be larger than `limit` bytes (with `cut`: the first `limit` are given instead), is
    broken, or of a kind that is not known.
    """
    named = (each.strip().lower().replace("_", "-") for each in encoding.split(","))
    codings = [each for each in named if not _NO_CODING.fullmatch(each)]
    if not codings or not body:
        return body[:limit] if cut else body
    if len(codings) > 1:  # a bomb in layers: each grows a thousandfold
        raise InputError("the answer is compressed more than once")
    encoding = codings[0]
    if encoding not in _DECODERS:
        raise InputError(f"the answer is compressed in a way that was not asked for ({encoding[:20]})")
    return _bounded(_DECODERS[encoding](body), limit, cut=cut)


def unpacked(body: bytes, limit: int) -> bytes:
    """A gzip file's content. Raises InputError where it is broken or larger than `limit` bytes."""
    return _bounded(_gzip(body), limit)


def _bounded(pieces: Iterator[bytes], limit: int, *, cut: bool = False) -> bytes:
    found = bytearray()
    try:
        for piece in pieces:
            found += piece
            if len(found) > limit and not cut:
                raise InputError(f"larger than {limit:,} bytes")
            if len(found) >= limit and cut:
                break
    except (zlib.error, EOFError):
        raise InputError("the answer's compression is broken") from None
    return bytes(found[:limit])


def _gzip(body: bytes) -> Iterator[bytes]:
    """One member after the other."""
    at, members = 0, 0
    while at < len(body):
        members += 1
        if members > MEMBERS:
            raise InputError(f"compressed in more than {MEMBERS:,} pieces: unpack it first")
        at = yield from _inflate(zlib.decompressobj(wbits=31), body, at)
        padding = _PADDING.match(body, at)
        at = padding.end() if padding else at


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the zlib header that the standard wants, or without it, as some servers send."""
    zlib_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    yield from _inflate(zlib.decompressobj(wbits=15 if zlib_header else -15), body)


def _inflate(unpacker: "zlib._Decompress", body: bytes, at: int = 0) -> Generator[bytes, None, int]:
    """What stands in `body` from `at` on; where it ends. A window at a time, for zlib copies what it leaves over."""
    view = memoryview(body)
    while not unpacker.eof:
        window = view[at : at + PIECE]
        piece = unpacker.decompress(window, PIECE)
        at += len(window) - len(unpacker.unconsumed_tail) - len(unpacker.unused_data)
        if not piece and not window and not unpacker.eof:
            raise EOFError
        yield piece
    return at


def _brotli(body: bytes) -> Iterator[bytes]:
    from fastwarc.stream_io import BrotliReader

    return _read(BrotliReader(BytesIO(body)))


def _zstd(body: bytes) -> Iterator[bytes]:
    from fastwarc.stream_io import ZstdReader

    return _read(ZstdReader(BytesIO(body)))


class _Reader(Protocol):
    def read(self, size: int, /) -> bytes:
        """At most `size` bytes more."""


def _read(unpacker: _Reader) -> Iterator[bytes]:
    try:
        while piece := unpacker.read(PIECE):
            yield piece
    except OSError:
        raise EOFError from None


_DECODERS = {"gzip": _gzip, "x-gzip": _gzip, "deflate": _deflate, "br": _brotli, "zstd": _zstd}
