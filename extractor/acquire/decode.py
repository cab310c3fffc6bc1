"""Compressed bytes, unpacked no further than a limit: a few kilobytes can hold gigabytes."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Protocol

from extractor.problems import InputError

PIECE = 65_536
"""Bytes that are unpacked at a time."""


def decoded(body: bytes, encoding: str, limit: int, *, cut: bool = False) -> bytes:
    """`body` without the compression that a Content-Encoding header names.

    Raises InputError where it would be larger than `limit` bytes (with `cut`: the first `limit` are given instead), is
    broken, or of a kind that is not known.
    """
    encoding = encoding.strip().lower()
    if encoding in ("", "identity") or not body:
        return body[:limit] if cut else body
    if "," in encoding:  # a bomb in layers: each grows a thousandfold
        raise InputError("the answer is compressed more than once")
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
    while body:
        unpacker = zlib.decompressobj(wbits=31)
        yield from _inflate(unpacker, body)
        body = unpacker.unused_data.lstrip(b"\0")


def _deflate(body: bytes) -> Iterator[bytes]:
    """With the zlib header that the standard wants, or without it, as some servers send."""
    zlib_header = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0
    yield from _inflate(zlib.decompressobj(wbits=15 if zlib_header else -15), body)


def _inflate(unpacker: "zlib._Decompress", body: bytes) -> Iterator[bytes]:
    while not unpacker.eof:
        piece = unpacker.decompress(body, PIECE)
        body = unpacker.unconsumed_tail
        if not piece and not body and not unpacker.eof:
            raise EOFError
        yield piece


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
