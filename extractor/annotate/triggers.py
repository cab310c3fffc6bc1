"""The words that say an incident happened, and what kind it was. Data, with the small functions that expand it."""

import re
from dataclasses import dataclass
from typing import Literal

Pattern = Literal["party", "data", "into"]


@dataclass(frozen=True, slots=True)
class Verb:
    """How a verb's object is to be read: the party hit, data taken from one, or after a particle ("into")."""

    pattern: Pattern
    kind: str
    participle: bool
    weak: bool = False


IRREGULAR = {
    "hit": ("hit", "hits", "hit", "hitting"),
    "strike": ("strike", "strikes", "struck", "striking"),
    "steal": ("steal", "steals", "stole", "stealing"),
    "break": ("break", "breaks", "broke", "breaking"),
    "take": ("take", "takes", "took", "taking"),
    "bring": ("bring", "brings", "brought", "bringing"),
    "spy": ("spy", "spies", "spied", "spying"),
    "get": ("get", "gets", "got", "getting"),
    "wipe": ("wipe", "wipes", "wiped", "wiping"),
    "gain": ("gain", "gains", "gained", "gaining"),
    "knock": ("knock", "knocks", "knocked", "knocking"),
    "shut": ("shut", "shuts", "shut", "shutting"),
    "ddos": ("ddos", "ddoses", "ddosed", "ddosing"),
}
PARTICIPLES = {"steal": "stolen", "break": "broken", "take": "taken", "bring": "brought", "get": "gotten"}

PARTY_VERBS = {
    "hack": "intrusion",
    "attack": "attack",
    "breach": "data-breach",
    "compromise": "intrusion",
    "infiltrate": "intrusion",
    "penetrate": "intrusion",
    "target": "attack",
    "infect": "intrusion",
    "deface": "defacement",
    "disrupt": "attack",
    "sabotage": "wiper",
    "cripple": "attack",
    "paralyze": "attack",
    "paralyse": "attack",
    "hijack": "intrusion",
    "ddos": "ddos",
    "extort": "extortion",
    "blackmail": "extortion",
    "vandalize": "defacement",
    "cyberattack": "attack",
    "phish": "phishing",
    "hit": "attack",
    "strike": "attack",
    "encrypt": "ransomware",
    "wipe": "wiper",
    "surveil": "espionage",
    "invade": "intrusion",
    "destroy": "wiper",
    "spear-phish": "phishing",
    "victimize": "attack",
    "impersonate": "phishing",
    "bug": "espionage",
    "wiretap": "espionage",
    "assault": "attack",
    "cyber-attack": "attack",
    "overload": "ddos",
    "ransack": "data-breach",
}
WEAK = frozenset(
    {
        "hit",
        "assault",
        "overload",
        "strike",
        "target",
        "disrupt",
        "cripple",
        "invade",
        "destroy",
        "paralyze",
        "paralyse",
        "attack",
        "encrypt",
        "wipe",
        "impersonate",
        "bug",
        "sabotage",
    }
)
DATA_VERBS = {
    "steal": "data-breach",
    "exfiltrate": "data-breach",
    "leak": "doxing",
    "dump": "doxing",
    "expose": "data-breach",
    "siphon": "data-breach",
    "publish": "doxing",
    "release": "doxing",
    "access": "intrusion",
    "obtain": "data-breach",
    "post": "doxing",
    "gather": "espionage",
    "collect": "espionage",
    "copy": "data-breach",
    "download": "data-breach",
    "disclose": "doxing",
}
WEAK_DATA = frozenset(
    {"publish", "release", "access", "obtain", "post", "gather", "collect", "copy", "download", "expose", "disclose"}
)
INTO = {  # verb + particle -> kind; the party follows the particle
    ("hack", "into"): "intrusion",
    ("break", "into"): "intrusion",
    ("intrude", "into"): "intrusion",
    ("spy", "on"): "espionage",
    ("eavesdrop", "on"): "espionage",
    ("tap", "into"): "intrusion",
    ("snoop", "on"): "espionage",
}
PHRASES = {  # verb, words between (up to three), last word -> kind; the party follows
    ("gain", "access", "to"): "intrusion",
    ("get", "access", "to"): "intrusion",
    ("take", "down", ""): "ddos",
    ("take", "over", ""): "intrusion",
    ("knock", "offline", ""): "ddos",
    ("bring", "down", ""): "ddos",
    ("shut", "down", ""): "attack",
    ("take", "offline", ""): "ddos",
}
NOUNS = {
    "attack": "attack",
    "attacks": "attack",
    "cyberattack": "attack",
    "cyberattacks": "attack",
    "cyber-attack": "attack",
    "cyber-attacks": "attack",
    "breach": "data-breach",
    "breaches": "data-breach",
    "hack": "intrusion",
    "hacks": "intrusion",
    "intrusion": "intrusion",
    "intrusions": "intrusion",
    "hacking": "intrusion",
    "hackings": "intrusion",
    "compromise": "intrusion",
    "defacement": "defacement",
    "defacements": "defacement",
    "website-defacements": "defacement",
    "leak": "doxing",
    "leaks": "doxing",
    "espionage": "espionage",
    "campaign": "attack",
    "campaigns": "attack",
    "operation": "attack",
    "incident": "attack",
    "incidents": "attack",
    "ddos": "ddos",
    "infiltration": "intrusion",
    "theft": "data-breach",
    "cyberespionage": "espionage",
    "cyber-espionage": "espionage",
    "ransomware": "ransomware",
    "phishing": "phishing",
    "spear-phishing": "phishing",
    "infection": "intrusion",
    "spying": "espionage",
    "surveillance": "espionage",
    "sabotage": "wiper",
    "outage": "outage",
    "outages": "outage",
    "cyberincident": "attack",
    "offensive": "attack",
    "blackout": "outage",
    "hijacking": "intrusion",
    "exfiltration": "data-breach",
    "effort": "espionage",
}
WEAK_NOUNS = frozenset(
    {
        "attack",
        "attacks",
        "campaign",
        "campaigns",
        "operation",
        "incident",
        "incidents",
        "leak",
        "leaks",
        "theft",
        "outage",
        "outages",
        "infection",
        "surveillance",
        "offensive",
        "compromise",
        "blackout",
        "effort",
        "hijacking",
    }
)
CYBER = re.compile(
    r"cyber|hack|ransom|malware|ddos|denial|phish|data|network|espionage|online|computer|server|web|malicious|"
    r"digital|software|breach|security|IT\b|intrusion|infrastructure|supply.chain|virus|spyware|trojan|"
    r"backdoor|apt|website|e-?mail|password|wiper|botnet",
    re.I,
)
KINETIC = frozenset(
    "terrorist terror missile air airstrike drone military heart rocket chemical bomb bombing suicide panic "
    "knife armed gun shark acid arson ground terrorism artillery".split()
)

KIND_WORDS = (  # the most telling words first; a later, vaguer kind does not replace an earlier
    (
        re.compile(
            r"ransomware|ransom (?:note|demand|payment)|encrypted (?:files|systems|data|servers)|\bransom\b", re.I
        ),
        "ransomware",
    ),
    (re.compile(r"\bwip(?:er|ed|ing)\b|destructive|destroy(?:ed|ing) (?:data|files|systems)|sabotage", re.I), "wiper"),
    (re.compile(r"d?dos\b|denial[- ]of[- ]service|overload(?:ed|ing)", re.I), "ddos"),
    (re.compile(r"deface|defacing|vandali[sz]", re.I), "defacement"),
    (re.compile(r"phish|smishing|vishing", re.I), "phishing"),
    (re.compile(r"supply[- ]chain", re.I), "supply-chain"),
    (
        re.compile(
            r"espionage|\bspy|\bspied|spyware|surveill|eavesdrop|intelligence gathering|gather intelligence", re.I
        ),
        "espionage",
    ),
    (re.compile(r"leaked|leaks?\b|doxx?|publish(?:ed|ing)|dumped|posted (?:online|on)", re.I), "doxing"),
    (re.compile(r"st(?:ole|olen|eal)|exfiltrat|data (?:theft|breach|leak)|breach", re.I), "data-breach"),
    (
        re.compile(
            r"control systems?|scada|\bics\b|power grid|substation|technological process|operational technology", re.I
        ),
        "ics-attack",
    ),
)


def _forms(verb: str) -> tuple[tuple[str, bool], ...]:
    """Every form of a verb, with whether it may be a participle."""
    if verb in IRREGULAR:
        base, third, past, gerund = IRREGULAR[verb]
        forms = [(base, verb in ("hit", "shut")), (third, False), (past, verb not in PARTICIPLES), (gerund, False)]
        return (*forms, (PARTICIPLES[verb], True)) if verb in PARTICIPLES else tuple(forms)
    stem = verb.removesuffix("e")
    doubled = stem + stem[-1] if verb in ("bug", "tap", "wiretap") else stem
    third = verb + ("es" if verb.endswith(("s", "x", "sh", "ch")) else "s")
    return ((verb, False), (third, False), (doubled + "ed", True), (doubled + "ing", False))


def _table(verbs: dict[str, str], pattern: Pattern, weak: frozenset[str]) -> dict[str, Verb]:
    return {
        form: Verb(pattern, kind, participle, verb in weak)
        for verb, kind in verbs.items()
        for form, participle in _forms(verb)
    }


VERBS: dict[str, Verb] = _table(PARTY_VERBS, "party", WEAK) | _table(DATA_VERBS, "data", WEAK_DATA)
INTO_FORMS = {(form, particle): kind for (verb, particle), kind in INTO.items() for form, _ in _forms(verb)}
INTO_STARTS = frozenset(form for form, _ in INTO_FORMS)
PHRASE_FORMS: dict[str, tuple[tuple[str, str, str], ...]] = {}
for (_verb, _second, _third), _kind in PHRASES.items():
    for _form, _ in _forms(_verb):
        PHRASE_FORMS[_form] = (*PHRASE_FORMS.get(_form, ()), (_second, _third, _kind))

DO_ATTACK = frozenset(
    form
    for verb in (
        "launch",
        "conduct",
        "mount",
        "stage",
        "perform",
        "execute",
        "orchestrate",
        "perpetrate",
        "lead",
        "commit",
        "wage",
        "continue",
        "claim",
        "announce",
        "attempt",
        "deploy",
        "use",
        "plan",
        "direct",
        "organise",
        "organize",
        "start",
    )
    for form, _ in _forms(verb)
) | {"carried", "carries", "carry", "carrying", "led", "credit"}
SUFFER_ATTACK = frozenset(
    form
    for verb in (
        "suffer",
        "experience",
        "report",
        "confirm",
        "face",
        "endure",
        "sustain",
        "disclose",
        "investigate",
        "acknowledge",
        "announce",
        "reveal",
        "fend",
        "battle",
        "weather",
    )
    for form, _ in _forms(verb)
) | {
    "victim",
    "target",
    "fell",
    "underwent",
    "hit",
    "struck",
    "affected",
    "targeted",
    "crippled",
    "disrupted",
    "withstood",
    "subject",
    "subjected",
}
TELL_OF_ATTACK = frozenset(
    form
    for verb in ("report", "confirm", "disclose", "investigate", "acknowledge", "announce", "reveal")
    for form, _ in _forms(verb)
)
"""Said of one's own attack with "a" ("disclosed a breach"), of another's with "the" ("is investigating the breach")."""
ONLY_SUFFER = SUFFER_ATTACK - DO_ATTACK


def kind_of(sentence: str, default: str) -> str:
    """The kind of incident that a sentence tells of, `default` where no word says more."""
    for pattern, kind in KIND_WORDS:
        if pattern.search(sentence):
            return kind
    return default
