"""What lies in an archive and not in its frontier: after a kill, on a damaged disk, or where the frontier was lost.

Only what a run was writing when it was broken off, at the very end of a file, is cut off. What is damaged stays as it
is, and is told. Whole answers are given back.
"""

import io
import os
import zlib
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field, replace
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Literal

from extractor.acquire.client import Exchange
from extractor.acquire.crawl.archive import Place, files, payload_digest
from extractor.acquire.http import parse
from extractor.problems import InputError

_PIECE = 1 << 16
_MAGIC, _OURS, _MARK = b"\x1f\x8b\x08", b"\x1f\x8b\x08\0", b"WARC/"


@dataclass(frozen=True, slots=True)
class Found:
    """An exchange read back from the archive."""

    exchange: Exchange
    place: Place


@dataclass(frozen=True, slots=True)
class _Member:
    """A gzip member from `start` to `end`, and what it holds. unfinished: the file ends inside."""

    start: int
    end: int
    state: Literal["whole", "unfinished", "damaged"]
    held: bytes = b""


@dataclass(slots=True)
class Recovery:
    """The answers in `folder` behind `sizes`, the bytes of each file accounted for. `notes`: what was amiss."""

    folder: Path
    sizes: dict[str, int]
    notes: list[str] = field(default_factory=list)

    def found(self) -> Iterator[Found]:
        """Each whole answer; what was being written is cut off.

        Raises InputError where a file is gone, shorter than what is accounted for, or no WARC.
        """
        for name, size in self.sizes.items():
            _check(self.folder / name, size)
        for path in (*files(self.folder, "pages"), *files(self.folder, "sources")):
            start, size = self.sizes.get(path.name, 0), path.stat().st_size
            if start < size:
                kept = yield from self._answers(path, start)
                if kept < size:
                    os.truncate(path, kept)
                    self.notes.append(f"{path}: {size - kept:,} bytes that a run was writing as it ended are cut off")

    def _answers(self, path: Path, start: int) -> Generator[Found, None, int]:
        """The answers in `path` behind `start`. Returns how much of it is to be kept."""
        kept, asked, readable = start, b"", False
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
            for member in _members(data, start):
                if member.state == "unfinished":
                    return kept
                record = _record(member, asked) if member.state == "whole" else None
                if record is None:
                    self._damaged(path, member)
                kind, exchange = record or ("", None)
                readable = readable or bool(record)
                asked = exchange.asked if exchange and kind == "request" else b""
                if kind != "request":
                    kept = member.end
                if exchange and kind == "response":
                    yield Found(exchange, _place(path, member, exchange))
        if not readable and not start:
            raise InputError(f"{path}: no WARC packed by gzip; move it out of this folder")
        return kept

    def _damaged(self, path: Path, member: _Member) -> None:
        self.notes.append(
            f"{path}: bytes {member.start:,} to {member.end:,} are damaged and stay as they are;"
            " what they held is fetched anew where a source still lists it"
        )


def _check(path: Path, size: int) -> None:
    """Raises InputError where less than `size` bytes are left of a file."""
    held = path.stat().st_size if path.exists() else 0
    if held < size:
        what = f"{size - held:,} bytes are missing at its end" if held else f"is gone, with {size:,} archived bytes"
        raise InputError(
            f"{path}: {what}; put the whole file back (or move frontier.sqlite away: it is made anew from what is left)"
        )


def _place(path: Path, member: _Member, exchange: Exchange) -> Place:
    return Place(path.name, member.start, member.end - member.start, member.end, payload_digest(exchange.body))


def _members(data: mmap, start: int) -> Iterator[_Member]:
    """The members from `start` on; what is broken is one, up to the next that is whole."""
    while start < len(data):
        member = _member(data, start)
        if member.state != "whole":
            behind = _next(data, start + 1)
            member = replace(member, end=len(data)) if behind is None else _Member(start, behind, "damaged")
        yield member
        start = member.end


def _next(data: mmap, start: int) -> int | None:
    """Where the next whole member begins."""
    while (start := data.find(_MAGIC, start)) >= 0:
        if _member(data, start).state == "whole":
            return start
        start += 1
    return None


def _member(data: mmap, start: int) -> _Member:
    """The member that begins at `start`."""
    unpacker, held, end = zlib.decompressobj(wbits=31), bytearray(), start
    try:
        while not unpacker.eof and (piece := data[end : end + _PIECE]):
            held += unpacker.decompress(piece)
            end += len(piece)
    except zlib.error:
        return _Member(start, end, "damaged")
    if not _MARK.startswith(held[: len(_MARK)]):
        return _Member(start, end, "damaged")
    if not unpacker.eof:
        return _Member(start, end, "unfinished" if _OURS.startswith(data[start : start + len(_OURS)]) else "damaged")
    return _Member(start, end - len(unpacker.unused_data), "whole", bytes(held))


def _record(member: _Member, asked: bytes) -> tuple[str, Exchange] | None:
    """A record's type and what it says, None where it is none; the block of a request becomes `asked`."""
    from fastwarc.warc import ArchiveIterator

    warc = next(iter(ArchiveIterator(io.BytesIO(member.held), parse_http=False)), None)
    if warc is None:
        return None
    kind, block = str(warc.headers.get("WARC-Type")), bytes(warc.reader.read())
    answer = parse(block if kind == "response" else b"")
    return kind, Exchange(
        url=str(warc.headers.get("WARC-Target-URI") or ""),
        asked=block if kind == "request" else asked,
        status=answer.status,
        headers=answer.headers,
        body=answer.body,
        reason=answer.reason,
        address=str(warc.headers.get("WARC-IP-Address") or ""),
        when=str(warc.headers.get("WARC-Date") or ""),
    )
