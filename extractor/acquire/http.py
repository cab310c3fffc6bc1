"""An HTTP answer as crawlers keep it: status line, headers, body as it went over the wire -> what the server meant."""

import io
import re
from dataclasses import dataclass

from extractor.acquire import decode
from extractor.acquire.outcomes import too_large
from extractor.acquire.sniff import binary_kind
from extractor.problems import InputError

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"\s*([0-9a-fA-F]{1,12})[ \t]*(?:;[^\n]*)?\r?\n")
_MAGIC = {"gzip": b"\x1f\x8b", "x-gzip": b"\x1f\x8b", "zstd": b"\x28\xb5\x2f\xfd"}
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Answer:
    """Status (0 where the bytes are no HTTP), headers by lower-case name, body as sent."""

    status: int
    headers: dict[str, str]
    body: bytes

    def header(self, name: str) -> str:
        """The header of that lower-case name; empty where there is none."""
        return self.headers.get(name, "")


def parse(block: bytes) -> Answer:
    """The answer that `block` holds. The first of several headers of a name counts; lines that are none are passed."""
    status = _STATUS.match(block)
    end = _HEAD_END.search(block)
    if not status:
        return Answer(0, {}, block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers: dict[str, str] = {}
    for line in head.decode("latin-1").splitlines()[1:]:
        name, colon, value = line.partition(":")
        if colon:
            headers.setdefault(name.strip().lower(), value.strip())
    return Answer(int(status[1]), headers, body)


def essence(content_type: str) -> str:
    """The media type in small letters, without its parameters."""
    return content_type.partition(";")[0].strip().lower()


def decoded(answer: Answer, max_bytes: int) -> bytes:
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
    if coding == "zstd":
        return _unpacked_zstd(body, max_bytes)
    try:
        return decode.decoded(body, coding, max_bytes)
    except InputError:
        if coding in ("br", "deflate") and binary_kind(body) is None:  # these say nothing of themselves
            return body
        raise


def _unpacked_zstd(body: bytes, max_bytes: int) -> bytes:
    """`body` unpacked, to at most one byte more than `max_bytes`."""
    from fastwarc.stream_io import ZstdReader

    reader, found = ZstdReader(io.BytesIO(body)), bytearray()
    try:
        while len(found) <= max_bytes and (piece := reader.read(PIECE)):
            found += piece
    except OSError:
        raise InputError("the answer's compression is broken") from None
    return bytes(found[: max_bytes + 1])
