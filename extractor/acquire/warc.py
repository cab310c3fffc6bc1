"""WARC files, also other crawlers', -> a Page for each answer that may hold an article; streamed, in flat memory.

What a crawl holds besides articles (pictures, redirects, robots.txt) is counted by reason, not named one by one. A
file that is cut off or broken keeps what came before and fails for the rest.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from extractor.acquire.http import Answer, decoded, essence, parse
from extractor.acquire.outcomes import Outcome, Tally, too_large
from extractor.acquire.records import LONGEST_HEADER, CutOffError, Record, records
from extractor.acquire.sniff import HTML, MAIL, PDF, TEXT, binary_kind
from extractor.model import Page
from extractor.problems import Failed, InputError, Skipped

REPEATED = {
    "revisit": "the same answer as in an earlier record",
    "continuation": "a further piece of an answer in several records",
}
HELD = frozenset({"response", "resource", "conversion", *REPEATED})
"""Types of records that hold what was fetched; requests and notes of the crawler are passed over."""
PAGES = frozenset({HTML, "application/xhtml+xml", "application/vnd.wap.xhtml+xml", TEXT, PDF, MAIL})
"""Media types that are read."""
UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream", "unknown/unknown"})
"""Media types that say nothing: what the answer holds is looked at."""
BULK = frozenset({"image", "audio", "video", "font"})
"""Types that are counted together."""
LOOK = 1 << 16
"""Bytes of a record that tell whether it is wanted."""


class UnwantedError(Exception):
    """A record that holds no article, and why."""


def warc_pages(name: str, stream: BinaryIO, max_bytes: int) -> Iterator[Outcome]:
    """The pages in a WARC file: plain, gzip or zstd. A page is named by the file, its record's number and its URL.

    `max_bytes`: a page larger than this, packed or unpacked, fails.
    """
    tally = Tally(name, "records")
    number, broken = 0, ""
    try:
        for number, record in enumerate(_held(stream), 1):
            outcome = _outcome(f"{name}#{number} {record.url}".rstrip(), record, max_bytes, tally)
            tally.taken += isinstance(outcome, Page)
            if outcome:
                yield outcome
    except CutOffError:
        broken = f"cut off near record {max(number, 1):,}"
    except OSError as error:
        broken = f"broken behind record {number:,}" if number else "not a WARC file, or broken at its start"
        broken += f" ({str(error).lower()})"
    yield from tally.outcomes()
    if broken:
        yield Failed(name, f"{broken}; {tally.taken:,} pages before that were read")
    elif not number:
        yield Skipped(name, "this WARC file holds nothing that was fetched")


def _held(stream: BinaryIO) -> Iterator[Record]:
    return (record for record in records(stream) if record.kind in HELD)


def _outcome(place: str, record: Record, max_bytes: int, tally: Tally) -> Page | Failed | None:
    """The page in `record`; None where it holds none, which `tally` notes."""
    place = "".join(c if c.isprintable() else "?" for c in place)
    try:
        return _page(place, record, max_bytes)
    except UnwantedError as reason:
        tally.skip(place, str(reason))
        return None
    except InputError as error:
        return Failed(place, str(error))


def _page(place: str, record: Record, max_bytes: int) -> Page:
    """The page in `record`. Raises UnwantedError where it is none, InputError where it cannot be had."""
    if record.kind in REPEATED:
        raise UnwantedError(REPEATED[record.kind])
    look = record.read(LOOK)
    answer = _answer(record, look)
    _check(record, answer)
    if record.length > max_bytes + LONGEST_HEADER:
        raise InputError(too_large(max_bytes, record.length))
    if record.left:
        answer = _answer(record, look + record.read(record.left))
    body = decoded(answer, max_bytes)
    said = answer.header("content-type")
    return Page(
        name=place,
        body=body,
        media_type=_media_type(body, said),
        url=record.url if urlsplit(record.url).scheme in ("http", "https") else None,
        fetched=_moment(record.date),
    )


def _answer(record: Record, block: bytes) -> Answer:
    """What the server sent, or (resource and conversion records) the thing itself with the type the record gives it."""
    if record.kind == "response" and essence(record.media_type) in ("application/http", ""):
        answer = parse(block)
        if not answer.status:
            raise InputError("the record holds no HTTP answer")
        return answer
    return Answer(200, {"content-type": record.media_type}, block)


def _check(record: Record, answer: Answer) -> None:
    """Raises UnwantedError where status, address or media type say that this is no article."""
    if answer.status in range(300, 400):
        raise UnwantedError("a redirect")
    if answer.status not in (200, 203):
        raise UnwantedError(f"the server answered {answer.status}")
    if _path(record.url) == "/robots.txt":
        raise UnwantedError("robots.txt, no article")
    told = essence(answer.header("content-type"))
    if told in UNTOLD:
        told = essence(record.identified)
    if told not in PAGES | UNTOLD:
        family = told.partition("/")[0]
        raise UnwantedError(f"not an article but {family if family in BULK else told[:80]}")


def _path(url: str) -> str:
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


def _media_type(body: bytes, said: str) -> str:
    """The type that `body` is read as. Raises UnwantedError where it holds no text."""
    if not body.strip():
        raise UnwantedError("an empty answer")
    if body[:1024].lstrip().startswith(b"%PDF-"):
        return PDF
    if binary := binary_kind(body):
        raise UnwantedError(f"not an article but {binary}")
    return "" if essence(said) in UNTOLD | {PDF} else said


def _moment(date: str) -> str | None:
    """WARC-Date as ISO seconds in UTC; None where it is none."""
    try:
        return datetime.fromisoformat(date).astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None
