"""What an archive holds, read by a library that did not write it."""

from collections import Counter
from pathlib import Path
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]


class Held(NamedTuple):
    """A record: type, address, HTTP status, decoded body."""

    kind: str
    url: str
    status: str
    body: bytes


def records(folder: Path, series: str = "*") -> list[Held]:
    found = []
    for path in sorted(folder.glob(f"{series}-*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                body = record.content_stream().read()
                status = record.http_headers.get_statuscode() if record.rec_type == "response" else ""
                found.append(
                    Held(record.rec_type, record.rec_headers.get_header("WARC-Target-URI") or "", status, body)
                )
    return found


def pages(folder: Path) -> Counter[str]:
    """How often each page lies in the archive."""
    return Counter(held.url for held in records(folder, "pages") if held.kind == "response" and held.status == "200")
