"""Archives that a disk, a kill or a hand has damaged: nothing is thrown away without a word."""

import gzip
from pathlib import Path

import pytest

from extractor.problems import ExtractorError, InputError
from tests.acquire.crawl.archived import pages, records
from tests.acquire.crawl.conftest import Fetch
from tests.acquire.crawl.web import Web

PLAIN = b"WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n"


def lose_frontier(folder: Path) -> None:
    for path in folder.glob("frontier.sqlite*"):
        path.unlink()


def archived(web: Web, fetch: Fetch) -> tuple[str, Path]:
    """A feed of ten pages, fetched; and the file in which they lie."""
    feed = web.feed("a.example", "/feed", [web.article("a.example", n) for n in range(10)])
    fetch(feed)
    return feed, fetch.folder / "pages-00001.warc.gz"


@pytest.mark.parametrize(("share", "lost"), [(8, {0}), (1, {9})], ids=["near its start", "in its last record"])
def test_one_damaged_byte_costs_one_page(web: Web, fetch: Fetch, share: int, lost: set[int]) -> None:
    feed, path = archived(web, fetch)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // share - 60 if share == 1 else len(whole) // share + 40] ^= 0xFF
    path.write_bytes(whole)
    lose_frontier(fetch.folder)
    report = fetch(feed)
    assert path.read_bytes().startswith(whole)
    (note,) = report.notes
    assert f"{path}: bytes" in note
    assert "are damaged and stay as they are" in note
    assert {n for n in range(10) if web.counts[f"/news/report-number-{n}"] > 1} == lost
    assert not fetch(feed).notes


def test_only_what_was_being_written_is_cut_off(web: Web, fetch: Fetch) -> None:
    feed, path = archived(web, fetch)
    whole = path.read_bytes()
    path.write_bytes(whole + gzip.compress(PLAIN * 50)[:-20])
    report = fetch(feed)
    assert path.read_bytes() == whole
    assert [note.split(": ")[1].split(" bytes ")[1] for note in report.notes] == [
        "that a run was writing as it ended are cut off"
    ]


@pytest.mark.parametrize("body", [PLAIN, gzip.compress(b"hello"), b"words"], ids=["plain", "no WARC", "words"])
def test_a_strangers_file_under_our_name_is_left_alone(web: Web, fetch: Fetch, body: bytes) -> None:
    fetch.folder.mkdir()
    path = fetch.folder / "pages-00001.warc.gz"
    path.write_bytes(body)
    with pytest.raises(InputError, match=r"pages-00001.warc.gz: no WARC packed by gzip; move it out of this folder"):
        fetch(web.article("a.example", 1))
    assert path.read_bytes() == body


def test_files_with_other_names_are_passed_over(web: Web, fetch: Fetch) -> None:
    fetch.folder.mkdir()
    path, body = fetch.folder / "pages-old.warc.gz", gzip.compress(PLAIN)
    path.write_bytes(body)
    url = web.article("a.example", 1)
    assert fetch(url).pages == 1
    assert path.read_bytes() == body
    assert pages(fetch.folder) == {url: 1}


def test_a_file_that_is_gone_is_missed(web: Web, fetch: Fetch) -> None:
    feed, path = archived(web, fetch)
    path.unlink()
    with pytest.raises(
        InputError, match=r"pages-00001.warc.gz: is gone, with [\d,]+ archived bytes; put the whole file"
    ):
        fetch(feed)
    lose_frontier(fetch.folder)  # as the message says
    assert fetch(feed).pages == 10


@pytest.mark.parametrize("name", ["index.new", "pages-00001.warc.gz"])
def test_a_folder_in_a_files_place_is_told_in_one_line(web: Web, fetch: Fetch, name: str) -> None:
    (fetch.folder / name).mkdir(parents=True)
    with pytest.raises(ExtractorError, match=f"{name}: cannot be written .Is a directory.; make room"):
        fetch(web.article("a.example", 1))


def test_a_record_that_was_cut_says_so(web: Web, fetch: Fetch) -> None:
    web.put("a.example", "/robots.txt", b"#" * 600_000)
    assert fetch(web.article("a.example", 1), max_bytes=5_000).pages == 1
    (rules,) = [held for held in records(fetch.folder, "sources") if held.url.endswith("/robots.txt") and held.body]
    assert len(rules.body) == 512_000
    assert b"WARC-Truncated: length" in gzip.decompress((fetch.folder / "sources-00001.warc.gz").read_bytes())
