"""WARC files that warcio wrote, as other crawlers do: every page comes, everything else is counted, nothing is lost."""

import gzip
import io
import random
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import brotli  # type: ignore[import-untyped]
import pytest
from fastwarc.stream_io import ZstdWriter
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from extractor.acquire import pages
from extractor.model import Page
from extractor.problems import Failed, Skipped
from extractor.settings import Settings

DATE = "2024-05-06T07:08:09Z"
HTML = "<!DOCTYPE html><html><body><p>The port of Aldhaven stood still for a day: пристань.</p></body></html>"
TYPE = ("Content-Type", "text/html; charset=utf-8")
PACKED = (TYPE, ("Content-Encoding", "gzip"))


class Archive:
    """A WARC file in the making; `starts` are the offsets of its records."""

    def __init__(self, *, packed: bool = True) -> None:
        self.out, self.starts = io.BytesIO(), list[int]()
        self.writer = WARCWriter(self.out, gzip=packed)
        self.writer.write_record(self.writer.create_warcinfo_record("a.warc", {"software": "tests"}))

    def add(
        self,
        url: str,
        body: bytes | str = HTML,
        *headers: tuple[str, str],
        status: str = "200 OK",
        kind: str = "response",
    ) -> "Archive":
        payload = io.BytesIO(body.encode() if isinstance(body, str) else body)
        http = StatusAndHeaders(status, list(headers or [TYPE]), protocol="HTTP/1.1")
        extra = {"warc_content_type": headers[0][1]} if kind != "response" else {"http_headers": http}
        self._write(self.writer.create_warc_record(url, kind, payload, warc_headers_dict={"WARC-Date": DATE}, **extra))
        return self

    def ask(self, url: str) -> "Archive":
        http = StatusAndHeaders("GET / HTTP/1.1", [("Host", "e.example")], is_http_request=True)
        self._write(self.writer.create_warc_record(url, "request", io.BytesIO(), http_headers=http))
        return self

    def _write(self, record: object) -> None:
        self.starts.append(self.out.tell())
        self.writer.write_record(record)

    @property
    def bytes(self) -> bytes:
        return self.out.getvalue()


def read(
    folder: Path, body: bytes, name: str = "crawl.warc.gz", **limits: int
) -> tuple[list[Page], list[Skipped | Failed]]:
    path = folder / name
    path.write_bytes(body)
    found = list(pages([str(path)], Settings(**limits)))  # type: ignore[arg-type]
    for each in found:
        assert "\n" not in each.name
    return [p for p in found if isinstance(p, Page)], [p for p in found if not isinstance(p, Page)]


def zstd(body: bytes) -> bytes:
    out = io.BytesIO()
    with ZstdWriter(out) as writer:
        writer.write(body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "pack"),
    [("a.warc", bytes), ("a.warc.gz", gzip.compress), ("a.warc.zst", zstd), ("noname", bytes), ("x", gzip.compress)],
)
def test_plain_gzip_and_zstd(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    body = Archive(packed=False).ask("https://e.example/a").add("https://e.example/a").bytes
    found, rest = read(tmp_path, pack(body), name)
    place = f"{tmp_path / name}#1 https://e.example/a"
    expected = Page(place, HTML.encode(), TYPE[1], "https://e.example/a", "2024-05-06T07:08:09+00:00")
    assert (found, rest) == ([expected], [])


def chunked(body: bytes, size: int = 40) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%b\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("headers", "wire"),
    [
        ([("Content-Encoding", "gzip")], gzip.compress),
        ([("Content-Encoding", "br")], brotli.compress),
        ([("Content-Encoding", "zstd")], zstd),
        ([("Transfer-Encoding", "chunked")], chunked),
        ([("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")], lambda b: chunked(gzip.compress(b))),
        # Some crawlers keep what they decoded under the headers of what they got.
        ([("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")], bytes),
        ([("Content-Encoding", "br")], bytes),
        ([("Content-Encoding", "identity")], bytes),
        # Misconfigured servers put a charset there, which browsers ignore.
        ([("Content-Encoding", "UTF-8")], bytes),
        ([("Content-Encoding", "iso-8859-1")], bytes),
        ([("Content-Encoding", "none")], bytes),
        ([("Content-Encoding", "gzip, utf-8")], gzip.compress),
    ],
)
def test_bodies_as_they_went_over_the_wire(
    tmp_path: Path, headers: list[tuple[str, str]], wire: Callable[[bytes], bytes]
) -> None:
    archive = Archive()
    for number in range(3):  # several: a decoder that reads too far would swallow the next record
        archive.add(f"https://e.example/{number}", wire(HTML.encode()), TYPE, *headers)
    found, rest = read(tmp_path, archive.bytes)
    assert [p.body.decode() for p in found] == [HTML] * 3
    assert not rest


def test_a_charset_in_the_header_reaches_the_reader(tmp_path: Path) -> None:
    (page,), _ = read(
        tmp_path, Archive().add("http://e.example/", "café", ("Content-Type", "text/plain; charset=x")).bytes
    )
    assert page.media_type == "text/plain; charset=x"


def test_what_is_no_article_is_counted_by_reason(tmp_path: Path) -> None:
    archive = Archive().add("https://e.example/a")
    for number in range(3000):
        archive.add(f"https://e.example/{number}.png", b"\x89PNG", ("Content-Type", f"image/x{number % 3}"))
    archive.add("https://e.example/old", "", status="301 Moved")
    archive.add("https://e.example/gone", status="404 Not Found").add("https://e.example/no", status="404 Not Found")
    archive.add("https://e.example/robots.txt", "User-agent: *", ("Content-Type", "text/plain"))
    archive.add("https://e.example/feed", "<rss/>", ("Content-Type", "application/rss+xml"))
    archive.add("https://e.example/blank", " ").add("https://e.example/b")
    found, rest = read(tmp_path, archive.bytes)
    assert [p.url for p in found] == ["https://e.example/a", "https://e.example/b"]
    name = str(tmp_path / "crawl.warc.gz")
    assert rest == [
        Skipped(f"{name} (3,000 records)", "not an article but image"),
        Skipped(f"{name}#3002 https://e.example/old", "a redirect"),
        Skipped(f"{name} (2 records)", "the server answered 404"),
        Skipped(f"{name}#3005 https://e.example/robots.txt", "robots.txt, no article"),
        Skipped(f"{name}#3006 https://e.example/feed", "not an article but application/rss+xml"),
        Skipped(f"{name}#3007 https://e.example/blank", "an empty answer"),
    ]


def test_answers_of_every_kind(tmp_path: Path) -> None:
    archive = Archive().add("file:///a.html", HTML, ("Content-Type", "text/html"), kind="resource")
    archive.add("https://e.example/wet", "Plain words.", ("Content-Type", "text/plain"), kind="conversion")
    archive.add("https://e.example/p", b"%PDF-1.4 ...", ("Content-Type", "application/octet-stream"))
    archive.add("https://e.example/q", b"\x00\x01\x02" * 50, ("X", "no type"))
    archive.add("https://e.example/r", b"%PDF-1.4 ...", TYPE)
    http = StatusAndHeaders("200 OK", [TYPE], protocol="HTTP/1.1")
    archive.writer.write_record(archive.writer.create_revisit_record("http://e.example/s", "sha1:A", "x", DATE, http))
    found, rest = read(tmp_path, archive.bytes)
    assert [(p.url, p.media_type) for p in found] == [
        (None, "text/html"),
        ("https://e.example/wet", "text/plain"),
        ("https://e.example/p", "application/pdf"),
        ("https://e.example/r", "application/pdf"),
    ]
    assert [each.reason for each in rest] == [
        "not an article but binary data",
        "the same answer as in an earlier record",
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_is_cut_off_anywhere_says_so_and_keeps_what_came_before(tmp_path: Path, *, packed: bool) -> None:
    archive = Archive(packed=packed)
    for number in range(3):
        archive.add(f"https://e.example/{number}", HTML * 30).ask("https://e.example/")
    starts = [*archive.starts, len(archive.bytes)]
    for cut in range(starts[0], len(archive.bytes), 17):
        whole = sum(end <= cut for end in starts[1::2])
        found, rest = read(tmp_path, archive.bytes[:cut], "crawl.warc.gz" if packed else "crawl.warc")
        at_end = any(cut == end or (not packed and abs(cut - end) <= 4) for end in starts)
        assert whole <= len(found) <= whole + 1, cut  # a page may be whole where the end of its record is not
        assert at_end or any("cut off" in each.reason or "broken" in each.reason for each in rest), (cut, rest)


def test_noise_never_raises(tmp_path: Path) -> None:
    archive = Archive().add("https://e.example/a").add("https://e.example/b")
    noise = random.Random(7)  # noqa: S311 - noise, not a secret
    for _ in range(150):
        body = bytearray(archive.bytes)
        for _ in range(noise.randrange(1, 8)):
            body[noise.randrange(len(body))] = noise.randrange(256)
        read(tmp_path, bytes(body))


def test_what_is_no_warc_file(tmp_path: Path) -> None:
    for body in (b"Dear reader,\nthis is a letter.\n", gzip.compress(b"Dear reader")):
        found, (failed,) = read(tmp_path, body)
        assert not found
        assert failed.reason.startswith("not a WARC file, or broken at its start (")
    assert read(tmp_path, Archive().bytes)[1] == [
        Skipped(str(tmp_path / "crawl.warc.gz"), "this WARC file holds nothing that was fetched")
    ]


def test_a_bomb_and_an_unknown_compression_fail_alone(tmp_path: Path) -> None:
    bomb = gzip.compress(b"a" * 5_000_000)
    archive = Archive().add("https://e.example/bomb", bomb, TYPE, ("Content-Encoding", "gzip"))
    archive.add("https://e.example/zstd", zstd(b"a" * 5_000_000), TYPE, ("Content-Encoding", "zstd"))
    archive.add("https://e.example/twice", bomb, TYPE, ("Content-Encoding", "gzip, gzip"))
    archive.add("https://e.example/odd", b"\x00\x01", TYPE, ("Content-Encoding", "sdch"))
    archive.add("https://e.example/large", b"a" * 3_000_000).add("https://e.example/good")
    found, rest = read(tmp_path, archive.bytes, max_bytes=1_000_000)
    assert [p.url for p in found] == ["https://e.example/good"]
    assert [type(each) for each in rest] == [Failed] * 5
    assert ["larger than" in each.reason for each in rest] == [True, True, False, False, True]


def test_an_address_that_is_none_costs_its_page_nothing_but_the_address(tmp_path: Path) -> None:
    archive = Archive().add("http://[::1/x").add("http://\u2100.example/").add("https://e.example/good")
    found, rest = read(tmp_path, archive.bytes)
    assert [p.url for p in found] == [None, None, "https://e.example/good"]
    assert (found[0].name.endswith("#1 http://[::1/x"), rest) == (True, [])


@pytest.mark.parametrize("packed", [True, False])
def test_an_empty_packed_body_is_no_cut(tmp_path: Path, *, packed: bool) -> None:
    archive = Archive(packed=packed).add("https://e.example/a")
    archive.add("https://e.example/b", gzip.compress(b""), ("Content-Encoding", "gzip"), status="301 Moved")
    archive.add("https://e.example/c")
    for body in (archive.bytes, b"\r\n" + archive.bytes if not packed else archive.bytes):
        found, rest = read(tmp_path, body, "crawl.warc")
        assert ([p.url for p in found], len(rest)) == (["https://e.example/a", "https://e.example/c"], 1)


def test_many_gzip_members_take_no_longer_than_they_need(tmp_path: Path) -> None:
    empty = gzip.compress(b"")
    archive = Archive().add("https://e.example/few", empty * 9000 + gzip.compress(HTML.encode()), *PACKED)
    archive.add("https://e.example/many", empty * 500_000, *PACKED)
    padded = gzip.compress(HTML.encode()) + bytes(5_000_000) + gzip.compress(b"<p>More.</p>")
    archive.add("https://e.example/padded", padded, *PACKED).add("https://e.example/good")
    start = time.thread_time()
    found, (failed,) = read(tmp_path, archive.bytes)
    assert time.thread_time() - start < 10
    assert [p.body.decode() for p in found] == [HTML, f"{HTML}<p>More.</p>", HTML]
    assert failed.reason == "compressed in more than 10,000 pieces: unpack it first"


def test_memory_stays_flat(tmp_path: Path) -> None:
    archive = Archive()
    for number in range(40):
        archive.add(f"https://e.example/{number}.mp4", b"v" * 5_000_000, ("Content-Type", "video/mp4"))
    (tmp_path / "a.warc.gz").write_bytes(archive.bytes)
    tracemalloc.start()
    try:
        assert len(list(pages([str(tmp_path / "a.warc.gz")], Settings()))) == 1
        assert tracemalloc.get_traced_memory()[1] < 8_000_000
    finally:
        tracemalloc.stop()


def test_standard_input_may_be_a_warc_file() -> None:
    body = Archive().add("https://e.example/a").bytes
    for given in (body, gzip.decompress(body)):
        assert [p.name for p in pages(["-"], Settings(), io.BytesIO(given))] == ["-#1 https://e.example/a"]


def test_an_address_that_plays_with_the_terminal_is_harmless(tmp_path: Path) -> None:
    (page,), _ = read(tmp_path, Archive().add("https://e.example/\x1b[2J\x07a").bytes)
    assert page.name.endswith("#1 https://e.example/?[2J?a")
