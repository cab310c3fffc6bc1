"""The records of a WARC file, streamed; nothing that is broken or cut off passes for the end of the file.

fastwarc reads the format. It takes a record cut short, and half a gzip member, for the end: both are noticed here.
"""

import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LONGEST_HEADER = 1 << 20
"""Bytes of one record's headers; the library's own limit of 32 kB would end the reading of the whole file."""
AT_END = 1 << 20
"""Bytes at the end of a file that are kept to tell whether its last gzip member is whole."""
PIECE = 1 << 16
_MEMBER = b"\x1f\x8b\x08"


class CutOffError(Exception):
    """The file ends in the middle of a record."""


class Record:
    """One record, read bit by bit.

    `kind`: its WARC-Type in small letters, empty where the file was cut off before it was told.
    """

    def __init__(self, record: "WarcRecord") -> None:
        headers = record.headers
        self.kind = (headers.get("WARC-Type") or "").strip().lower() if headers.get("Content-Length") else ""
        self.url = (headers.get("WARC-Target-URI") or "").strip("<> ")
        self.date = headers.get("WARC-Date") or ""
        self.media_type = headers.get("Content-Type") or ""
        self.identified = headers.get("WARC-Identified-Payload-Type") or ""
        self.left = self.length = record.content_length
        self._record = record

    def read(self, size: int) -> bytes:
        """At most `size` bytes more. Raises CutOffError where the file ends first."""
        wanted = min(size, self.left)
        piece = bytes(self._record.reader.read(wanted)) if wanted else b""
        self.left -= len(piece)
        if len(piece) < wanted:
            raise CutOffError
        return piece

    def finish(self) -> None:
        """Pass over the rest of it. Raises CutOffError where the file ends first."""
        if self.left and self._record.consume() < self.left:
            raise CutOffError
        self.left = 0


def records(stream: BinaryIO) -> Iterator[Record]:
    """The records in `stream`: plain, gzip or zstd.

    Raises OSError where it is broken or no WARC file, CutOffError where it is cut off.
    """
    from fastwarc.warc import ArchiveIterator

    tail = _Tail(stream)
    for found in ArchiveIterator(tail, parse_http=False, max_header_len=LONGEST_HEADER):
        record = Record(found)
        if not record.kind:
            raise CutOffError
        yield record
        record.finish()
    if tail.is_cut():
        raise CutOffError


class _Tail:
    """A stream that remembers what it ended with."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._position = stream, 0
        self._end = bytearray()

    def read(self, size: int = -1) -> bytes:
        """As of any file."""
        piece = self._stream.read(size)
        self._position += len(piece)
        self._end += piece
        if len(self._end) > 2 * AT_END:
            del self._end[:-AT_END]
        return piece

    def tell(self) -> int:
        """As of any file."""
        return self._position

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refused: nothing is read twice."""
        raise OSError(f"a WARC file is read in order, not at {offset} ({whence})")

    def close(self) -> None:
        """Nothing: who opened the stream closes it."""

    def is_cut(self) -> bool:
        """Whether the last gzip member that begins near the end is not whole. False for what is no gzip."""
        end = bytes(self._end)
        start = len(end)
        while (start := end.rfind(_MEMBER, 0, start)) >= 0:
            whole = _is_whole(end[start:])
            if whole is not None:
                return not whole
        return False


def _is_whole(packed: bytes) -> bool | None:
    """Whether `packed` is one gzip member and nothing else; None where no member of a WARC file begins there."""
    member, first = zlib.decompressobj(wbits=31), b""
    try:
        while packed and not member.eof:
            piece = member.decompress(packed, PIECE)
            first, packed = first or piece[:5], member.unconsumed_tail
            if first and not b"WARC/".startswith(first):
                return None
            if not piece and not packed:
                break
    except zlib.error:
        return None
    return member.eof and not member.unused_data.strip(b"\0")
