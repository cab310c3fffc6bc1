# ruff: noqa: INP001 - part of a script; Cyrillic is what it is about
"""Ukrainian and Russian names in every case, by rule; a table says what no rule can tell.

A name in the tables is written in the nominative: `Служба| безпеки України`. What stands after `|` stays as it is.
A word may carry its class after `~`:

    ~0 fixed   ~m ~f ~n gender   ~a adjective   ~pСум plural with its genitive   ~mКиєв oblique stem

Where usage wavers (Іраку, Ірака) both forms are made: the catalogue is for finding, not for writing.
"""

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal

Language = Literal["uk", "ru"]
Cases = tuple[tuple[str, ...], ...]
"""The forms of nominative, genitive, dative, accusative, instrumental, locative."""

HUSHING = tuple("жчшщ")
VOWELS = tuple("аеєиіїоуюяыэё")
SOFTENED = {"к": "ц", "г": "з", "ґ": "з", "х": "с"}


def forms(name: str, language: Language) -> list[str]:
    """Every form of `name` as the tables write it, without doubles, nominative first."""
    head, _, tail = name.partition("|")
    rows = [_cases(word, language) for word in head.split(" ")]
    found = (" ".join(words) + tail for case in range(6) for words in product(*(row[case] for row in rows)))
    return list(dict.fromkeys(found))


def adjective_forms(word: str, language: Language) -> list[str]:
    """An adjective in every gender, number and case, and as the first half of a compound (російсько-...)."""
    if language == "uk":
        stem = word[:-2]
        ends = "ий а е і ого ої ому ій у ою им ім их ими".split()
    else:
        stem, i = word[:-2], "и" if word[-3] in "кгхжшчщ" else "ы"
        ends = [word[-2:], "ая", "ое", i + "е", "ого", "ой", "ою", "ому", "ую", i + "м", "ом", i + "х", i + "ми"]
    compound = [stem + "о"] if stem.endswith(("ськ", "цьк", "зьк", "ск", "цк")) else []
    return list(dict.fromkeys([*(stem + end for end in ends), *compound]))


def people_forms(word: str, language: Language) -> list[str]:
    """A noun for a country's people, from its masculine nominative, in singular and plural."""
    word, _, given = word.partition("~m")
    return list(dict.fromkeys(_ukrainian_people(word, given) if language == "uk" else _russian_people(word, given)))


def _ukrainian_people(word: str, given: str) -> list[str]:
    if word.endswith(("ець", "єць")):
        stem = word[:-3] + ("йц" if word.endswith("єць") else "ьц" if word[-4] == "л" else "ц")
        return [word, *(stem + e for e in "я ю еві ем і ів ям ями ях".split())]
    if word.endswith(("анин", "янин")):
        plural = word[:-2]
        return [word, *(word + e for e in "а у ові ом і".split()), *(plural + e for e in ["и", "", "ам", "ами", "ах"])]
    if word.endswith("ка"):
        stem = word[:-2]
        return [*(stem + "к" + e for e in "а и у ою ам ами ах".split()), stem + "ці", stem + "ок"]
    return [word, *((given or word) + e for e in "а у ові ом і и ів ам ами ах".split())]


def _russian_people(word: str, given: str) -> list[str]:
    if word.endswith("ец"):
        stem = given or word[:-2] + ("йц" if word[-3] in VOWELS else "ьц" if word[-3] == "л" else "ц")
        return [word, *(stem + e for e in "а у ем е ы ев ам ами ах".split())]
    if word.endswith(("анин", "янин")):
        plural = word[:-2]
        return [word, *(word + e for e in "а у ом е".split()), *(plural + e for e in ["е", "", "ам", "ами", "ах"])]
    if word.endswith("ка"):
        stem = word[:-2]
        return [*(stem + "к" + e for e in "а и е у ой ам ами ах".split()), stem + "ок"]
    stem = given or word
    plural_end = "и" if stem[-1] in "кгх" else "ы"
    return [word, *(stem + e for e in ["а", "у", "ом", "е", plural_end, "ов", "ам", "ами", "ах"])]


def _cases(word: str, language: Language) -> Cases:
    plain, _, mark = word.partition("~")
    if mark == "0" or (len(plain) > 1 and plain.isupper()):
        return ((plain,),) * 6
    if mark == "a":
        return (_ukrainian_adjective if language == "uk" else _russian_adjective)(plain)
    if mark.startswith("p"):
        return _plural(plain, mark[1:], language)
    return (_ukrainian_noun if language == "uk" else _russian_noun)(plain, mark)


def _of(stem: str, *rows: str) -> Cases:
    """A row of endings a case, `-` for none, to the forms they make."""
    return tuple(tuple(stem + ("" if end == "-" else end) for end in row.split()) for row in rows)


def _plural(word: str, genitive: str, language: Language) -> Cases:
    stem = word[:-1]
    hard = word[-1] in "иы" if language == "uk" else word[-1] == "ы" or stem[-1] in "кгхжшчщ"
    a = "а" if hard or stem.endswith(HUSHING) else "я"
    return ((word,), (genitive,), (f"{stem}{a}м",), (word,), (f"{stem}{a}ми",), (f"{stem}{a}х",))


def _ukrainian_adjective(word: str) -> Cases:
    stem = re.sub(r"(?:ий|ій|а|е|і)$", "", word)
    if word.endswith("ій"):
        return _of(stem, "ій", "ього", "ьому", "ій", "ім", "ьому ім")
    if word.endswith("ий"):
        return _of(stem, "ий", "ого", "ому", "ий", "им", "ому ім")
    if word.endswith("а"):
        return _of(stem, "а", "ої", "ій", "у", "ою", "ій")
    if word.endswith("е"):
        return _of(stem, "е", "ого", "ому", "е", "им", "ому ім")
    return _of(stem, "і", "их", "им", "і", "ими", "их")


def _russian_adjective(word: str) -> Cases:
    stem, end = word[:-2], word[-2:]
    i = "и" if stem[-1] in "кгхжшчщ" or (end == "ий" and stem[-1] == "н") else "ы"
    if end in ("ий", "ый", "ой"):
        if i == "и" and stem[-1] == "н":
            return _of(stem, "ий", "его", "ему", "ий", "им", "ем")
        return _of(stem, end, "ого", "ому", end, f"{i}м", "ом")
    if end == "ая":
        return _of(stem, "ая", "ой", "ой", "ую", "ой ою", "ой")
    if end == "ое":
        return _of(stem, "ое", "ого", "ому", "ое", f"{i}м", "ом")
    return _of(stem, end, f"{i}х", f"{i}м", end, f"{i}ми", f"{i}х")


def _ukrainian_noun(word: str, mark: str) -> Cases:
    last, stem = word[-1], word[:-1]
    if mark == "f" and last not in "ая":
        return _ukrainian_third(word)
    if mark == "n" and last == "я":
        return _of(stem, "я", "я", "ю", "я", "ям", "ї")
    if mark == "n" or word.endswith("ство"):
        return _of(stem, last, "а", "у ові", last, "ом", "і у")
    if re.search(r"(.)\1я$", word):
        return _of(stem, "я", "я", "ю", "я", "ям", "і ю")
    if last in "ая":
        return _ukrainian_feminine(stem, last)
    return ((word,),) * 6 if last in VOWELS else _ukrainian_masculine(word, mark.removeprefix("m"))


def _ukrainian_masculine(word: str, given: str) -> Cases:
    last = word[-1]
    if last == "ь":
        return ((word,), *_soft(word, given))
    if last == "й":
        return _of(given or word[:-1], "й", "ю я", "ю єві", "й", "єм", "ї ю")
    stem = given or word
    softened = stem[:-1] + SOFTENED.get(stem[-1], stem[-1])
    o = "е" if stem.endswith(HUSHING) else "о"
    places = (stem + "у",) if stem.endswith("ьк") else (softened + "і", stem + "у")
    return (
        (word,), (stem + "а", stem + "у"), (stem + "у", f"{stem}{o}ві"), (word,), (f"{stem}{o}м",), places,
    )  # fmt: skip


def _soft(word: str, given: str) -> Cases:
    stem = given or word[:-1]
    return ((stem + "я", stem + "ю"), (stem + "ю", stem + "еві"), (word,), (stem + "ем",), (stem + "і", stem + "ю"))


def _ukrainian_feminine(stem: str, last: str) -> Cases:
    if last == "я":
        if stem.endswith((*VOWELS, "'")):
            return _of(stem, "я", "ї", "ї", "ю", "єю", "ї")
        return _of(stem, "я", "і", "і", "ю", "ею", "і")
    if stem.endswith(HUSHING):
        return _of(stem, "а", "і", "і", "у", "ею", "і")
    softened = stem[:-1] + SOFTENED.get(stem[-1], stem[-1])
    return ((stem + "а",), (stem + "и",), (softened + "і",), (stem + "у",), (stem + "ою",), (softened + "і",))


def _ukrainian_third(word: str) -> Cases:
    """Білорусь, область, Керч: the instrumental doubles a single soft consonant."""
    stem = word.removesuffix("ь")
    last, before = stem[-1], stem[-2]
    with_ = stem + ("'ю" if last in "бпвмфр" else "ю" if before not in VOWELS else f"{last}ю")
    return ((word,), (stem + "і",), (stem + "і",), (word,), (with_,), (stem + "і",))


def _russian_noun(word: str, mark: str) -> Cases:
    last, stem = word[-1], word[:-1]
    if mark == "f" and last == "ь":
        return _of(stem, "ь", "и", "и", "ь", "ью", "и")
    if word.endswith("ие"):
        return _of(stem, "е", "я", "ю", "е", "ем", "и")
    if word.endswith("ье"):
        return _of(stem, "е", "я", "ю", "е", "ем", "е")
    if mark == "n" or word.endswith("ство"):
        return _of(stem, "о", "а", "у", "о", "ом", "е")
    if last in "ая":
        return _russian_feminine(stem, last)
    return ((word,),) * 6 if last in VOWELS else _russian_masculine(word, mark.removeprefix("m"))


def _russian_feminine(stem: str, last: str) -> Cases:
    if last == "я":
        place = "и" if stem.endswith("и") else "е"
        return _of(stem, "я", "и", place, "ю", "ей ею", place)
    i = "и" if stem[-1] in "кгхжшчщ" else "ы"
    return _of(stem, "а", i, "е", "у", "ей ею" if stem.endswith((*HUSHING, "ц")) else "ой ою", "е")


def _russian_masculine(word: str, given: str) -> Cases:
    if word[-1] in "ьй":
        stem = given or word[:-1]
        place = stem + ("и" if stem.endswith("и") else "е")
        return ((word,), (stem + "я",), (stem + "ю",), (word,), (stem + "ем",), (place,))
    stem = given or word
    with_ = stem + ("ем" if stem.endswith((*HUSHING, "ц")) else "ом")
    return ((word,), (stem + "а",), (stem + "у",), (word,), (with_,), (stem + "е",))


def names(cell: str) -> Iterator[tuple[str, str]]:
    """The names of a table's cell, each with the flags before it (`?`, `!`, `+`, `-`)."""
    for part in filter(None, (p.strip() for p in cell.split(";"))):
        flags = re.match(r"[?!+-]*", part)
        assert flags
        yield part[flags.end() :], flags.group()
