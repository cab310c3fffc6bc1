"""The forms in which the trigger words stand in a text, and the kind of incident a sentence tells of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from extractor.annotate import trigger_words as words

Pattern = Literal["party", "data"]


@dataclass(frozen=True, slots=True)
class Verb:
    """How a verb's object is to be read: the party hit, or data taken from one. `weak`: only in a cyber context."""

    pattern: Pattern
    kind: str
    participle: bool
    weak: bool = False


def _forms(verb: str) -> tuple[tuple[str, bool], ...]:
    """Every form of a verb, with whether it may be a participle."""
    if verb in words.IRREGULAR:
        base, third, past, gerund = words.IRREGULAR[verb]
        participle = words.PARTICIPLES.get(verb)
        forms = ((base, base == past), (third, False), (past, participle is None), (gerund, False))
        return (*forms, (participle, True)) if participle else forms
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2] not in "aeiou":
        stem = verb[:-1]
        return ((verb, False), (stem + "ies", False), (stem + "ied", True), (verb + "ing", False))
    doubled = stem + stem[-1] if verb in words.DOUBLED else stem
    third = verb + ("es" if verb.endswith(("s", "x", "sh", "ch")) else "s")
    return ((verb, False), (third, False), (doubled + "ed", True), (doubled + "ing", False))


def _all_forms(verbs: Iterable[str]) -> frozenset[str]:
    return frozenset(form for verb in verbs for form, _ in _forms(verb))


def _by_word(table: Mapping[str, str]) -> dict[str, str]:
    return {word: kind for kind, row in table.items() for word in row.split()}


def _verbs(table: Mapping[str, str], pattern: Pattern, weak: frozenset[str]) -> dict[str, Verb]:
    return {
        form: Verb(pattern, kind, participle, verb in weak)
        for verb, kind in _by_word(table).items()
        for form, participle in _forms(verb)
    }


def _phrases() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Form of the verb -> (second word, third word, kind) of every phrase that begins with it."""
    table: dict[str, tuple[tuple[str, str, str], ...]] = {}
    for (verb, second, third), kind in words.PHRASES.items():
        for form, _ in _forms(verb):
            table[form] = (*table.get(form, ()), (second, third, kind))
    return table


VERBS: dict[str, Verb] = {
    **_verbs(words.PARTY_VERBS, "party", words.WEAK),
    **_verbs(words.DATA_VERBS, "data", words.WEAK_DATA),
}
INTO_FORMS = {(form, particle): kind for (verb, particle), kind in words.INTO.items() for form, _ in _forms(verb)}
INTO_STARTS = frozenset(form for form, _ in INTO_FORMS)
PHRASE_FORMS = _phrases()
NOUNS = _by_word(words.NOUNS)
DO_ATTACK = _all_forms(words.LAUNCH_VERBS) | words.LAUNCH_FORMS
SUFFER_ATTACK = _all_forms(words.SUFFER_VERBS) | words.SUFFER_FORMS
WIELD = _all_forms(words.WIELD_VERBS.split()) | words.WIELD_FORMS
TELL_OF_ATTACK = _all_forms(words.TELL_VERBS)
ONLY_SUFFER = SUFFER_ATTACK - DO_ATTACK
VERSUS = frozenset({"vs", "versus"})
_BEGINNINGS = frozenset({*VERBS, *INTO_STARTS, *PHRASE_FORMS, *NOUNS, *WIELD, *VERSUS})


def may_tell(word: str) -> bool:
    """Whether an incident may be told by `word`, in lower case: most words are spared the grammar."""
    return word in _BEGINNINGS or "-" in word or word.startswith("cyber")


def kind_of(sentence: str, default: str) -> str:
    """The kind of incident that a sentence tells of, `default` where no word says more."""
    return _told(sentence) or default


@lru_cache(maxsize=16)
def _told(sentence: str) -> str:
    """What `kind_of` says, once for all events of a sentence."""
    return next((kind for pattern, kind in words.KIND_WORDS if pattern.search(sentence)), "")
