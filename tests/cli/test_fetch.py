"""`extractor fetch` as a user runs it, against a real server; what it keeps can be read by `extract`."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acquire.crawl.web import Answer, Web, serving
from tests.cli.conftest import AGREEMENT, HOSPITAL, Program

HOST = ("--resolve", "news.example=127.0.0.1", "--delay", "0")


@pytest.fixture
def web() -> Iterator[Web]:
    with serving() as found:
        yield found


@pytest.fixture
def feed(web: Web) -> str:
    urls = [web.put("news.example", "/hospital", HOSPITAL), web.put("news.example", "/gone", Answer(status=404))]
    web.put("news.example", "/robots.txt", "User-agent: *\nDisallow: /closed")
    return web.feed("news.example", "/feed", [*urls, web.url("news.example", "/closed")])


def test_the_report_tells_what_became_of_every_page(program: Program, feed: str, tmp_path: Path) -> None:
    done = program("fetch", feed, "--archive", tmp_path / "news", *HOST)
    assert done.returncode == 3
    assert "2 fetched, 1 skipped by robots.txt, 1 failed; 1 pages" in done.stdout
    assert "the server answers 404 Not Found" in done.stdout
    assert "hint: --contact" in done.stderr
    (path,) = (tmp_path / "news" / "runs").glob("*.json")
    report = json.loads(path.read_text("utf-8"))
    assert report["counts"] == {"failed": 1, "fetched": 2, "forbidden": 1}
    assert sorted(p.name for p in (tmp_path / "news").iterdir()) == [
        *("frontier.sqlite", "index.cdxj", "pages-00001.warc.gz", "runs", "sources-00001.warc.gz"),
    ]
    again = program("fetch", feed, "--archive", tmp_path / "news", "--contact", "desk@news.example", *HOST)
    assert again.returncode == 0
    assert "hint" not in again.stderr


def test_the_index_tells_where_each_record_lies(program: Program, feed: str, web: Web, tmp_path: Path) -> None:
    program("fetch", feed, "--archive", tmp_path, "--quiet", *HOST)
    lines = (tmp_path / "index.cdxj").read_text("utf-8").splitlines()
    assert lines == sorted(lines)
    assert [line.split(" ")[0] for line in lines] == [
        f"example,news:{web.port}){p}" for p in ("/feed", "/hospital", "/robots.txt")
    ]
    told = json.loads(lines[1].split(" ", 2)[2])
    from fastwarc.warc import ArchiveIterator

    with (tmp_path / told["filename"]).open("rb") as file:
        file.seek(int(told["offset"]))
        record = next(iter(ArchiveIterator(file)))
        assert (record.headers["WARC-Target-URI"], str(record.record_type)) == (told["url"], "response")
        assert record.reader.read() == HOSPITAL.encode()


def test_a_dry_run_lists_what_would_be_fetched(program: Program, feed: str, web: Web) -> None:
    done = program("fetch", feed, "--dry-run", *HOST)
    assert done.returncode == 0
    assert web.url("news.example", "/hospital") in done.stdout
    assert "dry run: 2 pages would be fetched" in done.stdout
    assert set(web.counts) == {"/feed"}
    done = program("fetch", web.url("news.example", "/hospital"), "--dry-run", *HOST)
    assert "dry run: 1 pages would be fetched" in done.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("http://a.example/",), "say where the pages go"),
        (("--dry-run",), "say what to fetch"),
        (("nosite", "-a", "x"), "'nosite' is no URL, host name or site"),
        (("ftp://a.example/", "-a", "x"), "only http and https"),
        (("http://a.example/", "-a", "x", "--since", "May"), "--since May: write a date as YYYY-MM-DD"),
        (("http://a.example/", "-a", "x", "--resolve", "a.example"), "write HOST=ADDRESS"),
        (("http://a.example/", "-a", "x", "--timeout", "inf"), "--timeout inf: write a number of seconds"),
        (("http://a.example/", "-a", "x", "--contact", "me\r\nX-Evil: 1"), "--contact: write a mail address"),
    ],
)
def test_words_that_are_off(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    done = program("fetch", *words)
    assert done.returncode == 2
    assert said in done.stderr
    assert not list(tmp_path.iterdir())


def test_what_was_fetched_can_be_read(program: Program, feed: str, tmp_path: Path) -> None:
    program("fetch", feed, "--archive", tmp_path, "--quiet", *HOST)
    done = program("read", tmp_path / "pages-00001.warc.gz")
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    report = json.loads(line)["report"]
    assert report["title"] == "Ransomware closes wards in Lindau valley"


def test_a_folder_with_archives_has_no_total(program: Program, feed: str, tmp_path: Path) -> None:
    from extractor.cli.output import expected

    (tmp_path / "a.html").write_text(HOSPITAL, encoding="utf-8")
    assert expected([str(tmp_path)]) == 1
    program("fetch", feed, "--archive", tmp_path / "news", "--quiet", *HOST)
    assert expected([str(tmp_path)]) is None
    assert expected([str(tmp_path / "a.html"), str(tmp_path / "news" / "*.warc.gz")]) is None
    assert expected([str(tmp_path / "*.html"), str(tmp_path / "a.html")]) == 2


def test_refreshed_pages_replace_their_former_version(program: Program, feed: str, web: Web, tmp_path: Path) -> None:
    news = tmp_path / "news"
    program("fetch", feed, "--archive", news, "--quiet", *HOST)
    web.put("news.example", "/hospital", HOSPITAL.replace("forty operations", "fifty operations"))
    done = program("fetch", feed, "--archive", news, "--refresh", *HOST)
    assert "1 changed" in done.stdout
    assert "its new version is archived beside the former" in done.stdout
    done = program("build", news, "--graph", tmp_path / "graph")
    assert (done.returncode, "2 done" in done.stdout) == (0, True), done.stdout
    assert "which it replaces" in done.stdout.replace("\n", "")
    (path,) = (tmp_path / "graph" / "results").rglob("*.json*")
    assert "fifty operations" in path.read_text("utf-8")


def test_two_runs_on_one_archive_do_not_meet(program: Program, feed: str, tmp_path: Path) -> None:
    from extractor.acquire.crawl.frontier import Frontier

    held = Frontier.open(tmp_path / "frontier.sqlite")
    done = program("fetch", feed, "--archive", tmp_path, *HOST)
    held.close()
    assert done.returncode == 2
    assert "another fetch is writing to this archive" in done.stderr


def test_this_machine_is_reached_only_where_that_is_said(program: Program, web: Web, tmp_path: Path) -> None:
    web.put("127.0.0.1", "/pact", Answer(AGREEMENT.encode(), headers={"Content-Type": "text/plain"}))
    url = web.url("127.0.0.1", "/pact")
    for command in (("fetch", url, "-a", tmp_path), ("read", url)):
        done = program(*command)
        assert done.returncode == 3
        assert "127.0.0.1, a loopback address: refused" in done.stderr
    assert not web.asked
    done = program("fetch", url, "-a", tmp_path, "--allow-private", "--delay", "0")
    assert done.returncode == 0, done.stderr


def test_a_folder_that_cannot_be_written_is_told_in_one_line(program: Program, feed: str, tmp_path: Path) -> None:
    (tmp_path / "runs").write_text("no folder", encoding="utf-8")
    done = program("fetch", feed, "--archive", tmp_path, *HOST)
    assert done.returncode == 1
    assert f"error: {tmp_path}/runs: cannot be written (File exists); make room" in done.stderr


def test_a_full_disk_is_told_in_one_line(feed: str, web: Web, tmp_path: Path) -> None:
    noise = random.Random(7).randbytes(300_000).hex()  # noqa: S311 - no secret
    web.put("news.example", "/hospital", f"<p>{noise}</p>")
    words = [sys.executable, "-m", "extractor", "fetch", feed, "--archive", str(tmp_path), *HOST]
    done = subprocess.run(
        ["bash", "-c", 'ulimit -f 200; exec "$@"', "-", *words], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "cannot be written" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr
    assert subprocess.run(words, capture_output=True, check=False).returncode == 3  # one page is gone for good
    assert {path: n for path, n in web.counts.items() if n > 2} == {}
