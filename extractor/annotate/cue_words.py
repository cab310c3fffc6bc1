"""The words that say how sure a sentence is, as tables. Order within a table does not matter; order of tables does.

A cue reaches `reach` words to the right, up to the trigger, unless a word of `stops` stands between: those say that the
cue is about something else ("denied involvement in the attack" does not deny the attack).
"""

import re
from dataclasses import dataclass

from extractor.model import Modality


@dataclass(frozen=True, slots=True)
class Cue:
    """Words before a trigger that change what the sentence says of it.

    `reach`: most words between cue and trigger.  `stops`: words between them that free the trigger.
    """

    modality: Modality
    words: re.Pattern[str]
    reach: int
    stops: re.Pattern[str] | None = None


def _rx(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})(?!\w)")


SCOPE_ENDS = _rx(
    r"after|following|despite|amid|when|while|although|though|because|since|until|during|before|due to|in response to|"
    r"in connection with|in retaliation|in the wake of|"
    r"and (?:said|says|added|confirmed|announced|told|was|were|is|are|has|have|had|that the attack)"
)
"""Words that begin another thought: no cue reaches over them."""

_ELSEWHERE = (
    r"involvement|responsibility|any role|a role|role in|links?|linked to|connections?|connected to|knowledge|"
    r"paying|any part|behind|"
    r"responsible for|blame|took part|participat\w+|complicity|ordering"
)
_GIVEN = r"the|this|that|these|those|its|their|his|her|our|last|recent|earlier|previous|first"
_KNOWING = (
    r"only|just|say|saying|said|know|known|clear|confirm|confirmed|disclose|disclosed|name|reveal|revealed|specify|"
    r"whether|identify|"
    r"respond|comment|sure|immune|surprising|pay|alone|rule"
)
_AGENTS = (
    r"hackers?|hacking groups?|groups?|gangs?|actors?|spies|agents?|intelligence|attackers?|criminals?|"
    r"cybercriminals?|operatives?|"
    r"state|government|members?|hacktivists?|perpetrators?|crew|party|parties"
)

CUES: tuple[Cue, ...] = (
    # denied
    Cue(
        "denied",
        _rx(
            r"(?<!\bor )(?<!\bnor )(?<!\bnot )(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing|ion)?|dismiss(?:es|"
            r"ed|ing)?|"
            r"refut(?:es?|ed|ing)|disput(?:es?|ed|ing)|rul(?:es?|ed|ing) out|debunk(?:s|ed)?)(?! of service| of access)"
        ),
        14,
        _rx(rf"{_ELSEWHERE}|access|service|entry|requests?|ransoms?|demands?"),
    ),
    Cue(
        "denied",
        _rx(
            r"(?:no|(?:not|n['’]t) (?:\w+ )?any) (?:\w+ )?(?:evidence|signs?|indications?|proof|traces?|"
            r"reason to believe|confirmation)"
        ),
        14,
        _rx(_ELSEWHERE),
    ),
    Cue("denied", _rx(r"not|never|cannot|neither|nor|\w+n['’]t"), 3, _rx(f"{_GIVEN}|{_KNOWING}")),
    Cue(
        "denied",
        _rx(r"no(?!-)|none of|neither of"),
        5,
        _rx(r"longer|doubt|matter|secret|question|and|or|time|that|of|who|which"),
    ),
    Cue(
        "denied",
        _rx(
            r"without|instead of|rather than|g[ai]ven? up(?: on)?|decision not to|(?:declin|refus|fail)\w+ to|unable to"
        ),
        1,
        _rx(_GIVEN),
    ),
    # planned
    Cue(
        "planned",
        _rx(
            r"(?:plan(?:s|ned|ning)?|intend(?:s|ed|ing)?|vow(?:s|ed|ing)?|threaten(?:s|ed|ing)?|promis(?:es?|ed|"
            r"ing)|pledg(?:es?|ed)|"
            r"prepar(?:es?|ed|ing)|set|scheduled|expect(?:s|ed)?|poised|about|going|hop(?:es?|ing)|want(?:s|ed)?|"
            r"ready) to"
        ),
        4,
        _rx(_GIVEN),
    ),
    Cue("planned", _rx(r"will|shall|\w+['’]ll|won['’]t"), 4, _rx(_GIVEN)),
    Cue(
        "planned",
        _rx(r"(?:said|says|announced|agreed|vowed|promised|confirmed|added)\b[^,;]*\bwould"),
        3,
        _rx(_GIVEN + "|have"),
    ),
    Cue("planned", _rx(r"(?:is|are|was|were|,) to(?: be)?"), 1, _rx(_GIVEN)),
    # hypothetical
    Cue("hypothetical", _rx(r"could|might|may|can|would|should"), 4, _rx(rf"{_GIVEN}|have|{_ELSEWHERE}|not")),
    Cue("hypothetical", _rx(r"would have"), 4, _rx(_GIVEN)),
    Cue(
        "hypothetical",
        _rx(r"if|unless|whether|in case|in the event (?:of|that)|were to"),
        12,
        re.compile(rf"[,;]|\b(?:{_ELSEWHERE})\b"),
    ),
    Cue(
        "hypothetical",
        _rx(
            r"(?:risks?|threats?|fears?|danger|possibility|potential|chances?|prospect|warn(?:s|ed|ing)?) (?:of|"
            r"for)|potential|future|"
            r"vulnerable to|(?:protect\w*|defen[cds]\w*|guard\w*) (?:against|from|itself from)|prevent(?:s|ing)?|"
            r"avoid(?:s|ing)?|"
            r"prepar(?:e|ing) for"
        ),
        3,
        _rx(_GIVEN),
    ),
    Cue(
        "hypothetical",
        _rx(r"(?:expect|anticipat|simulat|rehears|practi[sc])(?:es|ed|e|s|ing)?|brac(?:es?|ed|ing) for"),
        4,
        _rx(_GIVEN),
    ),
    Cue("hypothetical", _rx(r"(?:warn|tell|alert|inform|help) (?:each other|one another)"), 8, _rx(_GIVEN)),
    # claimed
    Cue(
        "claimed",
        _rx(
            r"claim(?:s|ed|ing)?|(?:t[oa]ke?n?s?|taking|took) (?:the )?(?:credit|responsibility)|boast(?:s|ed|ing)?|"
            r"brag(?:s|ged|ging)?"
        ),
        16,
        re.compile(r"^\s+(?:at least |more than |over |nearly )?(?:\d|the lives|lives)"),
    ),
    # alleged
    Cue(
        "alleged",
        _rx(
            r"allegedly|reportedly|apparently|supposedly|presumably|possibly|likely|probably|purportedly|"
            r"potentially|perhaps|"
            r"(?:may|might|could|must) (?:also |well |already )?have"
        ),
        5,
        _rx(_ELSEWHERE),
    ),
    Cue(
        "alleged",
        _rx(
            r"(?:believed|thought|suspected|alleged|said|reported|understood|presumed|rumou?red|appears?|appeared|"
            r"seems?|seemed) to"
            r"(?: have| be| have been)?"
        ),
        5,
        _rx(_ELSEWHERE),
    ),
    Cue(
        "alleged",
        _rx(r"accus(?:es?|ed|ing)\b.*?\bof|(?:blam(?:es?|ed|ing)\b.*?\bfor(?= \w+ing\b))"),
        10,
        _rx(_ELSEWHERE),
    ),
    Cue(
        "alleged",
        _rx(
            r"alleg(?:es?|ed|ing|ations?)|suspect(?:s|ed)?|believ(?:es?|ed)|assum(?:es?|ed)|suspicions?|rumou?rs?|"
            r"(?:unconfirmed |media )reports? (?:of|that)|appears? that|seems? that"
        ),
        12,
        _rx(rf"{_ELSEWHERE}|{_AGENTS}"),
    ),
    Cue("alleged", _rx(r"apparent|possible|purported|supposed|suspected|alleged"), 3, _rx(_AGENTS)),
)

ANY_CUE = _rx("|".join(cue.words.pattern.removeprefix(r"\b(?:").removesuffix(r")(?!\w)") for cue in CUES))
"""Most sentences have no cue at all: one pass says so."""

_BY_LINE = r"[,”\"]\s+(?:[^,;]{1,60}\s)?"
CUES_AFTER: tuple[tuple[Modality, re.Pattern[str], re.Pattern[str]], ...] = (
    (
        "denied",
        re.compile("denied|rejected|dismissed|refuted|ruled|happen|occur|place|fake|false|untrue|hoax|unfounded"),
        re.compile(
            r"^(?:\s+[\w’'-]+){0,8}?\s+(?:was|were|been|be)\s+(?:\w+\s+)?(?:denied|rejected|dismissed|refuted|"
            r"ruled\sout)\b|"
            r"^(?:\s+[\w’'-]+){0,5}?\s+(?:never|did\snot|didn['’]t)\s+(?:happen|occur|take\splace)|"
            r"^(?:\s+[\w’'-]+){0,5}?\s+(?:is|are|was|were)\s+(?:fake|false|untrue|a\shoax|unfounded)\b"
        ),
    ),
    (
        "claimed",
        re.compile("claim"),
        re.compile(
            r"^(?:\s+[\w’'-]+){0,8}?\s+(?:was|were|been)\s+(?:\w+\s+)?claimed\sby|"
            + _BY_LINE
            + r"claim(?:s|ed)(?:\s(?:in|on)\s[^,;]*)?\s*[.,]?\s*$"
        ),
    ),
    (
        "alleged",
        re.compile("alleg|reportedly|believe|suspect|think"),
        re.compile(
            r"^(?:\s+[\w’'-]+){0,2}?\s+(?:allegedly|reportedly)\b|"
            + _BY_LINE
            + r"(?:believe|suspect|allege|think)[sd]?(?=\s*[.,]|\s*$)"
        ),
    ),
)

"""Cues after the trigger: modality, a word that must be there (for speed), the pattern from the trigger's end on."""

OWN = _rx(
    r"claim(?:s|ed|ing)? (?:responsibility|credit|the (?:attack|hack|breach|incident)|to (?:have|be behind))|"
    r"t(?:ook|akes?|aken|aking) (?:responsibility|credit)|(?:responsibility|credit) (?:was|has been|is|"
    r"for [^,;]* was) claimed|"
    r"(?:was|were|been) claimed by|admit(?:s|ted|ting) (?:to|responsibility|carrying|hacking|being)|boast(?:s|ed)|"
    r"brag(?:s|ged)"
)
WITHHELD = _rx(
    r"(?:not|n['’]t|never|declin(?:es?|ed|ing) to|refus(?:es?|ed|ing) to|stopp?(?:ed|ing)? short of|without|"
    r"nor) (?:[\w-]+ ){0,3}"
    r"(?:attribut\w*|blam\w*|nam(?:e|ed|ing)|point\w*|identif\w*|accus\w*|link(?:ed|ing)?|tied|confirm\w*|sa(?:y|"
    r"id) who)"
)
DENIES = _rx(
    r"(?<!\bor )(?<!\bnor )(?<!\bnot )(?:den(?:y|ies|ied|ying|ials?)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|"
    r"refut(?:es?|ed|ing)|"
    r"disput(?:es?|ed|ing))|no evidence|nothing to do with|"
    r"(?:not|never|n['’]t) (?:[\w-]+ ){0,2}(?:behind|responsible|involved|linked|connected|the work of)"
)
SUSPECTS = _rx(
    r"suspect(?:s|ed|ing)?|suspicions?|believ(?:es?|ed|ing)|likely|probabl[ey]|possibl[ey]|may|might|could|appears?|"
    r"appeared|seems?|"
    r"seemed|thought|think(?:s|ing)?|(?:moderate|medium|low) confidence|hint(?:s|ed|ing)?|suggest(?:s|ed|ing)?|"
    r"point(?:s|ed|ing)? to|"
    r"consistent with|hallmarks|similar\w*|overlap\w*|presum\w+|potential(?:ly)?|alleged(?:ly)?|alleges?|reportedly|"
    r"apparently|perhaps|"
    r"speculat\w+|understood to"
)
STATES = _rx(
    r"blam(?:es?|ed|ing)|attribut(?:es?|ed|ing|able|ions?)|accus(?:es?|ed|ing|ations?)|link(?:s|ed|ing)?|tied|ties|"
    r"behind|responsib\w+|"
    r"pinn(?:ed|ing)|point(?:s|ed|ing)? the finger|(?:carried out|conducted|launched|perpetrated|committed|executed|"
    r"orchestrated) by|"
    r"the work of|work of|indict\w*|charg(?:es?|ed|ing)|identif(?:y|ies|ied|ying)|named?|naming|trac(?:es?|ed|ing)|"
    r"orchestrat\w+|"
    r"perpetrat\w+|sponsor(?:s|ed|ing)?|attack(?:s|ed|ing)?|hack(?:s|ed|ing)?|conclud(?:es?|ed)|assess(?:es|ed)?|"
    r"confirm(?:s|ed)?|"
    r"involve[ds]?|involvement|claims?|fault(?:s|ed)|connect(?:s|ed|ing)?|fingers?|belong(?:s|ed|ing)?|members? of|"
    r"part of|work(?:s|ed|ing)? for|suppos\w+"
)
