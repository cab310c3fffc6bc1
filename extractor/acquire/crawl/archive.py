"""Requests and answers as standard WARC 1.1 files, each exchange written as one piece, packed record by record.

Two series: `pages-*.warc.gz` holds what was wanted, `sources-*.warc.gz` what led there (feeds, listings, robots.txt).
What a killed run left half-written at the end of a file is cut off; what it wrote whole but did not note is given back.
"""

import gzip
import hashlib
import io
import os
import zlib
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import uuid4

from extractor.acquire.client import Exchange, user_agent
from extractor.acquire.http import parse
from extractor.problems import InputError

Series = Literal["pages", "sources"]
ROLLOVER = 1_000_000_000
"""Bytes after which a new file is begun, as archives do."""
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer lies: its record at `offset` in `file`, `length` bytes packed; the file ends at `end`."""

    file: str
    offset: int
    length: int
    end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Found:
    """An exchange read back from the archive."""

    exchange: Exchange
    place: Place


class Archive:
    """The WARC files of one folder; a new one is begun after `rollover` bytes."""

    def __init__(self, folder: Path, contact: str = "", rollover: int = ROLLOVER) -> None:
        self._folder, self._contact, self._rollover = folder, contact, rollover
        self._open: dict[Series, BinaryIO] = {}

    def close(self) -> None:
        """Close the files."""
        for file in self._open.values():
            file.close()
        self._open.clear()

    def write(self, series: Series, exchange: Exchange) -> Place:
        """Write one exchange, request and answer, and see it onto the disk."""
        file = self._file(series)
        request, answer = _records(exchange)
        start = file.tell()
        file.write(request + answer)
        _sync(file)
        place = start + len(request)
        return Place(Path(file.name).name, place, len(answer), file.tell(), payload_digest(exchange.body))

    def _file(self, series: Series) -> BinaryIO:
        file = self._open.get(series)
        if file is None or file.tell() >= self._rollover:
            if file is not None:
                file.close()
            file = self._open[series] = self._begin(series, new=file is not None)
        return file

    def _begin(self, series: Series, *, new: bool) -> BinaryIO:
        """The last file of the series, or the next one where that is full or there is none."""
        last = max(self._folder.glob(f"{series}-*.warc.gz"), default=None)
        number = int(last.name.removesuffix(".warc.gz").rpartition("-")[2]) if last else 0
        if last is None or new or last.stat().st_size >= self._rollover:
            last = self._folder / f"{series}-{number + 1:05}.warc.gz"
        file = last.open("ab")
        if not file.tell():
            file.write(_warcinfo(last.name, self._contact))
            _sync(file)
        return file

    def repair(self, sizes: dict[str, int]) -> Iterator[Found]:
        """Cut off what is half-written; give what is whole and not accounted for by `sizes` (bytes of each file).

        Raises InputError for a file that is shorter than what was accounted for.
        """
        for series in ("pages", "sources"):
            for path in sorted(self._folder.glob(f"{series}-*.warc.gz")):
                yield from _repair(path, sizes.get(path.name, 0))


def _repair(path: Path, start: int) -> Iterator[Found]:
    size = path.stat().st_size
    if size < start:
        raise InputError(f"{path}: {start - size:,} bytes are missing at its end; put the whole file back")
    whole = start
    for exchange, offset, length, end in _exchanges(path, start):
        whole = end
        if exchange:
            yield Found(exchange, Place(path.name, offset, length, end, payload_digest(exchange.body)))
    if whole < size:
        os.truncate(path, whole)


def _exchanges(path: Path, start: int) -> Iterator[tuple[Exchange | None, int, int, int]]:
    """Exchanges from `start` on with offset and length of the answer's record, and where they end; None: a warcinfo."""
    asked = b""
    for offset, end, packed in _members(path, start):
        kind, exchange = _read(packed, asked)
        if kind == "request":
            asked = exchange.asked
        else:
            yield (exchange if kind == "response" else None), offset, end - offset, end


def _members(path: Path, start: int) -> Iterator[tuple[int, int, bytes]]:
    """Each whole gzip member from `start` on: where it begins and ends, and what it holds."""
    with path.open("rb") as file:
        file.seek(start)
        rest, offset = b"", start
        while True:
            unpacker, held = zlib.decompressobj(wbits=31), bytearray()
            read = 0
            while not unpacker.eof:
                piece = rest or file.read(_PIECE)
                rest = b""
                if not piece:
                    return
                try:
                    held += unpacker.decompress(piece)
                except zlib.error:
                    return
                read += len(piece)
            rest = unpacker.unused_data
            end = offset + read - len(rest)
            yield offset, end, bytes(held)
            offset = end


def _read(record: bytes, asked: bytes) -> tuple[str, Exchange]:
    """A record's type and what it says; the block of a request becomes `asked`."""
    from fastwarc.warc import ArchiveIterator

    warc = next(iter(ArchiveIterator(io.BytesIO(record), parse_http=False)))
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


def _records(exchange: Exchange) -> tuple[bytes, bytes]:
    """The records of a request and its answer, each packed."""
    ids = [f"<urn:uuid:{uuid4()}>" for _ in range(2)]
    common = {"WARC-Target-URI": exchange.url, "WARC-Date": exchange.when}
    if exchange.address:
        common["WARC-IP-Address"] = exchange.address
    if exchange.version == "HTTP/2":
        common["WARC-Protocol"] = "h2"
    request = {**common, "WARC-Record-ID": ids[0], "WARC-Concurrent-To": ids[1]}
    answer = {**common, "WARC-Record-ID": ids[1], "WARC-Payload-Digest": payload_digest(exchange.body)}
    return _record("request", exchange.asked, request), _record("response", _block(exchange), answer)


def _block(exchange: Exchange) -> bytes:
    """The answer as HTTP/1.1. Chunks were joined on the way in, so a header that tells of them is renamed."""
    lines = [f"HTTP/1.1 {exchange.status} {exchange.reason}".rstrip()]
    for name, value in exchange.headers:
        joined = name.lower() == "transfer-encoding"
        lines.append(f"{'X-Crawler-' if joined else ''}{name}: {value}")
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + exchange.body


def _record(kind: Literal["warcinfo", "request", "response"], block: bytes, headers: dict[str, str]) -> bytes:
    from fastwarc.warc import WarcRecord, WarcRecordType

    record = WarcRecord()
    record.init_headers(getattr(WarcRecordType, kind))
    form = "application/warc-fields" if kind == "warcinfo" else f"application/http; msgtype={kind}"
    for name, value in {**headers, "Content-Type": form}.items():
        record.headers[name] = value
    record.set_bytes_content(block)
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return gzip.compress(out.getvalue(), mtime=0)


def _warcinfo(name: str, contact: str) -> bytes:
    lines = [
        f"software: {user_agent(contact)}",
        "format: WARC File Format 1.1",
        "conformsTo: http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "robots: RFC 9309",
    ]
    if contact:
        lines.append(f"operator: {contact}")
    return _record("warcinfo", "\r\n".join([*lines, ""]).encode(), {"WARC-Filename": name})


def payload_digest(body: bytes) -> str:
    """The digest that archives know a body by."""
    return f"sha1:{b32encode(hashlib.sha1(body, usedforsecurity=False).digest()).decode('ascii')}"


def _sync(file: BinaryIO) -> None:
    file.flush()
    os.fsync(file.fileno())
