"""The records of a WARC file, streamed; nothing that is broken or cut off passes for the end of the file.

fastwarc reads the format. It takes a record cut short, and half a gzip member, for the end: both are noticed here.
Behind a broken stretch the reading goes on with the next record that begins (in packed files: with the next member).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from extractor.acquire.rewind import Rewind

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

LONGEST_HEADER = 1 << 20
"""Bytes of one record's headers; the library's own limit of 32 kB would end the reading of the whole file."""


class CutOffError(Exception):
    """The file ends in the middle of a record."""


@dataclass(frozen=True, slots=True)
class Lost:
    """A stretch that cannot be read: somewhere from byte `start` on, up to `end` (None: to the end of the file).

    `reason`: the reader's own words; empty where the file is cut off.
    """

    start: int
    end: int | None
    reason: str


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
        self._fault: OSError | CutOffError | None = None

    def read(self, size: int) -> bytes:
        """At most `size` bytes more. Raises CutOffError where the file ends first, OSError where it is broken."""
        wanted = min(size, self.left)
        try:
            piece = bytes(self._record.reader.read(wanted)) if wanted else b""
            if len(piece) < wanted:
                raise CutOffError
        except (OSError, CutOffError) as error:
            self._fault = error
            raise
        self.left -= len(piece)
        return piece

    def finish(self) -> None:
        """Pass over the rest of it. Raises as `read` does, also what it has raised before."""
        if self._fault:
            raise self._fault
        if self.left and self._record.consume() < self.left:
            raise CutOffError
        self.left = 0


def records(stream: BinaryIO) -> Iterator[Record | Lost]:
    """The records in `stream` (plain, gzip or zstd), and what is lost between them."""
    source = Rewind(stream)
    start, lost = 0, None
    while True:
        try:
            for record, begin in _whole(source):
                if lost:
                    yield Lost(lost.start, begin, lost.reason)
                start, lost = begin, None
                yield record
                record.finish()
            if source.is_cut():
                raise CutOffError
            break
        except (OSError, CutOffError) as error:
            lost = lost or Lost(start, None, str(error).lower())
        if source.is_worn():
            lost = Lost(lost.start, None, "broken too often to go on")
            break
        if not source.back_to_record(start + 1):
            break
        start = source.tell()
    if lost:
        yield lost


def _whole(source: Rewind) -> Iterator[tuple[Record, int]]:
    """Records and where they begin. Raises OSError where the file is broken, CutOffError where it is cut off."""
    from fastwarc.warc import ArchiveIterator

    for found in ArchiveIterator(source, parse_http=False, max_header_len=LONGEST_HEADER):
        record = Record(found)
        if not record.kind:
            raise CutOffError
        yield record, found.stream_pos
