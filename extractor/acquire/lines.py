"""JSONL and JSON lists as one Page each, so that gigabytes stream and a broken line fails alone."""

from collections.abc import Iterator
from typing import BinaryIO

from extractor.acquire.sniff import JSON, LINES, media_type
from extractor.model import Page
from extractor.problems import Failed

SKIM = 1 << 20
"""How many bytes at a time are thrown away of a line that is too long."""


def line_pages(name: str, stream: BinaryIO, max_bytes: int) -> Iterator[Page | Failed]:
    """A Page for each line of `stream` that is not blank, named `name:17`."""
    number = found = 0
    while line := stream.readline(max_bytes + 1):
        number += 1
        place = f"{name}:{number}"
        if len(line) > max_bytes and not line.endswith(b"\n"):
            _skim(stream)
            yield Failed(place, f"line larger than {max_bytes:,} bytes; raise max_bytes to read it")
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            found += 1
            yield Page(place, line.lstrip(b"\xef\xbb\xbf"), JSON)
    if not number:
        yield Failed(name, "file is empty")
    elif not found:
        yield Failed(name, "no line holds an article")


def _skim(stream: BinaryIO) -> None:
    """Move `stream` to the end of the line it is in."""
    while (piece := stream.readline(SKIM)) and not piece.endswith(b"\n"):
        pass


def item_pages(name: str, body: bytes, max_bytes: int) -> Iterator[Page | Failed]:
    """A Page for each article of a .json file: one object, a list of them, or (misnamed) JSON lines."""
    import io

    import orjson

    try:
        value = orjson.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except orjson.JSONDecodeError as error:
        if media_type(body) == LINES and b"\n" in body.strip():
            yield from line_pages(name, io.BytesIO(body), max_bytes)
        else:
            yield Failed(name, f"not valid JSON: {error}")
        return
    if not isinstance(value, list):
        yield Page(name, body, JSON)
    elif not value:
        yield Failed(name, "the JSON list is empty")
    else:
        yield from (Page(f"{name}#{n}", orjson.dumps(item), JSON) for n, item in enumerate(value, 1))
