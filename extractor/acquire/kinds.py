"""Which kind of input a name stands for, and which files of a folder or archive are no articles."""

import re
from pathlib import PurePath

from extractor.acquire.sniff import HTML, JSON, LINES, MAIL, MARKDOWN, PDF, TAR, TEXT, WARC, ZIP

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
    ".pdf": PDF,
    ".eml": MAIL,
    ".warc": WARC,
    ".zip": ZIP,
    ".tar": TAR,
    ".tgz": TAR,
    ".tbz2": TAR,
    ".txz": TAR,
}
"""File endings that are read, each also with `.gz` behind it; WARC also with `.zst`, tar with `.xz` and `.bz2`."""

PACKED = {".gz": frozenset(KINDS.values()) - {ZIP}, ".zst": {WARC}, ".xz": {TAR}, ".bz2": {TAR}}
"""Endings of compressed files, and the kinds that are read from within."""

STREAMED = frozenset({LINES, WARC, ZIP, TAR})
"""Kinds that hold many articles, are read piece by piece, and so may be of any size."""

ABOUT = frozenset({"readme", "license", "licence", "changelog", "contributing"})
"""Stems of files that tell about a folder; skipped in it, read when named themselves."""

STAGE = re.compile(r"[2-5]-(?:report|mentions|links|facts)\.")
"""Files that show what each stage makes of the `1-page` beside them."""


LISTS = re.compile(r"sources-\d{5}\.warc\.gz|fetch-\d{8}T\d+\.json")
"""What `extractor fetch` keeps beside the pages of an archive."""


def kind_of(name: str) -> str | None:
    """The media type that the ending of `name` stands for; None when it is none of `KINDS`."""
    path = PurePath(name.lower())
    if path.suffix not in PACKED:
        return KINDS.get(path.suffix)
    within = KINDS.get(PurePath(path.stem).suffix)
    return within if within in PACKED[path.suffix] else None


def left_out(path: PurePath) -> str | None:
    """Why a file found in a folder or an archive is no article; None where it may be one."""
    if path.name.startswith("."):
        return "hidden"
    if kind_of(path.name) is None:
        return "unknown kind"
    if path.stem.lower() in ABOUT:
        return "tells about the folder, no article"
    if LISTS.fullmatch(path.name):
        return "feeds, lists or report of a fetched archive, no article"
    if STAGE.match(path.name):
        return "what a stage made of an article, no article"
    return None
