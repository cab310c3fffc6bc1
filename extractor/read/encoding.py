"""Bytes -> characters, whatever the page declares about itself.

Order: byte order mark; valid UTF-8 (wrong declarations rarely survive that test); UTF-16 without a mark; UTF-8 with a
few broken bytes; the declared encoding where its result looks like words; detection.
"""

import codecs
import re

SAMPLE = 60_000
"""Bytes that detection looks at; more changes nothing but the time."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_META = re.compile(rb"<(?:meta|\?xml)\b[^<>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.I)
_ALIASES = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_MARKUP = re.compile(rb"<[^<>]{0,2000}>")
_CYRILLIC = ("cp1251", "koi8_u", "cp866", "iso8859_5", "mac_cyrillic")
_COMMON = frozenset("оеаинтрсвлкмдпуіяыьгзбчйхжшюцщєїґэ")
_WIDE = re.compile(r"[^\x00-\x7f\ufffd]")
_UNLIKELY = re.compile(r"[\x80-\x9f\ufffd]|[À-ÖØ-öø-ÿ]{4,}|[¤¦¨¬¯±²³¹¼½¾]\w|\w[¤¦¨¬¯±¼½¾×÷](?=\w)")


def decode(body: bytes, header: str = "") -> str:
    """The characters of `body`; `header` is a Content-Type that may name a charset. Never raises."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    declared = _declared(body, header)
    if declared.startswith("iso2022"):
        return body.decode(declared, "replace")
    if (text := _strict(body, "utf-8")) is not None:
        return _utf16(body) or text
    return _utf16(body) or _nearly_utf8(body) or _as_declared(body, declared) or _detected(body)


def _declared(body: bytes, header: str) -> str:
    """Python's name of the declared encoding, as browsers understand it; empty when none or unknown."""
    in_page = _META.search(body[:4096])
    found = _HEADER.search(header)
    name = found[1] if found else in_page[1].decode("ascii") if in_page else ""
    try:
        name = codecs.lookup(name).name if name else ""
    except LookupError:
        return ""
    return _ALIASES.get(name, name)


def _strict(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _utf16(body: bytes) -> str | None:
    """`body` read as UTF-16 without a mark, if every other byte of it is mostly zero."""
    look = body[:SAMPLE]
    if b"\0" not in look:
        return None
    even, odd, half = look[0::2].count(0), look[1::2].count(0), len(look) // 2
    if half < 2 or max(even, odd) <= 0.4 * half or min(even, odd) > 0.02 * half + 1:
        return None
    return body.decode("utf-16-be" if even > odd else "utf-16-le", "replace")


def _nearly_utf8(body: bytes) -> str | None:
    """`body` as UTF-8 if only a few bytes are broken (a page cut short, a stray byte)."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    return text if broken * 10 <= len(_WIDE.findall(text)) else None


def _as_declared(body: bytes, declared: str) -> str | None:
    """`body` in the encoding it declares, unless that gives strings no language has."""
    if not declared or declared.startswith(("utf", "idna", "punycode")):
        return None
    try:
        text = body.decode(declared, "strict" if declared not in ("cp1252", "cp1254") else "replace")
    except (UnicodeDecodeError, LookupError):  # a LookupError: a codec, but not of text
        return None
    return text if len(_UNLIKELY.findall(text)) * 10 <= len(re.findall(r"[^\x00-\x7f]+", text)) else None


def _detected(body: bytes) -> str:
    """`body` in the encoding its bytes suggest; Windows-1252 when they suggest nothing."""
    from charset_normalizer import from_bytes

    sample = _MARKUP.sub(b" ", body[: SAMPLE * 8])[:SAMPLE]
    if (name := _cyrillic(sample)) is None:
        if _western(sample):
            return body.decode("cp1252", "replace")
        best = from_bytes(sample, steps=5, chunk_size=1024).best()
        name = best.encoding if best else "cp1252"
    return body.decode(name, "replace")


def _cyrillic(sample: bytes) -> str | None:
    """The Cyrillic encoding that turns most of the high bytes into common small letters, if any does."""
    high = sum(1 for b in sample if b > 127)
    if not re.search(rb"[\x80-\xff]{4}", sample) or high * 3 < len(re.findall(rb"[A-Za-z\x80-\xff]", sample)):
        return None
    score = {name: _common(sample, name) / high for name in _CYRILLIC}
    best = max(_CYRILLIC, key=lambda name: score[name])
    return best if score[best] > 0.8 else None


def _common(sample: bytes, name: str) -> int:
    return sum(1 for c in sample.decode(name, "replace") if c in _COMMON)


def _western(sample: bytes) -> bool:
    """Whether high bytes stand alone among ASCII letters, as accents and curly quotes do."""
    text = sample.decode("cp1252", "replace")
    high = len(re.findall(r"[^\x00-\x7f]", text))
    usual = len(re.findall(r"[‘’“”–—…•€£©®«»·\xa0´°ÄÖÜäöüßàâæçèéêëîïôùûœÉÀáíóúñ¿¡åøÅØìòãõ]", text))
    return usual >= 0.9 * high and not _UNLIKELY.search(text)
