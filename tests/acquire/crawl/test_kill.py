"""Killed at any moment and started again: each page lies in the archive exactly once, and whole."""

import gzip
import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from extractor.acquire.crawl.archive import Archive
from tests.acquire.crawl.archived import pages, records
from tests.acquire.crawl.conftest import Fetch
from tests.acquire.crawl.web import Answer, Asked, Web

HOSTS = ("a.example", "b.example", "c.example", "d.example", "e.example")


def world(web: Web, count: int) -> tuple[list[str], set[str]]:
    """Sources on several hosts, and the pages that they lead to: a few behind redirects, one busy at first."""
    urls = [web.article(HOSTS[n % len(HOSTS)], n) for n in range(count)]
    busy: list[float] = []

    def shy(asked: Asked) -> Answer:
        busy.append(asked.at)
        return Answer(status=429, headers={"Retry-After": "1"}) if len(busy) == 1 else Answer(b"<p>here I am</p>")

    extra = web.put("a.example", "/shy", shy)
    doors = [
        web.put("b.example", f"/door{n}", Answer(status=302, headers={"Location": url}))
        for n, url in enumerate(urls[:5])
    ]
    half = len(urls) // 2
    sitemap = "".join(f"<url><loc>{url}</loc></url>" for url in [*urls[half:], *doors])
    sources = [
        web.feed("a.example", "/feed", [*urls[: half + 5], extra]),
        web.put("c.example", "/sitemap.xml", f"<urlset>{sitemap}</urlset>"),
    ]
    return sources, {*urls, extra}


def start(web: Web, folder: Path, sources: list[str], delay: float) -> "subprocess.Popen[bytes]":
    resolve = [word for host in web.hosts for word in ("--resolve", f"{host}=127.0.0.1")]
    command = [sys.executable, "-m", "extractor", "fetch", *sources, "--archive", str(folder), "--quiet", *resolve]
    return subprocess.Popen([*command, "--delay", str(delay)], stderr=subprocess.PIPE)


def killed_and_resumed(web: Web, folder: Path, count: int, rounds: int, delay: float) -> None:
    """Kill a fetch `rounds` times at random moments of its work, let the last one end, and look at the archive."""
    chance = random.Random(7)  # noqa: S311 - no secret
    sources, wanted = world(web, count)
    for _ in range(rounds):
        before = len(web.asked)
        running = start(web, folder, sources, delay)
        goal = before + chance.randint(1, max(2, 3 * count // (2 * rounds + 2)))
        while len(web.asked) < goal and running.poll() is None:
            time.sleep(0.002)
        time.sleep(chance.random() * 0.03)
        running.kill()
        running.communicate()
    last = start(web, folder, sources, delay)
    _, said = last.communicate(timeout=300)
    assert last.returncode == 0, said.decode()
    assert set(pages(folder)) == wanted
    assert set(pages(folder).values()) == {1}
    allowed = rounds * len(HOSTS)  # what was under way at a kill is asked for again: one page a host
    again = {path: n for path, n in web.counts.items() if n > 1 and path not in ("/feed", "/sitemap.xml", "/shy")}
    assert sum(again.values()) - len(again) <= allowed
    assert all(n <= 1 + rounds for n in again.values())


def test_killed_twice(web: Web, tmp_path: Path) -> None:
    killed_and_resumed(web, tmp_path / "archive", count=60, rounds=2, delay=0.0)


@pytest.mark.quality
def test_killed_ten_times_over_five_hundred_pages(web: Web, tmp_path: Path) -> None:
    killed_and_resumed(web, tmp_path / "archive", count=600, rounds=10, delay=0.01)
    for host in HOSTS:
        assert min(web.gaps(host)) >= 0.0095, host


def test_ctrl_c_finishes_what_is_under_way_and_says_so(web: Web, tmp_path: Path) -> None:
    urls = [web.article("a.example", n) for n in range(20)]
    feed = web.feed("a.example", "/feed", urls)
    running = start(web, tmp_path, [feed], 0.05)
    while web.counts.total() < 4:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    running.communicate(timeout=20)
    assert running.returncode == 130
    (path,) = (tmp_path / "runs").glob("*.json")
    counts = json.loads(path.read_text("utf-8"))["counts"]
    assert counts["fetched"] + counts["later"] == 21
    assert counts["fetched"] == web.counts.total()
    again = start(web, tmp_path, [feed], 0.0)
    again.communicate(timeout=60)
    assert pages(tmp_path) == dict.fromkeys(urls, 1)
    assert {path for path, n in web.counts.items() if n > 1} == {"/feed"}


def test_what_was_written_but_not_noted_is_not_fetched_again(
    web: Web, fetch: Fetch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As if killed between the archive and the frontier; and a half-written record behind that is cut off."""
    urls = [web.article("a.example", n) for n in range(5)]
    feed, genuine, written = web.feed("a.example", "/feed", urls), Archive.write, list[str]()

    def write_and_die(self: Archive, *what: object) -> object:
        place = genuine(self, *what)  # type: ignore[arg-type]
        written.append(what[1].url)  # type: ignore[attr-defined]
        if len(written) == 3:  # the feed and two pages
            raise KeyboardInterrupt
        return place

    monkeypatch.setattr(Archive, "write", write_and_die)
    with pytest.raises(KeyboardInterrupt):
        fetch(feed)
    monkeypatch.undo()
    path = fetch.folder / "pages-00001.warc.gz"
    with path.open("ab") as file:
        file.write(gzip.compress(b"WARC/1.1\r\nWARC-Type: request\r\n" * 50)[:-20])
    report = fetch(feed)
    assert (report.mended, report.pages, report.known) == (1, 3, 2)
    assert pages(fetch.folder) == dict.fromkeys(urls, 1)
    assert {path: n for path, n in web.counts.items() if n > 1} == {"/feed": 2}


def test_a_lost_frontier_is_made_anew_from_the_archive(web: Web, fetch: Fetch) -> None:
    urls = [web.article("a.example", n) for n in range(4)]
    feed = web.feed("a.example", "/feed", urls)
    fetch(feed)
    for path in fetch.folder.glob("frontier.sqlite*"):
        path.unlink()
    report = fetch(feed)
    assert (report.pages, report.known, report.mended) == (0, 4, 5)
    assert pages(fetch.folder) == dict.fromkeys(urls, 1)
    assert web.counts["/news/report-number-0"] == 1


def test_files_roll_over_and_stay_whole(web: Web, fetch: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Archive.__init__, "__defaults__", ("", 2_000))
    urls = [web.article("a.example", n) for n in range(8)]
    fetch(web.feed("a.example", "/feed", urls))
    files = sorted(path.name for path in fetch.folder.glob("pages-*"))
    assert files[:2] == ["pages-00001.warc.gz", "pages-00002.warc.gz"]
    assert sum(held.kind == "warcinfo" for held in records(fetch.folder, "pages")) == len(files)
    assert pages(fetch.folder) == dict.fromkeys(urls, 1)
