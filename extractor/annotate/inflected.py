"""Known names in Ukrainian and Russian texts, in any grammatical case, matched word by word.

The longest name wins. Acronyms count in capitals only, names with a capital, words for a country's things and people
(російські) in any case. An ambiguous name (Суми, Дія) needs support: quotation marks, a capital within a sentence, or
the word for a town before it. A body that many states have takes the country beside it into its name: МЗС Польщі.
"""

import re
from dataclasses import dataclass, replace

from extractor.annotate.catalogue import COUNTRY, DEMONYM, Known
from extractor.catalogue import Catalogue, Form, Inflected
from extractor.catalogue.inflected import folded

WORD = re.compile(r"[^\W_]+(?:['\u2019\u2018\u02bc`][^\W_]+)*")
AFTER_NAME = re.compile(r"[ \u00a0]+")
NOT_OF_A_COUNTRY = re.compile(r"[ \u00a0](?:мов[аиіу]\b|мовою|язык|океан|мор[еяю]\b|море[мі])")
"""After "російською", "Індійський": a language, a sea."""
TOWN = re.compile(r"(?<!\w)(?:м|г|с|смт|пгт|місто|місті|міста|город|городе|города)\.?[ \u00a0]$", re.I)
OPENING, CLOSING = "«„“\"'‹(", "»“”\"'›"
STARTS = re.compile(r"(?:^|[.!?…:;\n•*|–—-])[\s«„“\"'(]*$")
BODY = ("GovernmentAgency", "Organization")
INSIDE_DOMAIN = re.compile(r"\w\.$")
LOOK_BACK = 12


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Match:
    known: Known
    form: Form


def find_inflected(text: str, catalogue: Catalogue) -> tuple[Known, ...]:
    """Every known name of `text` in its Ukrainian or Russian forms, left to right, none overlapping."""
    inflected = catalogue.inflected
    words = [_Word(m.start(), m.end()) for m in WORD.finditer(text)]
    low = folded(text)
    found: list[_Match] = []
    end = 0
    for number, word in enumerate(words):
        if word.start < end:
            continue
        match = _longest(text, low, words, number, inflected)
        if match:
            found.append(match)
            end = match.known.end
    return tuple(m.known for m in _with_countries(text, found) if not m.known.held)


def _longest(text: str, low: str, words: list[_Word], number: int, inflected: Inflected) -> _Match | None:
    start = words[number].start
    room = inflected.longest.get(low[start : words[number].end])
    if not room:
        return None
    best = None
    for word in words[number:]:
        if word.end - start > room:
            break
        forms = inflected.forms.get(low[start : word.end], ())
        best = _match(text, start, word.end, [f for f in forms if _fits(text, start, word.end, f)]) or best
    return best


def _match(text: str, start: int, end: int, forms: list[Form]) -> _Match | None:
    if not forms or not _is_whole(text, start, end):
        return None
    form = min(forms, key=lambda f: (f.use == "word", f.key))
    found_by = f"catalogue:{form.key.split('/')[0]}"
    if form.kind == "Country":
        found_by = DEMONYM if form.use == "word" else COUNTRY
    if form.use == "word" and NOT_OF_A_COUNTRY.match(text, end):
        return None
    held = form.generic and text[start].islower()
    return _Match(Known(start, end, form.kind, found_by, held), form)


def _is_whole(text: str, start: int, end: int) -> bool:
    """No part of an address, an account's name or a numbered unit (Дніпро-1)."""
    before = text[max(0, start - 2) : start]
    if before.endswith(("@", "/", "_", "#")) or (text[start].islower() and INSIDE_DOMAIN.search(before)):
        return False
    after = text[end : end + 2]
    return not (after[:1] in ("_", "@") or (after[:1] in (".", "-") and after[1:].isdigit()) or _is_domain(after))


def _is_domain(after: str) -> bool:
    return after[:1] == "." and after[1:].isalpha() and after[1:].islower()


def _fits(text: str, start: int, end: int, form: Form) -> bool:
    seen, written = text[start:end], form.text
    if written[0].islower() and not form.ambiguous:
        return True
    if written.isupper():
        return seen.isupper() and (not form.ambiguous or _is_supported(text, start, end))
    if not seen[0].isupper():
        return written.count(" ") >= (1 if form.generic else 2) and form.kind in BODY
    if form.ambiguous:
        return not seen.isupper() and _is_supported(text, start, end)
    return not seen.isupper() or len(seen) > 3


def _is_supported(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start] in tuple(OPENING[:4]) and text[end : end + 1] in tuple(CLOSING):
        return True
    before = text[max(0, start - LOOK_BACK) : start]
    return bool(TOWN.search(before)) or not STARTS.search(before)


def _with_countries(text: str, found: list[_Match]) -> list[_Match]:
    """Bodies that many states have, with the country beside them; written small they count only with it."""
    out: list[_Match] = []
    for match in found:
        before = out[-1] if out else None
        if before and _touch(text, before, match):
            if before.form.generic and match.form.kind == "Country" and match.form.use == "name":
                out[-1] = replace(before, known=replace(before.known, end=match.known.end, held=False))
                continue
            if match.form.generic and before.form.use == "word":
                out[-1] = replace(match, known=replace(match.known, start=before.known.start, held=False))
                continue
        out.append(match)
    return out


def _touch(text: str, one: _Match, other: _Match) -> bool:
    return bool(AFTER_NAME.fullmatch(text, one.known.end, other.known.start))
