"""A stream of WARC records that can be taken back a little: to where the next record begins behind a broken one."""

import io
import re
import zlib
from typing import BinaryIO

KEPT = 1 << 20
"""Bytes at the end of what was read that are kept at least: to look through again, to tell if a file is whole."""
PROBE = 1 << 16
"""Bytes that tell whether a record begins somewhere."""
PIECE = 1 << 16
MOST_AGAIN, RATIO = 100_000_000, 20
"""Bytes that may be read again in any file, and how many times its size: one that is truly broken needs one or two."""
MOST_SIGNS = 1000
"""Signs of a gzip member at the end of a file that are followed; by chance there is one in sixteen million bytes."""
_LONGEST_SIGN = 64
"""Bytes that the sign of a record has at most."""
_GZIP, _ZSTD, _PLAIN = b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", rb"WARC/\d\.\d\r?\n(?=[A-Za-z-]+:)"


class Rewind:
    """A file whose last bytes are kept; one on a disk can be taken back anywhere."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._kept = bytearray()
        self._start = self._at = 0
        self._origin = _origin(stream)
        self._begins = b""
        self._furthest = self._again = 0

    def read(self, size: int = -1) -> bytes:
        """As of any file."""
        ahead = self._at - self._start
        if ahead < len(self._kept):
            piece = bytes(self._kept[ahead : ahead + size] if size >= 0 else self._kept[ahead:])
        else:
            piece = self._more(size)
        self._at += len(piece)
        return piece

    def _more(self, size: int) -> bytes:
        piece = self._stream.read(size)
        self._begins = self._begins or piece[:8]
        self._kept += piece
        if len(self._kept) > 3 * KEPT + len(piece):
            gone = len(self._kept) - 2 * KEPT - len(piece)
            del self._kept[:gone]
            self._start += gone
        return piece

    def tell(self) -> int:
        """As of any file."""
        return self._at

    def seek(self, offset: int, whence: int = 0) -> int:
        """Refused: who reads records reads them in order."""
        raise OSError(f"a WARC file is read in order, not at {offset} ({whence})")

    def close(self) -> None:
        """Nothing: who opened the stream closes it."""

    def back_to_record(self, offset: int) -> bool:
        """Go to the first record that begins at `offset` or later, as far as that is at hand; whether one does."""
        self._furthest = max(self._furthest, self._at)
        self._again += max(self._at - offset, 0)
        self._back(offset)
        signs, at, look = self._signs(), self._at, b""
        while True:
            rest, look = look, self._look(look)
            is_last = len(look) < len(rest) + KEPT
            end = len(look) if is_last else len(look) - PROBE
            for found in signs.finditer(look, 0, end):
                if _begins_record(look[found.start() : found.start() + PROBE]):
                    self._back(at + found.start())
                    if not self._begins.lstrip().startswith((_GZIP, _ZSTD, b"WARC/")):
                        self._begins = found[0]
                    return True
            if is_last:
                return False
            look, at = look[end - _LONGEST_SIGN :], at + end - _LONGEST_SIGN

    def _look(self, rest: bytes) -> bytes:
        """`rest` and what follows it."""
        piece = bytearray(rest)
        while len(piece) < len(rest) + KEPT and (more := self.read(PIECE)):
            piece += more
        return bytes(piece)

    def _back(self, offset: int) -> None:
        if offset < self._start and self._origin is not None:
            self._stream.seek(self._origin + offset)
            self._kept.clear()
            self._start = offset
        self._at = max(offset, self._start)

    def _signs(self) -> re.Pattern[bytes]:
        """What a record begins with in a file that begins as this one does."""
        for magic in (_GZIP, _ZSTD):
            if self._begins.startswith(magic):
                return re.compile(re.escape(magic))
        if self._begins.lstrip().startswith(b"WARC/"):
            return re.compile(_PLAIN)
        return re.compile(b"|".join((re.escape(_GZIP), re.escape(_ZSTD), _PLAIN)))

    def is_worn(self) -> bool:
        """Whether far more was read again than there is, as where many lengths lie, each to the end of the file."""
        return self._again > MOST_AGAIN + RATIO * self._furthest

    def is_cut(self) -> bool:
        """Whether the last gzip member that begins near the end is not whole. False for what is no gzip.

        Members in a plain file are answers that were kept as they were sent: they end before the record does.
        """
        if self._begins.lstrip().startswith((b"WARC/", _ZSTD)):
            return False
        end = bytes(self._kept)
        start = len(end)
        for _ in range(MOST_SIGNS):
            start = end.rfind(_GZIP, 0, start)
            whole = _is_whole(memoryview(end)[start:]) if start >= 0 else True
            if whole is not None:
                return not whole
        return False


def _origin(stream: BinaryIO) -> int | None:
    """Where a file on a disk stands; None for what can be read once only."""
    raw = stream.raw if isinstance(stream, io.BufferedReader) else None
    try:
        return stream.tell() if isinstance(raw, io.FileIO) and stream.seekable() else None
    except OSError:
        return None


def _begins_record(look: bytes) -> bool:
    """Whether a record's headers can be read from the start of `look`."""
    from fastwarc.warc import ArchiveIterator

    try:
        if look.startswith(_GZIP) and not zlib.decompressobj(wbits=31).decompress(look[:1024], 5).startswith(b"WARC/"):
            return False  # of itself the reader tells so too, but twenty times as late
        first = next(iter(ArchiveIterator(io.BytesIO(look), parse_http=False)), None)
        return first is not None and bool(first.headers.get("WARC-Type"))
    except (OSError, zlib.error):
        return False


def _is_whole(packed: memoryview) -> bool | None:
    """Whether `packed` is one gzip member and nothing else; None where no member of a WARC file begins there."""
    member, first, at = zlib.decompressobj(wbits=31), b"", 0
    try:
        while at < len(packed) and not member.eof:
            window = packed[at : at + PIECE]
            piece = member.decompress(window, PIECE)
            at += len(window) - len(member.unconsumed_tail) - len(member.unused_data)
            first = first or piece[:5]
            if not b"WARC/".startswith(first):
                return None
    except zlib.error:
        return None
    return member.eof and not any(packed[at:])
