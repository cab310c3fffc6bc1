"""Inputs as named on the command line -> pages, lazily. Every input ends as a Page, or as Skipped or Failed."""

import io
import lzma
import os
import stat
import zlib
from collections.abc import Iterable, Iterator
from glob import iglob
from pathlib import Path
from typing import BinaryIO, cast

from extractor.acquire.fetch import fetch, is_url
from extractor.acquire.kinds import KINDS, kind_of, left_out
from extractor.acquire.lines import item_pages
from extractor.acquire.outcomes import Outcome, reason_of
from extractor.acquire.sniff import LOOK, binary_kind, container, media_type
from extractor.acquire.streams import peekable, stream_pages
from extractor.problems import Failed, InputError, Skipped
from extractor.settings import Settings

BROKEN = (OSError, EOFError, zlib.error, lzma.LZMAError)


def pages(inputs: Iterable[str], settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Outcome]:
    """The pages of `inputs`: files, folders, globs, `-` for `stdin`, http(s) URLs.

    Lazy: JSON lines, WARC files and archives are streamed. What cannot be had comes as Failed or Skipped with one
    clear line; nothing is raised for the sake of one input.
    """
    for word in inputs:
        if word == "-":
            yield from _stdin(stdin, settings)
        elif is_url(word):
            yield from _url(word, settings)
        else:
            yield from _named(word, settings)


def _named(word: str, settings: Settings) -> Iterator[Outcome]:
    """A file, a folder, or (where neither exists) a glob."""
    path = Path(word)
    if "\0" in word:
        yield Failed(word.replace("\0", "?"), "no such file: the name holds a NUL")
    elif path.is_dir():
        yield from _folder(path, settings)
    elif os.path.lexists(path):
        yield from _file(path, settings)
    elif any(c in word for c in "*?["):
        yield from _glob(word, settings)
    else:
        yield Failed(word, "no such file or folder")


def _glob(pattern: str, settings: Settings) -> Iterator[Outcome]:
    found = sorted(iglob(pattern, recursive=True))
    if not found:
        yield Failed(pattern, "no file matches this pattern")
    for name in found:
        path = Path(name)
        if not path.is_dir():
            yield from _file(path, settings)
        elif "**" not in pattern:  # with ** the folder's files match by themselves
            yield from _folder(path, settings)


def _folder(folder: Path, settings: Settings) -> Iterator[Outcome]:
    """The files below `folder`, sorted; hidden ones, readmes and unknown kinds are skipped, saying so."""
    read = 0
    for path in _walk(folder):
        if isinstance(path, Skipped | Failed):
            yield path
        elif reason := left_out(path):
            yield Skipped(str(path), reason)
        else:
            read += 1
            yield from _file(path, settings)
    if not read:
        yield Failed(str(folder), f"no articles in this folder (looked for {' '.join(KINDS)})")


def _walk(folder: Path) -> Iterator[Path | Skipped | Failed]:
    """Files below `folder` in one fixed order, however deep, never twice through a link."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda e: e.name)
        except OSError as error:
            yield Failed(str(here), reason_of(error))
            continue
        for entry in entries:
            if entry.name.startswith("."):
                yield Skipped(entry.path, "hidden")
            elif entry.is_symlink() and entry.is_dir():
                yield Skipped(entry.path, "a link to a folder is not followed")
            elif not entry.is_dir():
                yield Path(entry.path)
        below = [Path(e.path) for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith(".")]
        waiting.extend(reversed(below))


def _file(path: Path, settings: Settings) -> Iterator[Outcome]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise InputError("not a regular file")
        if status.st_size == 0:
            raise InputError("file is empty")
        with path.open("rb") as stream:
            yield from stream_pages(str(path), stream, kind_of(path.name), status.st_size, settings)
    except InputError as error:
        yield Failed(str(path), str(error))
    except BROKEN as error:
        yield Failed(str(path), reason_of(error))


def _stdin(stdin: BinaryIO | None, settings: Settings) -> Iterator[Outcome]:
    """Standard input: JSON lines and WARC records as they come, else one page or JSON list."""
    if stdin is None:
        yield Failed("-", "there is no standard input")
        return
    stream = peekable(stdin)
    try:
        look = stream.peek(LOOK)
        kind = None if look.startswith((b"\x1f\x8b", b"PK", b"%PDF")) or container(look) else media_type(look)
        yield from stream_pages("-", cast(BinaryIO, stream), kind, 0, settings)
    except InputError as error:
        yield Failed("-", str(error).replace("file is", "standard input is"))
    except BROKEN as error:
        yield Failed("-", reason_of(error))
    finally:
        if stream is not stdin:
            stream.detach()


def _url(url: str, settings: Settings) -> Iterator[Outcome]:
    try:
        page = fetch(url, settings)
        body = page.body
        if not body.strip():
            raise InputError("the answer is empty")
        if kind := container(body[:LOOK]):
            yield from stream_pages(url, io.BytesIO(body), kind, len(body), settings)
        elif (binary := binary_kind(body)) and not body.startswith(b"%PDF-"):
            raise InputError(f"not text but {binary}")
        elif "json" in page.media_type.lower():
            yield from item_pages(url, body, settings.max_bytes)
        else:
            yield page
    except InputError as error:
        yield Failed(url, str(error))
    except BROKEN as error:
        yield Failed(url, reason_of(error))
