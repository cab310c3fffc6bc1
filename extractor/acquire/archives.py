"""ZIP and tar archives -> the pages of their members, read in memory one after the other.

Nothing is ever written to disk: a member's name is only a name. Archives within archives are opened to a small depth,
and all that comes out of one is counted, so that a bomb ends with one line instead of a full machine.
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from stat import S_ISLNK
from typing import IO, TYPE_CHECKING, BinaryIO, Protocol, Self, cast

from extractor.acquire.kinds import KINDS, STREAMED, kind_of, left_out
from extractor.acquire.outcomes import Outcome, Tally, reason_of, too_large
from extractor.acquire.sniff import ZIP
from extractor.problems import Failed, InputError
from extractor.settings import Settings

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

DEPTH = 3
"""Archives within archives that are opened."""
RATIO = 200
"""How many times its size an archive may unpack to: news pages shrink to a tenth, near copies of one to a fiftieth."""
FLOOR = 50_000_000
"""Bytes that even the smallest archive may unpack to."""
LONGEST_NAME = 1 << 16
"""Bytes of a tar member's long name or extra headers."""
ENCRYPTED = "encrypted: unpack it with its password first"


class BombError(InputError):
    """An archive unpacks to far more than any real one."""


@dataclass(slots=True)
class Nest:
    """How deep an archive lies in others, and how many bytes may yet come out of the outermost: one count for all."""

    room: list[int]
    depth: int = 1

    @classmethod
    def of(cls, size: int) -> Self:
        """For an outermost archive of `size` bytes."""
        return cls([FLOOR + RATIO * size])

    def below(self) -> "Nest":
        """For an archive within."""
        return Nest(self.room, self.depth + 1)

    def spend(self, size: int) -> None:
        """Count `size` bytes that came out. Raises BombError where they are too many."""
        self.room[0] -= size
        if self.room[0] < 0:
            raise BombError(f"unpacks to more than {RATIO} times its size: not read further")


class Reader(Protocol):
    """Who reads a member: `stream_pages`."""

    def __call__(
        self, name: str, stream: BinaryIO, kind: str | None, size: int, settings: Settings, nest: Nest
    ) -> Iterator[Outcome]:
        """The pages in `stream`."""


@dataclass(frozen=True, slots=True)
class Member:
    """A file in an archive; `refused` says why it cannot be opened."""

    name: str
    size: int
    refused: str | None
    open: Callable[[], BinaryIO]


BROKEN = (zipfile.BadZipFile, tarfile.TarError, NotImplementedError, ValueError, struct.error)
"""What the libraries raise about archives that are none."""
CUT_OFF = (OSError, EOFError, zlib.error, lzma.LZMAError)


def archive_pages(
    name: str, stream: BinaryIO, kind: str, settings: Settings, nest: Nest, read: Reader
) -> Iterator[Outcome]:
    """The pages of an archive's members, each named by the archive and its path within.

    Raises InputError where it cannot be read, or not to its end; what came before is kept.
    """
    if nest.depth > DEPTH:
        raise InputError(f"archives within archives are opened {DEPTH} deep, this one lies deeper")
    tally = Tally(name, "members")
    broken: InputError | None = None
    try:
        for member in (_zip_members if kind == ZIP else _tar_members)(stream, nest):
            yield from _member_pages(name, member, settings, nest, read, tally)
    except BombError as error:
        broken = error
    except (*BROKEN, *CUT_OFF) as error:
        words = reason_of(error).removeprefix("not a whole gzip file") or "cut off"
        broken = InputError(f"not a whole archive ({words}); {tally.taken:,} files before that were read")
    yield from tally.outcomes()
    if broken:
        raise broken
    if not tally.taken:
        yield Failed(name, f"no articles in this archive (looked for {' '.join(KINDS)})")


def _member_pages(
    archive: str, member: Member, settings: Settings, nest: Nest, read: Reader, tally: Tally
) -> Iterator[Outcome]:
    path = _inside(member.name)
    place = f"{archive}/{path}"
    if reason := _hidden(path) or left_out(path) or member.refused:
        tally.skip(place, reason)
        return
    tally.taken += 1
    try:
        yield from _opened(place, member, settings, nest, read)
    except BombError:
        raise
    except InputError as error:
        yield Failed(place, str(error))
    except (*BROKEN, *CUT_OFF) as error:
        yield Failed(place, f"cannot be unpacked ({reason_of(error)})")


def _opened(place: str, member: Member, settings: Settings, nest: Nest, read: Reader) -> Iterator[Outcome]:
    kind = kind_of(place)
    if member.size == 0:
        raise InputError("file is empty")
    if member.size > settings.max_bytes and (kind not in STREAMED or kind == ZIP):
        raise InputError(too_large(settings.max_bytes, member.size))
    stream = member.open()
    if kind == ZIP:  # its list of members stands at its end
        stream = io.BytesIO(stream.read(settings.max_bytes + 1))
    yield from read(place, stream, kind, member.size, settings, nest.below())


def _inside(name: str) -> PurePosixPath:
    """A member's name as a path that stays inside: no root, no drive, no `..`, nothing that a terminal obeys."""
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    shown = "/".join(parts[1:] if parts[1:] and parts[0].endswith(":") else parts)
    return PurePosixPath("".join(c if c.isprintable() else "?" for c in shown) or "?")


def _hidden(path: PurePosixPath) -> str | None:
    return "hidden" if any(part.startswith(".") or part == "__MACOSX" for part in path.parts) else None


def _zip_members(stream: BinaryIO, nest: Nest) -> Iterator[Member]:
    with zipfile.ZipFile(stream) as archive:
        for info in archive.infolist():
            if not info.is_dir():
                yield Member(info.filename, info.file_size, _refused(info), partial(_zip_member, archive, info, nest))


def _refused(info: zipfile.ZipInfo) -> str | None:
    if info.flag_bits & 0x1:
        return ENCRYPTED
    return "a link" if S_ISLNK(info.external_attr >> 16) else None


def _zip_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, nest: Nest) -> BinaryIO:
    return counted(archive.open(info), nest)


def _tar_members(stream: BinaryIO, nest: Nest) -> Iterator[Member]:
    with tarfile.open(fileobj=counted(_unpacked(stream), nest), mode="r|", tarinfo=_Header) as archive:
        while (info := archive.next()) is not None:
            if not info.isdir():
                yield Member(info.name, info.size, _why_not(info), partial(_tar_member, archive, info))
            archive.members = []  # type: ignore[attr-defined]  # else it remembers every one


def _why_not(info: tarfile.TarInfo) -> str | None:
    """Why a tar member is not opened. A sparse one unpacks to bytes that no archive holds, and none would count."""
    if not info.isreg():
        return "a link or a device"
    return "a sparse file" if info.issparse() else None


def _tar_member(archive: tarfile.TarFile, info: tarfile.TarInfo) -> BinaryIO:
    return cast(BinaryIO, archive.extractfile(info))


def _unpacked(stream: BinaryIO) -> IO[bytes]:
    """What a compressed tar archive holds, by its first bytes."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stream))
    look = buffered.peek(6)
    if look.startswith(b"\x1f\x8b"):
        return cast(IO[bytes], gzip.open(buffered))
    if look.startswith(b"BZh"):
        return bz2.open(buffered)
    return lzma.open(buffered) if look.startswith(b"\xfd7zXZ") else buffered


def counted(stream: IO[bytes], nest: Nest) -> BinaryIO:
    """`stream`, whose bytes count as unpacked from the outermost archive."""
    return io.BufferedReader(_Counted(stream, nest))


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted as they come out."""

    def __init__(self, stream: IO[bytes], nest: Nest) -> None:
        self._stream, self._nest = stream, nest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer") -> int:
        view = memoryview(buffer)
        piece = self._stream.read(len(view))
        self._nest.spend(len(piece))
        view[: len(piece)] = piece
        return len(piece)


class _Header(tarfile.TarInfo):
    """A tar header. tarfile takes a broken one for the end of the archive, and reads long names of any length."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """The header in `buf`. Raises ValueError where it is broken."""
        if buf and not buf.strip(b"\0"):
            return super().frombuf(buf, encoding, errors)  # raises what tells the end of the archive
        try:
            header = super().frombuf(buf, encoding, errors)
        except tarfile.HeaderError as error:
            raise ValueError(str(error)) from None
        if not header.isreg() and header.type in _NAMES and header.size > LONGEST_NAME:
            raise ValueError(f"a name of {header.size:,} bytes")
        return header


_NAMES = (tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.SOLARIS_XHDTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK)
