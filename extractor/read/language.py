"""Which language a text is in. Offline; the model is loaded when the first text that needs it comes."""

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

ENOUGH = 60
"""Letters below which a text is too short to tell."""
LOOK = 1500
"""Characters that are looked at."""
NEWS = tuple(
    "ar az be bg bn ca cs da de el en es et eu fa fi fr gl he hi hr hu hy id is it ja ka kk ko ky lt lv mk mn ms nl no "
    "pl pt ro ru sk sl sq sr sv sw ta th tr uk ur uz vi zh".split()
)
"""Languages that news is written in; the model's others (Pidgin, Scots, Latin) it mistakes short English for."""
_MISTAKEN = {"ua": "uk"}
"""Codes of countries that pages write where a language's is meant."""
_OFTEN_MISTAKEN = frozenset({"en", "uk", "ru"})
"""Languages whose declaration is not believed where the text itself leaves it open."""
_SURE = 0.9
_ENGLISH = frozenset("the of and to with that for was is by has from said which were this their have".split())

_CYRILLIC = re.compile(r"[а-яёіїєґ]")
_UKRAINIAN, _RUSSIAN = "іїєґ", "ыэё"
_NEITHER = re.compile(r"[ўђјљњћџѓќѕәғқңөұүһ]")
"""Letters of other languages in Cyrillic script."""
_UKRAINIAN_WORDS = frozenset("та що й і з із від це як або щодо під який яка які про було були їх його її".split())
_RUSSIAN_WORDS = frozenset("что и с из от это как или по к при который которая которые был были их его её".split())
_TELLING = 3
"""What a small word counts beside a letter, and how much must be there to tell by."""


def language(text: str, declared: str | None = None, *, believe: bool = False) -> str | None:
    """The two-letter code of the language of `text`; what is `declared` where it is too short to tell, or None.

    `believe`: what is declared is taken for true where the text is not plain English: quicker than asking the model.
    """
    look = text[:LOOK]
    claimed = _code(declared)
    words = re.findall(r"[^\W\d_]+", look)
    if written := _by_letters(look.lower(), words):
        return written
    if sum(map(len, words)) < ENOUGH:
        return claimed
    if _plain_english(words):
        return "en"
    if believe and claimed in NEWS and claimed not in _OFTEN_MISTAKEN:
        return claimed
    code, sure = _identifier().classify(look)
    return str(code) if sure >= _SURE else claimed or str(code)


def _by_letters(low: str, words: list[str]) -> str | None:
    """`uk` or `ru` by their own letters and small words: the model mixes the two up where one quotes the other.

    None where neither is clear, and for Belarusian, Bulgarian and others in Cyrillic script.
    """
    if low.isascii() or len(_CYRILLIC.findall(low)) * 2 < sum(map(len, words)) or _NEITHER.search(low):
        return None
    small = [word.lower() for word in words]
    letters = [sum(map(low.count, own)) for own in (_UKRAINIAN, _RUSSIAN)]
    scores = [
        count + _TELLING * sum(word in own for word in small)
        for count, own in zip(letters, (_UKRAINIAN_WORDS, _RUSSIAN_WORDS), strict=True)
    ]
    best = 0 if scores[0] > scores[1] else 1
    if not letters[best] or scores[best] < max(_TELLING, 2 * scores[1 - best]) or low.count("ъ") > letters[1]:
        return None
    return ("uk", "ru")[best]


def _code(declared: str | None) -> str | None:
    found = re.match(r"([A-Za-z]{2,3})(?:$|[-_])", (declared or "").strip())
    return _MISTAKEN.get(found[1].lower(), found[1].lower()) if found else None


def _plain_english(words: list[str]) -> bool:
    """Whether every eighth word is an English particle: then no model need be asked."""
    small = [w.lower() for w in words]
    return "the" in small and sum(w in _ENGLISH for w in small) * 8 >= len(small)


@cache
def _identifier() -> "LanguageIdentifier":
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(NEWS))
    return identifier
