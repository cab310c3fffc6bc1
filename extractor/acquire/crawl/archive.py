"""Requests and answers as standard WARC 1.1 files, each exchange written as one piece, packed record by record.

Two series: `pages-*.warc.gz` holds what was wanted, `sources-*.warc.gz` what led there (feeds, listings, robots.txt).
"""

import gzip
import hashlib
import io
import os
import re
from base64 import b32encode
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal
from uuid import uuid4

from extractor.acquire.client import Exchange, user_agent

Series = Literal["pages", "sources"]
ROLLOVER = 1_000_000_000
"""Bytes after which a new file is begun, as archives do."""
_NUMBERED = re.compile(r"[a-z]+-(\d{5,12})\.warc\.gz")


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer lies: its record at `offset` in `file`, `length` bytes packed; the file ends at `end`."""

    file: str
    offset: int
    length: int
    end: int
    digest: str


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
        last = next(reversed(files(self._folder, series)), None)
        if last is None or new or last.stat().st_size >= self._rollover:
            last = self._folder / f"{series}-{_number(last) + 1 if last else 1:05}.warc.gz"
        file = last.open("ab")
        if not file.tell():
            file.write(_warcinfo(last.name, self._contact))
            _sync(file)
        return file


def files(folder: Path, series: Series) -> list[Path]:
    """The files of a series in their order. Files with other names than ours are strangers' and left alone."""
    return sorted(filter(_number, folder.glob(f"{series}-*.warc.gz")), key=_number)


def _number(path: Path) -> int:
    """The number in a file's name; 0 where it has none."""
    found = _NUMBERED.fullmatch(path.name)
    return int(found[1]) if found else 0


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
    if exchange.cut:
        answer["WARC-Truncated"] = "length"
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
