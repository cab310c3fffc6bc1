"""Every input ends as a page, or as skipped or failed with one clear line; the rest of the batch is done."""

import codecs
import gzip
import io
import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractor.acquire import pages
from extractor.model import Page
from extractor.problems import Failed, Skipped
from extractor.settings import Settings

PROSE = "Engineers at a water company found a stranger's tool on a control server on Tuesday.\n"
HTML = f"<!DOCTYPE html><html><body><article><p>{PROSE}</p></article></body></html>"


def collect(*inputs: str | Path, **limits: int) -> list[Page | Skipped | Failed]:
    return list(pages([str(word) for word in inputs], Settings(**limits)))  # type: ignore[arg-type]


def only(*inputs: str | Path, **limits: int) -> Page | Skipped | Failed:
    found = collect(*inputs, **limits)
    assert len(found) == 1, found
    return found[0]


def failure(*inputs: str | Path, **limits: int) -> str:
    found = only(*inputs, **limits)
    assert isinstance(found, Failed), found
    assert "\n" not in found.reason
    return found.reason


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.txt", "text/plain"),
        ("a.MD", "text/markdown"),
        ("a.markdown", "text/markdown"),
        ("a.html", "text/html"),
        ("a.htm", "text/html"),
        ("a.xhtml", "text/html"),
        ("notes", "text/plain"),
    ],
)
def test_a_file_is_a_page_of_its_kind(tmp_path: Path, name: str, kind: str) -> None:
    (tmp_path / name).write_text(PROSE, encoding="utf-8")
    assert only(tmp_path / name) == Page(str(tmp_path / name), PROSE.encode(), kind)


def test_a_packed_file_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(HTML.encode()))
    assert only(path) == Page(str(path), HTML.encode(), "text/html")


def test_a_folder_is_read_in_order_and_unknown_kinds_are_skipped(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a/c.md", "a.txt", "picture.svg", ".hidden"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    found = [(Path(p.name).relative_to(tmp_path).as_posix(), type(p)) for p in collect(tmp_path)]
    assert found == [
        (".hidden", Skipped),
        ("a.txt", Page),
        ("picture.svg", Skipped),
        ("b/z.txt", Page),
        ("b/a/c.md", Page),
    ]
    assert Skipped(str(tmp_path / "picture.svg"), "unknown kind") in collect(tmp_path)


def test_a_link_round_in_a_circle_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(PROSE, encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path)
    assert [type(p) for p in collect(tmp_path)] == [Page, Skipped] or [type(p) for p in collect(tmp_path)] == [
        Skipped,
        Page,
    ]


def test_globs_also_quoted(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt", "deep/three.txt", "four.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(PROSE, encoding="utf-8")
    assert [Path(p.name).name for p in collect(f"{tmp_path}/*.txt")] == ["one.txt", "two.txt"]
    assert len(collect(f"{tmp_path}/**/*.txt")) == 3
    assert failure(f"{tmp_path}/*.md") == "no file matches this pattern"


def test_a_name_with_brackets_is_a_file_before_it_is_a_pattern(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text(PROSE, encoding="utf-8")
    assert isinstance(only(tmp_path / "a[1].txt"), Page)


def test_jsonl_is_a_page_a_line_and_a_broken_line_is_still_its_own_page(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "one"}\n\n{"text": "tw\n{"text": "three"}')
    found = [(p.name.removeprefix(str(path)), p.body) for p in collect(path) if isinstance(p, Page)]
    assert found == [(":1", b'{"text": "one"}\n'), (":3", b'{"text": "tw\n'), (":4", b'{"text": "three"}')]


def test_jsonl_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "large.jsonl"
    path.write_bytes(b'{"text": "first"}\n' + b'{"text": "more"}\n' * 50_000)
    stream = pages([str(path)], Settings(max_bytes=1000))
    assert isinstance(next(stream), Page)
    assert isinstance(stream, Iterator)


def test_a_line_that_is_too_long_fails_alone(tmp_path: Path) -> None:
    path = tmp_path / "news.jsonl"
    path.write_bytes(b'{"text": "a"}\n' + b"x" * 5000 + b'\n{"text": "b"}\n')
    found = collect(path, max_bytes=100)
    assert [type(p) for p in found] == [Page, Failed, Page]
    assert found[1].name == f"{path}:2"


def test_json_holds_one_or_a_list_or_is_jsonl_misnamed(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    for body, names in (
        (json.dumps({"text": "one"}), [""]),
        (json.dumps({"text": "one"}, indent=2), [""]),
        (json.dumps([{"text": "one"}, {"text": "two"}]), ["#1", "#2"]),
        ('{"text": "one"}\n{"text": "two"}\n', [":1", ":2"]),
    ):
        path.write_text(body, encoding="utf-8")
        assert [p.name.removeprefix(str(path)) for p in collect(path)] == names
    path.write_text("[]", encoding="utf-8")
    assert failure(path) == "the JSON list is empty"
    path.write_text('{"text": ', encoding="utf-8")
    assert failure(path).startswith("not valid JSON")


@pytest.mark.parametrize(
    ("body", "kind", "count"),
    [
        (b'{"text": "one"}\n{"text": "two"}\n', "application/json", 2),
        (b'{\n  "text": "one"\n}\n', "application/json", 1),
        (b'[{"text": "one"}, {"text": "two"}]', "application/json", 2),
        (HTML.encode(), "text/html", 1),
        (PROSE.encode(), "text/plain", 1),
        (codecs.BOM_UTF16_LE + PROSE.encode("utf-16-le"), "text/plain", 1),
    ],
)
def test_standard_input_is_sniffed(body: bytes, kind: str, count: int) -> None:
    found = list(pages(["-"], Settings(), io.BytesIO(body)))
    assert [p.media_type for p in found if isinstance(p, Page)] == [kind] * count


def test_a_pdf_and_an_email_are_pages_by_content_and_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 whatever")
    (tmp_path / "download").write_bytes(b"%PDF-1.7 whatever")
    (tmp_path / "a.eml").write_bytes(b"Subject: words\n\nWords.")
    (tmp_path / "b.pdf").write_text(PROSE, encoding="utf-8")
    found = [each.media_type if isinstance(each, Page) else each.reason for each in collect(tmp_path)]
    assert found == ["message/rfc822", "application/pdf", "not a PDF file", "unknown kind"]
    (page,) = pages(["-"], Settings(), io.BytesIO(b"%PDF-1.7 whatever"))
    assert isinstance(page, Page)
    assert page.media_type == "application/pdf"
    assert getattr(only(tmp_path / "download"), "media_type", None) == "application/pdf"


def test_a_large_archive_is_not_refused_for_its_size(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for number in range(5):
            archive.writestr(f"{number}.txt", PROSE * 10)
    assert len(collect(tmp_path / "a.zip", max_bytes=1000)) == 5
    assert all(isinstance(each, Page) for each in collect(tmp_path / "a.zip", max_bytes=1000))


def test_empty_or_missing_standard_input_fails() -> None:
    assert list(pages(["-"], Settings(), io.BytesIO())) == [Failed("-", "standard input is empty")]
    assert list(pages(["-"], Settings())) == [Failed("-", "there is no standard input")]


def test_what_cannot_be_had_fails_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "white.txt").write_text(" \n\n", encoding="utf-8")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "paper.html").write_bytes(b"GIF89a whatever")
    (tmp_path / "broken.txt.gz").write_bytes(gzip.compress(PROSE.encode())[:-12])
    (tmp_path / "plain.txt.gz").write_bytes(PROSE.encode())
    (tmp_path / "bare").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert failure(tmp_path / "missing.txt") == "no such file or folder"
    assert failure("no\0name.txt").startswith("no such file")
    assert failure(tmp_path / "empty.txt") == "file is empty"
    assert failure(tmp_path / "white.txt") == "file holds nothing but white space"
    assert failure(tmp_path / "noise.txt") == "not text but binary data"
    assert failure(tmp_path / "paper.html") == "not text but a GIF image"
    assert failure(tmp_path / "broken.txt.gz") == "not a whole gzip file"
    assert failure(tmp_path / "plain.txt.gz") == "not a whole gzip file"
    assert failure(tmp_path / "bare").startswith("no articles in this folder")
    assert failure(tmp_path / "pipe.txt") == "not a regular file"


def test_a_hundred_megabytes_are_refused_at_once(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(100_000_000)
    start = time.monotonic()
    assert failure(tmp_path / "huge.txt") == "100,000,000 bytes, larger than the limit of 20,000,000 bytes"
    assert time.monotonic() - start < 1


def test_a_packed_bomb_is_refused(tmp_path: Path) -> None:
    (tmp_path / "bomb.txt.gz").write_bytes(gzip.compress(b"a" * 3_000_000))
    assert failure(tmp_path / "bomb.txt.gz", max_bytes=1_000_000) == "larger than the limit of 1,000,000 bytes"


def test_the_rest_of_the_batch_is_done(tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(PROSE, encoding="utf-8")
    found = collect(tmp_path / "missing.txt", tmp_path / "good.txt", "ftp://localhost/x", tmp_path / "good.txt")
    assert [type(p) for p in found] == [Failed, Page, Failed, Page]


def test_html_with_a_few_nulls_is_no_binary(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(HTML.replace("water", "wa\0ter").encode())
    assert isinstance(only(tmp_path / "a.html"), Page)


def test_a_readme_is_skipped_in_a_folder_and_read_when_named(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(PROSE, encoding="utf-8")
    (tmp_path / "a.md").write_text(PROSE, encoding="utf-8")
    assert [type(p) for p in collect(tmp_path)] == [Skipped, Page]
    assert isinstance(only(tmp_path / "README.md"), Page)
