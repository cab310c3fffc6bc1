"""WARC files that are broken in the middle: all that is whole is read, and what is lost is told."""

import io
import random
import re
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, cast

import pytest

from extractor.acquire import pages
from extractor.model import Page
from extractor.problems import Failed
from extractor.settings import Settings
from tests.acquire.test_warc import Archive, read


def long_archive(*, packed: bool, count: int = 12) -> Archive:
    """Pages that do not shrink much, so that a flipped byte meets the middle of one."""
    noise = random.Random(13)  # noqa: S311 - noise, not a secret
    archive = Archive(packed=packed)
    for number in range(count):
        words = " ".join(str(noise.random()) for _ in range(300))
        archive.add(f"https://e.example/{number}", f"<p>{number} {words}</p>")
    return archive


BREAKS: dict[str, Callable[[bytes, int, int], bytes]] = {
    "noise": lambda body, start, _: body[:start] + b"\x1f\x8bnoise" * 9 + body[start:],
    "zeros": lambda body, start, _: body[:start] + bytes(5000) + body[start:],
    "a hole": lambda body, start, end: body[: start + 60] + body[end:],
    "overwritten": lambda body, start, end: body[:start] + b"x" * (end - start) + body[end:],
    "a flip": lambda body, start, end: body[: (m := (start + end) // 2)] + bytes([body[m] ^ 85]) + body[m + 1 :],
}


@pytest.mark.parametrize("packed", [True, False], ids=["gz", "plain"])
@pytest.mark.parametrize("kind", BREAKS)
@pytest.mark.parametrize("where", ["file", "stream"])
def test_the_reading_goes_on_behind_what_is_broken(tmp_path: Path, kind: str, where: str, *, packed: bool) -> None:
    archive = long_archive(packed=packed)
    body, start, end = archive.bytes, archive.starts[4], archive.starts[5]
    broken = BREAKS[kind](body, start, end)
    path = tmp_path / "a.warc"
    path.write_bytes(broken)
    found = list(
        pages([str(path)], Settings()) if where == "file" else pages(["-"], Settings(), cast(BinaryIO, Pipe(broken)))
    )
    kept = {page.url: page.body for page in found if isinstance(page, Page)}
    whole = {page.url: page.body for page in read(tmp_path, body)[0]}
    untouched = {url: page for url, page in whole.items() if kind in ("noise", "zeros") or not str(url).endswith("/4")}
    assert untouched.items() <= kept.items()
    said = [each.reason for each in found if isinstance(each, Failed)]
    if not packed and kind == "a flip":  # nothing in a file that is not packed tells of it
        assert (said, len(kept)) == ([], 12)
        return
    lost = next(reason for reason in said if "are lost, the rest is read" in reason)
    between = [int(word.replace(",", "")) for word in re.findall(r"bytes ([\d,]+) to ([\d,]+) are lost", lost)[0]]
    assert archive.starts[3] <= between[0] <= start < between[1] <= end + 5000


class Pipe(io.RawIOBase):
    """Bytes that can be read once, in small pieces."""

    def __init__(self, body: bytes) -> None:
        self._body = io.BytesIO(body)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        piece = self._body.read(min(len(buffer), 999))
        buffer[: len(piece)] = piece
        return len(piece)


def test_several_breaks_and_a_cut(tmp_path: Path) -> None:
    archive = long_archive(packed=True, count=40)
    body = bytearray(archive.bytes)
    for number in (3, 4, 5, 17, 30):
        body[archive.starts[number] + 700] ^= 85
    found, rest = read(tmp_path, bytes(body[: archive.starts[39] + 500]))
    assert [p.url for p in found] == [f"https://e.example/{n}" for n in range(39) if n not in (3, 4, 5, 17, 30)]
    assert ["are lost" in each.reason for each in rest] == [True, True, True, False]
    assert rest[-1].reason == "cut off near record 35; 34 pages before that were read"


def test_what_only_looks_like_records_takes_no_longer_than_it_needs(tmp_path: Path) -> None:
    lying = re.sub(rb"(?<=Content-Length: )\d{4}", b"9" * 12, long_archive(packed=False).bytes)
    packed = long_archive(packed=True, count=1).bytes
    start = time.thread_time()
    _, rest = read(tmp_path, lying * 120, "a.warc")
    assert rest[-1].reason.endswith("(broken too often to go on); 0 pages before that were read")
    assert len(read(tmp_path, packed + b"\x1f\x8b\x08\x08" * 50_000)[0]) == 1
    assert time.thread_time() - start < 10


def test_a_length_that_lies_costs_its_own_record_alone(tmp_path: Path) -> None:
    body = long_archive(packed=False).bytes
    (length, *_) = re.findall(rb"Content-Length: (\d{4})", body)
    for number, lie in ((0, b"9999"), (0, b"9" * 12)):
        told = re.sub(rb"(?<=Content-Length: )" + length, lie, body, count=1)
        found, rest = read(tmp_path, told, "a.warc")
        assert {p.url for p in found} >= {f"https://e.example/{n}" for n in range(1, 12)}, number
        assert any("are lost" in each.reason for each in rest)
