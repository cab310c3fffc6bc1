"""A web page pasted as plain text -> its article; header, boxes, teasers, captions and footer known by their shape.

Nothing here knows a site. A line is judged by what it is (a date, a byline, a logo's name, a call to subscribe, the
title said again, a sentence) and where it stands. A text without at least two such signs is prose and stays as it is.
"""

import re
from collections import Counter
from dataclasses import dataclass
from typing import Literal

from extractor.read.dates import iso_day
from extractor.read.furniture import is_dateline, is_furniture, is_vita, plain

Kind = Literal[
    "blank", "rule", "logo", "furniture", "section", "nav", "date", "byline", "repeat", "sentence", "item", "short"
]

LONGEST = 200_000
"""Characters above which a text is no pasted page."""
_PARAGRAPH = 400
"""Characters above which a line is a paragraph, whatever else it looks like."""
_HEADER = 15
"""Lines below the title among which the rest of a header is looked for."""

_RULE = re.compile(r"[\W\d_]*")
_LOGO = re.compile(
    r"(?P<name>[\w&.' -]{2,40}?) (?:logo|homepage|home page)|logo (?:of|for) (?P<other>.{2,40})|(?:image|"
    r"icon): .{2,40} logo",
    re.I,
)
_MASTHEAD = re.compile(r"(?P<name>(?:The )?[A-ZÀ-Þ][\w'’&-]*(?: (?:of|the|and|&|[A-ZÀ-Þ][\w'’&-]*)){1,4})")
_POWERED = re.compile(r"powered by (?P<name>.{2,60})", re.I)
_OWNER = re.compile(
    r"(?:©|\(c\)|copyright)\W{0,3}(?:\d{4}(?:\s?[-–]\s?\d{4})?)?\W{0,3}(?:by )?"
    r"(?P<name>[A-Z][\w&.' -]{2,40}?)[.,|]?\s?(?:all rights.*)?",
    re.I,
)
_SOFTWARE = re.compile(r"wordpress|drupal|ghost|blogger|disqus|google|squarespace|wix|substack|joomla", re.I)
_BYLINE = re.compile(
    r"(?i:(?:written |reported |posted |story )?by|(?:user|author|profile) (?:icon|image|photo)):? +"
    r"(?P<who>[A-Z][^|•·–—\d]{2,80}?)\s*(?:[|"
    r"•·–—,-]+\s*(?P<rest>.*)|(?P<day>\d.*))?",
    re.S,
)
_NAME = re.compile(
    r"[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ][\w'’.-]*(?: (?:de|van|von|der|den|al|bin|la|le|di|da)\b| "
    r"[A-ZÀ-ÞĀ-ŽА-ЯІЇЄҐ][\w'’.-]*){1,3}"
)
_SENTENCE = re.compile(r".*[.!?…][\"'”’»)\]]*|.*:", re.S)
_ITEM = re.compile(r"\s*(?:[•◦‣▪●*–-]|\d{1,2}[.)])\s+\S")
_INDICATOR = re.compile(r"(?=\S*\d)\S{7,}|\S+\[?\.\]?\w{2,}\S*|.*\bCVE-\d{4}-\d+.*", re.I)
_NAV = re.compile(r"\s*[|·•>]\s*|\s+/\s+|\s{2,}")
_SECTION = re.compile(
    r"(?:about (?:the )?(?:authors?|writer|reporter)|related(?: (?:articles?|stories|posts|content|"
    r"coverage|news|topics))?|more (?:stories|news|from .{2,40})"
    r"|(?:read|up|what to read) next|you (?:may|might) also like|most (?:read|popular|viewed)|"
    r"recommended(?: for you)?|comments?(?: \(\d+\))?|\d+ comments?"
    r"|leave a (?:reply|comment)|latest (?:news|stories)|newsletters?|share this(?: article| story| "
    r"post)?|tags?|tags?:.{0,120}|topics?:.{0,120}|sign up|subscribe(?: now)?)\W*",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Pasted:
    """The article found in a pasted page."""

    text: str
    title: str | None
    published: str | None
    publisher: str | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    kind: Kind


def pasted(text: str) -> Pasted | None:
    """The article in `text` if that is a page pasted as text; None if it is prose, to be left as it is."""
    if len(text) > LONGEST:
        return None
    lines = _judged(text)
    if not _is_page(lines):
        return None
    top = _title(lines)
    authors = _authors(lines)
    body = _body(lines, top, authors)
    if not body:
        return None
    title = lines[top].text.strip().lstrip("# ") if top is not None else None
    return Pasted(body, title, _published(lines), _publisher(lines), authors)


def _judged(text: str) -> list[_Line]:
    """The lines of `text` with their kinds."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    often = Counter(plain(line) for line in lines)
    return [_Line(line, _kind(line.strip(), often)) for line in lines]


def _kind(line: str, often: Counter[str]) -> Kind:
    if not line:
        return "blank"
    if len(line) > _PARAGRAPH:
        return "sentence"
    tests: tuple[tuple[Kind, bool], ...] = (
        ("logo", bool(_LOGO.fullmatch(line) or _POWERED.fullmatch(line)) and len(line.split()) <= 6),
        ("byline", _is_byline(line)),
        ("date", is_dateline(line)),
        ("rule", bool(_RULE.fullmatch(line))),
        ("section", bool(_SECTION.fullmatch(line))),
        ("furniture", is_furniture(line)),
        ("nav", _is_nav(line)),
        ("repeat", often[plain(line)] > 1 and len(line.split()) >= 4 and len(line) < 200),
        ("item", bool(_ITEM.match(line) or _INDICATOR.fullmatch(line))),
        ("sentence", bool(_SENTENCE.fullmatch(line)) and len(line.split()) >= 6),
    )
    return next((kind for kind, holds in tests if holds), "short")


def _is_byline(line: str) -> bool:
    found = _BYLINE.fullmatch(line) if len(line) < 160 else None
    return bool(found and _NAME.match(found["who"]) and not re.search(r"[.!?]$", found["who"]))


def _is_nav(line: str) -> bool:
    """Whether `line` is a row of short words between bars, dots or arrows."""
    parts = _NAV.split(line)
    return len(parts) >= 3 and all(0 < len(part) <= 25 and len(part.split()) <= 4 for part in parts)


def _is_page(lines: list[_Line]) -> bool:
    """Whether enough signs of a page are there: two strong ones, or a strong and a weak one."""
    marks = [line for line in lines if line.kind in ("logo", "furniture", "nav", "section")]
    strong = len(marks) + sum(line.kind == "byline" and iso_day(line.text) is not None for line in lines[:12]) * 2
    head = [line.kind for line in lines if line.kind != "blank"][:12]
    weak = len({"date", "byline", "repeat"}.intersection(head)) + ("repeat" in (line.kind for line in lines))
    return strong >= 2 or (strong == 1 and weak >= 1) or {"date", "byline"} <= set(head)


def _title(lines: list[_Line]) -> int | None:
    """Where the headline stands: a line of some words that is no sentence, followed by what follows headlines."""
    scores: list[tuple[int, int]] = []
    seen_by = False
    written = [n for n, line in enumerate(lines) if line.kind != "blank"]
    for place, n in enumerate(written):
        kind, words = lines[n].kind, len(lines[n].text.split())
        if kind == "sentence" and words >= 12 and scores:
            break
        seen_by = seen_by or kind in ("byline", "date")
        if kind in ("short", "repeat") and 3 <= words <= 30:
            after = lines[written[place + 1]].kind if place + 1 < len(written) else "short"
            points = 3 * (kind == "repeat") + 2 * (after in ("sentence", "byline", "date")) + (words >= 5) - 2 * seen_by
            scores.append((points, -n))
    return -max(scores)[1] if scores else None


def _body(lines: list[_Line], top: int | None, authors: tuple[str, ...]) -> str:
    """The article's lines, as they were, between header and footer; blank lines single."""
    start = top + 1 if top is not None else 0
    title = plain(lines[top].text) if top is not None else ""
    end = _densest(lines, start, _footer(lines, start))
    opening = _opening(lines, start, end)
    kept: list[str] = []
    for n in range(start, end):
        line = lines[n]
        if line.kind == "blank":
            kept.append("")
        elif (
            line.kind in ("sentence", "item")
            or (n > opening and line.kind == "short")
            or _is_said_twice(line, title, n > opening)
        ):
            kept.append(line.text)
    while kept and (not kept[-1] or is_vita(kept[-1], [plain(a) for a in authors])):
        kept.pop()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip("\n")


def _is_said_twice(line: _Line, title: str, inside: bool) -> bool:
    """Whether `line` is repeated in the body without being the title (a refrain, a quote pulled out)."""
    return (
        line.kind == "repeat" and inside and plain(line.text) != title and bool(_SENTENCE.fullmatch(line.text.strip()))
    )


def _opening(lines: list[_Line], start: int, end: int) -> int:
    """The first sentence below the last mark of the header: from there short lines are subheadings."""
    written = [n for n in range(start, end) if lines[n].kind != "blank"]
    marks = [n for n in written[:_HEADER] if lines[n].kind in ("date", "byline", "repeat", "furniture", "logo", "nav")]
    longest = [n for n in written if lines[n].kind == "sentence"]
    early = [m for m in marks if sum(n < m for n in longest) <= 2]
    after = early[-1] if early else start - 1
    return next((n for n in longest if n > after), start)


def _footer(lines: list[_Line], start: int) -> int:
    """Where the footer begins: the first mark below which hardly anything is said."""
    total = _said(lines[start:])
    end, said, length = len(lines), 0, 0
    for n in reversed(range(start, len(lines))):
        line = lines[n]
        if line.kind in ("sentence", "item"):
            said, length = said + 1, length + len(line.text)
        elif line.kind in ("section", "furniture", "logo", "nav"):
            box = re.match(r"newsletter|subscribe|sign up|share", line.text.strip(), re.I)
            few = said <= (2 if box else 12) and length * 4 <= total
            if not said or (line.kind == "section" and few):
                end = n
    return end


def _densest(lines: list[_Line], start: int, end: int) -> int:
    """Where the running text ends: sentences count for it, lines that are none against it; the best sum wins.

    Where more than half of all that is said stands below, nothing is cut.
    """
    weight = {"item": 10, "short": -60, "nav": -60}
    total, best, place = 0, 0, start
    for n in range(start, end):
        line = lines[n]
        total = max(total, 0) + (min(len(line.text), 300) if line.kind == "sentence" else weight.get(line.kind, 0))
        if total >= best:
            best, place = total, n + 1
    return place if 2 * _said(lines[place:end]) <= _said(lines[start:end]) else end


def _said(lines: list[_Line]) -> int:
    """Characters in the sentences of `lines`."""
    return sum(len(line.text) for line in lines if line.kind == "sentence")


def _published(lines: list[_Line]) -> str | None:
    stated = (line.text for line in lines if line.kind in ("date", "byline"))
    dated = (line.text for line in lines[:30] if line.kind == "furniture")
    return next((day for text in (*stated, *dated) if (day := iso_day(text))), None)


def _publisher(lines: list[_Line]) -> str | None:
    """The outlet's name: of its logo, else of the copyright note, else of who runs the page."""
    written = [line for line in lines if line.kind != "blank"][:2]
    masthead = len(written) == 2 and written[0].kind == "short" and written[1].kind in ("nav", "furniture", "section")
    for form in (_LOGO, _MASTHEAD, _OWNER, _POWERED):
        for line in written[:masthead] if form is _MASTHEAD else lines:
            found = (
                form.fullmatch(line.text.strip()) if line.kind in ("logo", "furniture", "section") or masthead else None
            )
            named = (found.groupdict().get("name") or found.groupdict().get("other")) if found else None
            if named and not _SOFTWARE.search(named):
                return named.strip().title() if named.islower() else named.strip()
    return None


def _authors(lines: list[_Line]) -> tuple[str, ...]:
    for line in lines:
        if line.kind == "byline" and (found := _BYLINE.fullmatch(line.text.strip())):
            names = re.split(r"\s*(?:,|;|&|\band\b)\s*", found["who"].strip())
            return tuple(name for name in names if _NAME.fullmatch(name))
    return ()
