"""What a sentence says about what it tells: how sure it is, who says so, who is blamed how firmly. Pure text.

Every question is asked of a trigger, and answered from the trigger's own clause: "X, which denied paying the ransom,
was hit" does not deny the hit, "denied that it hacked X" denies the hacking. The words are tables in `cue_words`.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from extractor.annotate import cue_words as words
from extractor.annotate.cue_words import Cue
from extractor.model import Modality, Span, Stance

Realis = Literal["Actual", "Other", "Generic"]

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
_QUOTES = '“”"«»'
_QUOTE_ENDS = frozenset('”"»')
_STOPPED = re.compile(rf"[{_QUOTES};:]|\bthat\b|\bbut\b|\bwhile\b|\balthough\b|\bwhereas\b")


@dataclass(frozen=True, slots=True)
class Speech:
    """A verb (or "according to") that gives words to a speaker.

    `side`: where the speaker's noun phrase stands.  `window`: the characters of the sentence to look for it in.
    `stance`: what the verb says about the words: it states, suspects, claims or denies them.
    """

    start: int
    end: int
    cue: str
    stance: Stance
    side: Literal["before", "after"]
    window: Span


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


def realis(sentence: str, trigger: int) -> Realis:
    """Whether the event at `trigger` happened (Actual), might, will or did not (Other), or is a kind (Generic)."""
    if modality(sentence, trigger) in {"denied", "planned", "hypothetical"}:
        return "Other"
    before = _clause(sentence, trigger)[:trigger].lower()
    near = " ".join(_WORD.findall(before)[-4:])
    if words.FAILED.search(near):
        return "Other"
    is_kind = words.KIND.match(sentence, trigger) and not words.ONE.search(before)
    return "Generic" if is_kind or words.HABIT.search(near) else "Actual"


def speaker_cue(sentence: str) -> tuple[Speech, ...]:
    """The speech verbs of `sentence`, in order, each with where to look for its speaker."""
    found = []
    for match in _speech_pattern().finditer(sentence):
        cue = match[0].lower()
        if cue.startswith("according"):
            window = _after(sentence, match.end())
            speech = Speech(match.start(), match.end(), "according to", "states", "after", window) if window else None
        else:
            speech = _spoken(sentence, match)
        if speech:
            found.append(speech)
    return tuple(found)


def _spoken(sentence: str, match: re.Match[str]) -> Speech | None:
    lead, verb = sentence[: match.start()].rstrip(), match[0].lower()
    is_quote = not _QUOTE_ENDS.isdisjoint(lead[-2:])
    is_inverted = (is_quote or lead.endswith(",")) and _begins_name(sentence, match.end(), is_quote=is_quote)
    window = _after(sentence, match.end()) if is_inverted else _before(sentence, match.start())
    if not window:
        return None
    return Speech(match.start(), match.end(), verb, _stances()[verb], "after" if is_inverted else "before", window)


def _begins_name(sentence: str, offset: int, *, is_quote: bool) -> bool:
    """Does a speaker follow the verb? After a comma without quotation marks only a capital tells."""
    rest = sentence[offset:].lstrip()
    if re.match(r"(?:that|it|he|she|they|we|in|on|at|to)\b", rest):
        return bool(is_quote and re.match(r"(?:he|she|they|it)\b", rest))
    return rest[:1].isupper() or bool(is_quote and re.match(r"(?:the|a|an|one|its|his|her|their)\b", rest))


def _after(sentence: str, offset: int) -> Span | None:
    end = re.search(rf"[,;{_QUOTES}]|\.(?=\s|$)|\s(?:who|which|that|on|in)\s", sentence[offset:])
    stop = offset + end.start() if end else len(sentence)
    return _stripped(sentence, offset, stop)


def _before(sentence: str, offset: int) -> Span | None:
    """From the last mark or clause word; from the last comma too, unless an apposition ends at the verb."""
    lead = sentence[:offset]
    start = max((m.end() for m in _STOPPED.finditer(lead)), default=0)
    if not lead.rstrip().endswith(","):
        start = max(start, lead.rfind(", ") + 1)
    return _stripped(sentence, start, offset)


def _stripped(sentence: str, start: int, end: int) -> Span | None:
    piece = sentence[start:end]
    left, right = len(piece) - len(piece.lstrip(' ,”"')), len(piece.rstrip(" ,"))
    return Span(start + left, start + right) if left < right else None


@cache
def _stances() -> dict[str, Stance]:
    kinds: tuple[Stance, ...] = ("states", "suspects", "claims-own", "denies")
    return {verb: kind for kind in kinds for verb in words.SPEECH_VERBS[kind].split()}


@cache
def _speech_pattern() -> re.Pattern[str]:
    verbs = "|".join(sorted(_stances(), key=len, reverse=True))
    return re.compile(rf"\baccording\s+to\b|\b(?:{verbs})\b(?!\s+to\s+be\b|-)", re.IGNORECASE)


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
