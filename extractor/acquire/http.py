"""An HTTP answer as crawlers keep it: status line, headers, body as it went over the wire -> what the server meant."""

import re
from dataclasses import dataclass

from extractor.acquire.decode import decoded
from extractor.acquire.outcomes import too_large
from extractor.acquire.sniff import binary_kind
from extractor.problems import InputError

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b[ \t]*([^\r\n]*)")
_LINE_END = re.compile(r"\r?\n|\r")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,12})[ \t]*(?:;[^\n]*)?\r?\n")
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}


@dataclass(frozen=True, slots=True)
class Answer:
    """Status (0 where the bytes are no HTTP), headers in their order, body as sent."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    reason: str = ""

    def header(self, name: str) -> str:
        """The first header of that lower-case name; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


def parse(block: bytes) -> Answer:
    """The answer that `block` holds. Lines of its head that are no headers are passed over."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block)
    if not status:
        return Answer(0, (), block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    lines = (line.partition(":") for line in _LINE_END.split(head.decode("latin-1"))[1:])
    headers = tuple((name.strip(), value.strip()) for name, colon, value in lines if colon)
    return Answer(int(status[1]), headers, body, status[2].decode("latin-1").strip())


def essence(content_type: str) -> str:
    """The media type in small letters, without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def payload(answer: Answer, max_bytes: int) -> bytes:
    """The body without chunks and compression; as it is where it was decoded before it was kept, as some crawlers do.

    Raises InputError where it is compressed in an unknown way or twice, broken, or larger than `max_bytes`.
    """
    body = answer.body
    if "chunked" in answer.header("transfer-encoding").lower():
        body = _unchunked(body)
    coding = answer.header("content-encoding").lower()
    if body.startswith(_MAGIC.get(coding, b"")):
        body = _unpacked(body, coding, max_bytes)
    if len(body) > max_bytes:
        raise InputError(too_large(max_bytes))
    return body


def _unchunked(body: bytes) -> bytes:
    """The chunks of `body` joined; a body that does not begin with a chunk was joined before."""
    pieces: list[bytes] = []
    position = 0
    while size := _CHUNK.match(body, position):
        start, length = size.end(), int(size[1], 16)
        if not length:
            break
        if not pieces and start + length < len(body) and body[start + length : start + length + 1] not in b"\r\n":
            return body
        pieces.append(body[start : start + length])
        position = start + length
    return b"".join(pieces) if pieces or size else body


def _unpacked(body: bytes, coding: str, max_bytes: int) -> bytes:
    try:
        return decoded(body, coding, max_bytes)
    except InputError:
        if coding in ("br", "deflate") and binary_kind(body) is None:  # these say nothing of themselves
            return body
        raise
