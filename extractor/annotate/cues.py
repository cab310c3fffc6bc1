"""What a sentence says about what it tells: how sure it is, who says so, who is blamed how firmly. Pure text.

Every question is asked of a trigger, and answered from the trigger's own clause: "X, which denied paying the ransom,
was hit" does not deny the hit, "denied that it hacked X" denies the hacking. The words are tables in `cue_words`.
"""

import re

from extractor.annotate import cue_words as words
from extractor.annotate.cue_words import Cue
from extractor.model import Modality, Stance

_ASIDE = re.compile(
    r"^(?:After|When|While|Although|Though|Because|Since|As|Before|Despite|Following)\b[^,;]*,|"
    r",\s(?:which|who|whose|whom|where|when|although|though|while|despite)\b[^,;]*(?:[,;]|$)|\([^()]*\)|"
    r"\s[–—]\s[^–—]*(?:\s[–—]\s|$)"
)
_BREAK = re.compile(
    r"[;:]\s|,\s(?:but|whereas|yet|and|so|after|because|since|as|following|before)\s|\s(?:but|whereas|yet)\s"
)
_AUXILIARIES = re.compile(
    r"(?:(?:has|have|had|was|were|is|are|be|been|being|will|would|could|can|may|might|should|did|does|do|to|not|"
    r"\w+n['’]t|never|"
    r"also|likely|reportedly|allegedly|without)\s+)*",
)
"""Small words a verb begins with: a trigger "has not fixed" is read from "fixed" on."""
_REACH = 160
"""Characters before a trigger in which its cues stand: the longest reach is sixteen words."""
_BLANKS = str.maketrans("\n\t\xa0", "   ")
_WORD = re.compile(r"[\w’'-]+")


def modality(sentence: str, trigger: int) -> Modality:
    """How `sentence` puts what the word at offset `trigger` names.

    Of several cues the one that takes most away wins: denied, planned, hypothetical, claimed, alleged, asserted.
    """
    clause = _clause(sentence, trigger).lower().translate(_BLANKS)
    word = _AUXILIARIES.match(clause, trigger).end()  # type: ignore[union-attr]
    before, after = clause[max(0, word - _REACH) : word], clause[_word_end(sentence, word) :]
    found = {m for m, hint, pattern in words.CUES_AFTER if hint.search(after) and pattern.search(after)}
    for cue in words.CUES if words.ANY_CUE.search(before) else ():
        if cue.modality not in found and _reaches(cue, before):
            found.add(cue.modality)
    order: tuple[Modality, ...] = ("denied", "planned", "hypothetical", "claimed", "alleged")
    return next((m for m in order if m in found), "asserted")


def stance(sentence: str, trigger: int) -> Stance | None:
    """How firmly the clause around `trigger` (an attribution's verb or noun) puts the blame.

    None if it blames nobody, or says that somebody withholds blame ("has not attributed the attack").
    """
    clause = re.sub(r"\s+", " ", _clause(sentence, trigger).lower())
    if words.OWN.search(clause):
        return "claims-own"
    if words.DENIES.search(clause):
        return "denies"
    if words.WITHHELD.search(clause):
        return None
    if not words.STATES.search(clause) and not words.SUSPECTS.search(clause):
        return None
    return "suspects" if words.SUSPECTS.search(clause) else "states"


def _clause(sentence: str, trigger: int) -> str:
    """`sentence` with all but the trigger's clause blanked, so that offsets stay."""
    kept = sentence
    for aside in _ASIDE.finditer(sentence):
        if aside.start() <= trigger < aside.end():
            return _only(sentence, aside.start(), aside.end())
        kept = kept[: aside.start()] + " " * (aside.end() - aside.start()) + kept[aside.end() :]
    breaks = [0, *(m.start() for m in _BREAK.finditer(kept)), len(kept)]
    start = max(b for b in breaks if b <= trigger)
    end = min((b for b in breaks if b > trigger), default=len(kept))
    return _only(kept, start, end)


def _only(sentence: str, start: int, end: int) -> str:
    return " " * start + sentence[start:end] + " " * (len(sentence) - end)


def _word_end(sentence: str, trigger: int) -> int:
    word = _WORD.match(sentence, trigger)
    return word.end() if word else trigger


def _reaches(cue: Cue, before: str) -> bool:
    """Does `cue` stand in `before`, near enough to its end and with nothing between that frees the trigger?"""
    for match in cue.words.finditer(before):
        gap = before[match.end() :]
        if len(_WORD.findall(gap)) > cue.reach or words.SCOPE_ENDS.search(gap):
            continue
        if not (cue.stops and cue.stops.search(gap)):
            return True
    return False
