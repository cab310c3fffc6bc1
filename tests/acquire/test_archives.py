"""ZIP and tar archives that Python's own writers made, and hostile ones: members are read, nothing gets out."""

import bz2
import gzip
import io
import lzma
import random
import tarfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from extractor.acquire import pages
from extractor.acquire.archives import FLOOR
from extractor.model import Page
from extractor.problems import Failed, Skipped
from extractor.settings import Settings

PROSE = b"A ferry line in the south stopped selling tickets after its booking system was wiped on Friday.\n"
HTML = b"<!DOCTYPE html><html><body><p>" + PROSE + b"</p></body></html>"
FILES = {"a.txt": PROSE, "deep/b.html": HTML, "c.jsonl": b'{"text": "one"}\n{"text": "two"}\n', "d.txt.gz": b""}
FILES["d.txt.gz"] = gzip.compress(PROSE)


def zipped(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return out.getvalue()


def tarred(files: dict[str, bytes], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as archive:  # type: ignore[call-overload]
        for name, body in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(body)
            archive.addfile(info, io.BytesIO(body))
    return out.getvalue()


def read(path: Path, body: bytes, **limits: int) -> tuple[dict[str, Page], list[Skipped | Failed]]:
    """The pages by their names within the archive, and the rest with names within it."""
    path.write_bytes(body)
    before = sorted(path.parent.parent.rglob("*"))
    found = list(pages([str(path)], Settings(**limits)))  # type: ignore[arg-type]
    assert sorted(path.parent.parent.rglob("*")) == before, "something was written"
    rest = [type(p)(p.name.removeprefix(str(path)), p.reason) for p in found if not isinstance(p, Page)]
    return {p.name.removeprefix(f"{path}/"): p for p in found if isinstance(p, Page)}, rest


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.zip", zipped),
        ("a.zip", lambda files: zipped(files, zipfile.ZIP_LZMA)),
        ("a.tar", tarred),
        ("a.tar.gz", lambda files: tarred(files, "w:gz")),
        ("a.tgz", lambda files: tarred(files, "w:gz")),
        ("a.tar.bz2", lambda files: tarred(files, "w:bz2")),
        ("a.tar.xz", lambda files: tarred(files, "w:xz")),
        ("download", zipped),
        ("download", tarred),
        ("download", lambda files: tarred(files, "w:gz")),
    ],
)
def test_members_are_read_in_order(tmp_path: Path, name: str, make: Callable[[dict[str, bytes]], bytes]) -> None:
    found, rest = read(tmp_path / name, make(FILES))
    assert list(found) == ["a.txt", "deep/b.html", "c.jsonl:1", "c.jsonl:2", "d.txt.gz"]
    assert (found["deep/b.html"].body, found["deep/b.html"].media_type) == (HTML, "text/html")
    assert found["d.txt.gz"].body == PROSE
    assert not rest


@pytest.mark.parametrize("make", [zipped, tarred])
def test_documents_of_every_kind_in_an_archive(tmp_path: Path, make: Callable[[dict[str, bytes]], bytes]) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + HTML
    head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://e.example/a\r\nContent-Length: %d\r\n\r\n"
    warc = gzip.compress(head % len(block) + block + b"\r\n\r\n")
    files = {"r.pdf": b"%PDF-1.4 ...", "m.eml": b"Subject: words\n\nWords.", "w.warc.gz": warc, "n.zip": zipped(FILES)}
    found, rest = read(tmp_path / "a", make(files))
    assert [(name.split(" ")[0], page.media_type) for name, page in found.items()][:3] == [
        ("r.pdf", "application/pdf"),
        ("m.eml", "message/rfc822"),
        ("w.warc.gz#1", "text/html"),
    ]
    assert (len(found), rest) == (8, [])


def test_a_folder_of_archives(tmp_path: Path) -> None:
    (tmp_path / "one.zip").write_bytes(zipped({"a.txt": PROSE}))
    (tmp_path / "two.tar.gz").write_bytes(tarred({"b.txt": PROSE}, "w:gz"))
    assert [type(p) for p in pages([str(tmp_path)], Settings())] == [Page, Page]


def test_what_is_no_article_is_counted_by_reason(tmp_path: Path) -> None:
    files = {f"p/{n}.png": b"\x89PNG" for n in range(500)}
    files |= {"README.md": PROSE, "__MACOSX/a.txt": b"x", ".git/b.txt": b"x", "a.txt": PROSE, "empty.txt": b""}
    found, rest = read(tmp_path / "a.zip", zipped(files))
    assert list(found) == ["a.txt"]
    assert rest == [
        Failed("/empty.txt", "file is empty"),
        Skipped(" (500 members)", "unknown kind"),
        Skipped("/README.md", "tells about the folder, no article"),
        Skipped(" (2 members)", "hidden"),
    ]


@pytest.mark.parametrize(("name", "make"), [("a.zip", zipped), ("a.tar", tarred)])
def test_names_that_climb_out_are_only_names(
    tmp_path: Path, name: str, make: Callable[[dict[str, bytes]], bytes]
) -> None:
    names = ["../../up.txt", "/etc/root.txt", "x/../../y.txt", "C:\\win\\z.txt", "..\\..\\w.txt", "a\x1b[2J.txt"]
    found, _ = read(tmp_path / name, make(dict.fromkeys(names, PROSE)))
    assert list(found) == ["up.txt", "etc/root.txt", "x/y.txt", "win/z.txt", "w.txt", "a?[2J.txt"]


def test_links_and_devices_are_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("link.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    found, rest = read(tmp_path / "a.tar", out.getvalue())
    assert not found
    assert rest[0] == Skipped(" (4 members)", "a link or a device")
    info_of_link = zipfile.ZipInfo("link.txt")
    info_of_link.external_attr = 0o120777 << 16
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        packed.writestr(info_of_link, "/etc/passwd")
    assert read(tmp_path / "a.zip", out.getvalue())[1][0] == Skipped("/link.txt", "a link")


def test_an_encrypted_member_is_skipped(tmp_path: Path) -> None:
    body = bytearray(zipped({"secret.txt": PROSE, "open.txt": PROSE}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        body[body.find(mark) + at] |= 1
    found, rest = read(tmp_path / "a.zip", bytes(body))
    assert list(found) == ["open.txt"]
    assert rest == [Skipped("/secret.txt", "encrypted: unpack it with its password first")]


def test_archives_within_archives_to_a_depth(tmp_path: Path) -> None:
    body = zipped({"a.txt": PROSE})
    makers: list[Callable[[dict[str, bytes]], bytes]] = [tarred, zipped, tarred]
    for number, make in enumerate(makers, 2):
        found, rest = read(tmp_path / "x", body)
        assert len(found) == 1, number
        assert not rest
        body = make({f"{number}.zip" if body[:2] == b"PK" else f"{number}.tar": body})
    found, rest = read(tmp_path / "x", body)
    assert not found
    assert rest[0].reason == "archives within archives are opened 3 deep, this one lies deeper"


@pytest.mark.parametrize(
    ("name", "pack"), [("a.tar.gz", gzip.compress), ("a.tar.bz2", bz2.compress), ("a.tar.xz", lzma.compress)]
)
def test_a_tar_bomb_is_refused(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    info = tarfile.TarInfo("zeros.bin")
    info.size = FLOOR + 40_000_000
    zeros = tarred({"a.txt": PROSE})[:1024] + info.tobuf() + bytes(FLOOR + 40_000_000 + 1024)
    found, rest = read(tmp_path / name, pack(zeros))
    assert list(found) == ["a.txt"]
    assert rest[-1] == Failed("", "unpacks to more than 200 times its size: not read further")


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    files = {f"{n}.txt": b"a" * 15_000_000 for n in range(6)}
    inner = zipped(files)
    for body in (inner, zipped({"inner.zip": inner})):
        tracemalloc.start()
        try:
            found, rest = read(tmp_path / "a.zip", body)
            assert tracemalloc.get_traced_memory()[1] < 300_000_000
        finally:
            tracemalloc.stop()
        assert len(found) < 6
        assert rest == [Failed("", "unpacks to more than 200 times its size: not read further")]


def test_packed_members_count_towards_the_bomb(tmp_path: Path) -> None:
    files = {f"{n}.txt.gz": gzip.compress(b"a" * 9_000_000) for n in range(12)}
    found, rest = read(tmp_path / "a.zip", zipped(files))
    assert len(found) < 12
    assert rest == [Failed("", "unpacks to more than 200 times its size: not read further")]


def test_members_that_overlap_are_counted_each(tmp_path: Path) -> None:
    body = zipped({"a.txt": b"a" * 15_000_000})
    start, end = body.rfind(b"PK\x01\x02"), body.rfind(b"PK\x05\x06")
    entry, tail = body[start:end], bytearray(body[end:])
    tail[8:12] = (20).to_bytes(2, "little") * 2
    tail[12:16] = (20 * len(entry)).to_bytes(4, "little")
    found, rest = read(tmp_path / "a.zip", body[:start] + entry * 20 + bytes(tail))
    assert len(found) < 20
    reasons = {failed.reason.partition(" (")[0] for failed in rest if isinstance(failed, Failed)}
    ours, of_newer_pythons = "unpacks to more than 200 times its size: not read further", "cannot be unpacked"
    assert reasons in ({ours}, {of_newer_pythons})


def test_a_sparse_tar_member_is_left_out(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("zeros.jsonl")
        size = str(10**13)
        info.pax_headers = {
            "GNU.sparse.major": "0",
            "GNU.sparse.minor": "1",
            "GNU.sparse.name": "zeros.jsonl",
            "GNU.sparse.size": size,
            "GNU.sparse.map": f"{size},0",
        }
        archive.addfile(info)
    start = time.monotonic()
    found, rest = read(tmp_path / "a.tar", out.getvalue())
    assert not found
    assert rest[0] == Skipped("/zeros.jsonl", "a sparse file")
    assert time.monotonic() - start < 5


def test_many_small_members(tmp_path: Path) -> None:
    files = {f"{n}.bin": b"" for n in range(10_000)} | {"a.txt": PROSE}
    start = time.process_time()
    found, rest = read(tmp_path / "a.zip", zipped(files, zipfile.ZIP_STORED))
    assert list(found) == ["a.txt"]
    assert rest == [Skipped(" (10,000 members)", "unknown kind")]
    assert time.process_time() - start < 10


def test_a_long_name_in_a_tar_header_is_refused(tmp_path: Path) -> None:
    info = tarfile.TarInfo("././@LongLink")
    info.type, info.size = tarfile.GNUTYPE_LONGNAME, 40_000_000
    found, rest = read(tmp_path / "a.tar.gz", gzip.compress(info.tobuf() + bytes(40_000_000)))
    assert not found
    assert rest == [Failed("", "not a whole archive (a name of 40,000,000 bytes); 0 files before that were read")]


def test_a_member_larger_than_the_limit_or_broken_fails_alone(tmp_path: Path) -> None:
    body = bytearray(zipped({"a.txt": PROSE * 999, "b.txt": PROSE, "c.txt": PROSE}, zipfile.ZIP_STORED))
    body[body.rfind(PROSE) + 3] ^= 8
    found, rest = read(tmp_path / "a.zip", bytes(body), max_bytes=10_000)
    assert list(found) == ["b.txt"]
    assert [(p.name, p.reason[:20]) for p in rest] == [
        ("/a.txt", f"{len(PROSE) * 999:,} bytes, larger"[:20]),
        ("/c.txt", "cannot be unpacked ("),
    ]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_a_tar_archive_that_is_cut_off_says_so(tmp_path: Path, mode: str) -> None:
    noise = random.Random(3)  # noqa: S311 - noise, not a secret
    files = {f"{n}.txt": bytes(noise.choices(b"abcdefgh \n", k=30_000)) for n in range(4)}
    body = tarred(files, mode)
    for cut in (len(body) // 2, len(body) // 5, len(body) * 4 // 5):
        found, rest = read(tmp_path / ("a" + mode.replace("w:", ".tar.").replace("w", ".tar")), body[:cut])
        assert len(found) < 4
        assert rest[-1].name == ""
        assert rest[-1].reason.startswith("not a whole archive (")


def test_noise_never_raises(tmp_path: Path) -> None:
    noise = random.Random(5)  # noqa: S311 - noise, not a secret
    for name, good in (("a.zip", zipped(FILES)), ("a.tar", tarred(FILES)), ("a.tgz", tarred(FILES, "w:gz"))):
        for _ in range(60):
            body = bytearray(good)
            for _ in range(noise.randrange(1, 6)):
                body[noise.randrange(len(body))] = noise.randrange(256)
            read(tmp_path / name, bytes(body))


def test_what_is_no_archive(tmp_path: Path) -> None:
    assert read(tmp_path / "a.zip", PROSE)[1][0].reason.startswith("not a whole archive (")
    assert read(tmp_path / "a.tar", PROSE * 20)[1][0].reason.startswith("not a whole archive (")
    assert read(tmp_path / "a.zip", zipped({}))[1][0].reason.startswith("no articles in this archive")
    office = zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    assert read(tmp_path / "letter.docx", office)[1] == [Failed("", "not text but a ZIP archive or office document")]
