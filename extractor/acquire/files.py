"""Inputs as named on the command line -> pages, lazily. Every input ends as a Page, or as Skipped or Failed."""

import gzip
import os
import re
import stat
import zlib
from collections.abc import Iterable, Iterator
from glob import iglob
from pathlib import Path
from typing import BinaryIO, cast

from extractor.acquire.fetch import fetch, is_url
from extractor.acquire.lines import item_pages, line_pages
from extractor.acquire.sniff import HTML, JSON, LINES, LOOK, MARKDOWN, TEXT, binary_kind, media_type
from extractor.model import Page
from extractor.problems import Failed, InputError, Skipped
from extractor.settings import Settings

KINDS = {
    ".html": HTML,
    ".htm": HTML,
    ".xhtml": HTML,
    ".txt": TEXT,
    ".md": MARKDOWN,
    ".markdown": MARKDOWN,
    ".json": JSON,
    ".jsonl": LINES,
    ".ndjson": LINES,
}
"""File endings that are read, each also with `.gz` behind it."""

ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing"})
"""Stems of files that tell about a folder; skipped in it, read when named themselves."""

STAGE = re.compile(r"[2-5]-(?:report|mentions|links|facts)\.")
"""Files that show what each stage makes of the `1-page` beside them."""

Outcome = Page | Skipped | Failed


def pages(inputs: Iterable[str], settings: Settings, stdin: BinaryIO | None = None) -> Iterator[Outcome]:
    """The pages of `inputs`: files, folders, globs, `-` for `stdin`, http(s) URLs.

    Lazy: JSONL is streamed, one Page a line. What cannot be had comes as Failed or Skipped with one clear line;
    nothing is raised for the sake of one input.
    """
    for word in inputs:
        if word == "-":
            yield from _stdin(stdin, settings)
        elif is_url(word):
            yield from _url(word, settings)
        else:
            yield from _named(word, settings)


def kind_of(path: Path) -> str | None:
    """The media type that the ending of `path` stands for; None when it is none of `KINDS`."""
    return KINDS.get(Path(path.name.lower().removesuffix(".gz")).suffix)


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
        elif kind_of(path) is None:
            yield Skipped(str(path), "unknown kind")
        elif path.stem.lower() in ABOUT:
            yield Skipped(str(path), "tells about the folder, no article")
        elif STAGE.match(path.name):
            yield Skipped(str(path), "what a stage made of an article, no article")
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
            yield Failed(str(here), _reason(error))
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
        yield from _open_file(path, settings)
    except InputError as error:
        yield Failed(str(path), str(error))
    except (OSError, EOFError, zlib.error) as error:
        yield Failed(str(path), _reason(error))


def _open_file(path: Path, settings: Settings) -> Iterator[Outcome]:
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise InputError("not a regular file")
    if status.st_size == 0:
        raise InputError("file is empty")
    packed, kind = path.name.lower().endswith(".gz"), kind_of(path)
    if kind != LINES and status.st_size > settings.max_bytes:
        raise InputError(_too_large(settings, status.st_size))
    with gzip.open(path) if packed else path.open("rb") as stream:
        yield from _stream(str(path), cast(BinaryIO, stream), kind, settings)


def _stream(name: str, stream: BinaryIO, kind: str | None, settings: Settings) -> Iterator[Outcome]:
    """The pages in `stream`; JSON lines never all at once, anything else up to the size limit."""
    if kind == LINES:
        yield from line_pages(name, stream, settings.max_bytes)
        return
    body = stream.read(settings.max_bytes + 1)
    if len(body) > settings.max_bytes:
        raise InputError(_too_large(settings))
    yield from _bytes(name, body, kind, settings)


def _bytes(name: str, body: bytes, kind: str | None, settings: Settings) -> Iterator[Outcome]:
    if not body.strip():
        raise InputError("file is empty" if not body else "file holds nothing but white space")
    if binary := binary_kind(body):
        raise InputError(f"not text but {binary}")
    if (kind or media_type(body)) in (JSON, LINES):
        yield from item_pages(name, body, settings.max_bytes)
    else:
        yield Page(name, body, kind or media_type(body))


def _stdin(stdin: BinaryIO | None, settings: Settings) -> Iterator[Outcome]:
    """Standard input: JSON lines as they come, else one HTML page, JSON list or text."""
    import io

    if stdin is None:
        yield Failed("-", "there is no standard input")
        return
    stream = stdin if isinstance(stdin, io.BufferedReader) else io.BufferedReader(cast(io.RawIOBase, stdin), LOOK)
    try:
        kind = media_type(stream.peek(LOOK))
        yield from _stream("-", cast(BinaryIO, stream), kind, settings)
    except InputError as error:
        yield Failed("-", str(error).replace("file is", "standard input is"))
    except OSError as error:
        yield Failed("-", _reason(error))
    finally:
        if stream is not stdin:
            stream.detach()


def _url(url: str, settings: Settings) -> Iterator[Outcome]:
    try:
        page = fetch(url, settings)
        if not page.body.strip():
            raise InputError("the answer is empty")
        if binary := binary_kind(page.body):
            raise InputError(f"not text but {binary}")
        if "json" in page.media_type.lower():
            yield from item_pages(url, page.body, settings.max_bytes)
        else:
            yield page
    except InputError as error:
        yield Failed(url, str(error))


def _too_large(settings: Settings, size: int = 0) -> str:
    found = f"{size:,} bytes, " if size else ""
    return f"{found}larger than the limit of {settings.max_bytes:,} bytes"


def _reason(error: Exception) -> str:
    """An operating system's or decompressor's complaint in a few words."""
    if isinstance(error, gzip.BadGzipFile | EOFError | zlib.error):
        return "not a whole gzip file"
    words = error.strerror if isinstance(error, OSError) else None
    return (words or str(error) or type(error).__name__).lower()
