"""WARC files, also other crawlers', -> a Page for each answer that may hold an article; streamed, in flat memory.

What a crawl holds besides articles (pictures, redirects, robots.txt) is counted by reason, not named one by one. Of a
file that is broken or cut off, all that is whole is read, before the break and behind it; each break fails by itself.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from extractor.acquire.http import Answer, essence, parse, payload
from extractor.acquire.outcomes import Outcome, Tally, too_large
from extractor.acquire.records import LONGEST_HEADER, CutOffError, Lost, Record, records
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
    number, ends = 0, False
    for record in records(stream):
        if isinstance(record, Lost):
            ends = ends or record.end is None
            yield Failed(name, _lost(record, number, tally.taken))
        elif record.kind in HELD:
            number += 1
            outcome = _outcome(f"{name}#{number} {record.url}".rstrip(), record, max_bytes, tally)
            tally.taken += isinstance(outcome, Page)
            if outcome:
                yield outcome
    yield from tally.outcomes()
    if not number and not ends:
        yield Skipped(name, "this WARC file holds nothing that was fetched")


def _lost(lost: Lost, number: int, pages: int) -> str:
    """What is lost of a file, of which `number` records and `pages` pages were read so far."""
    why = f" ({lost.reason})" if lost.reason else ""
    if lost.end is not None:
        place = f"broken near record {max(number, 1):,}{why}"
        return f"{place}: bytes {lost.start:,} to {lost.end:,} are lost, the rest is read"
    if not number:
        return f"not a WARC file, or broken at its start{why}" if lost.reason else "cut off in its first record"
    place = f"broken behind record {number:,}{why}" if lost.reason else f"cut off near record {number:,}"
    return f"{place}; {pages:,} pages before that were read"


def _outcome(place: str, record: Record, max_bytes: int, tally: Tally) -> Page | Failed | None:
    """The page in `record`; None where it holds none, which `tally` notes, or is broken, which `records` tells."""
    place = "".join(c if c.isprintable() else "?" for c in place)
    try:
        return _page(place, record, max_bytes)
    except UnwantedError as reason:
        tally.skip(place, str(reason))
        return None
    except InputError as error:
        return Failed(place, str(error))
    except (CutOffError, OSError):
        return None


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
    body = payload(answer, max_bytes)
    said = answer.header("content-type")
    return Page(
        name=place,
        body=body,
        media_type=_media_type(body, said),
        url=record.url if _scheme(record.url) in ("http", "https") else None,
        fetched=_moment(record.date),
    )


def _answer(record: Record, block: bytes) -> Answer:
    """What the server sent, or (resource and conversion records) the thing itself with the type the record gives it."""
    if record.kind == "response" and essence(record.media_type) in ("application/http", ""):
        answer = parse(block)
        if not answer.status:
            raise InputError("the record holds no HTTP answer")
        return answer
    return Answer(200, (("content-type", record.media_type),), block)


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


def _scheme(url: str) -> str:
    """Of an address on the web; empty where it is none, as crawlers keep what a page's links say."""
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""


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
