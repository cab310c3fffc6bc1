"""A page's source without what weighs much and says nothing."""

import re

_INVALID = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,60};base64,[A-Za-z0-9+/=%\s]{100,}")
_HEAVY = re.compile(r"<(/?)(script|style|svg|noscript|template)\b([^<>]*)>", re.I)


def lighten(source: str) -> str:
    """`source` without scripts (JSON-LD stays), styles, drawings and embedded pictures; one pass, however broken."""
    source = _INVALID.sub("", source)
    if ";base64," in source:
        source = _EMBEDDED.sub("", source)
    kept: list[str] = []
    position, inside = 0, ""
    for tag in _HEAVY.finditer(source):
        name = tag[2].lower()
        if (
            not inside
            and not tag[1]
            and not tag[3].endswith("/")
            and not (name == "script" and "ld+json" in tag[3].lower())
        ):
            kept.append(source[position : tag.start()])
            position, inside = tag.start(), name
        elif inside == name and tag[1]:
            position, inside = tag.end(), ""
    kept.append(source[position:])
    return "".join(kept)
