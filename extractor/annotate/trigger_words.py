"""The words that say an incident happened, and of what kind. Data, no logic."""

import re

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
"""Base, third person, past, -ing."""
PARTICIPLES = {"steal": "stolen", "break": "broken", "take": "taken", "bring": "brought", "get": "gotten"}
DOUBLED = frozenset({"bug", "tap", "wiretap"})
"""Verbs that double their last letter."""

PARTY_VERBS = {
    "intrusion": "hack compromise infiltrate penetrate infect hijack invade",
    "attack": "attack target disrupt cripple paralyze paralyse cyberattack hit strike victimize assault cyber-attack "
    "crash disable",
    "data-breach": "breach ransack",
    "defacement": "deface vandalize",
    "wiper": "sabotage wipe destroy",
    "ddos": "ddos overload",
    "extortion": "extort blackmail",
    "phishing": "phish spear-phish impersonate",
    "ransomware": "encrypt",
    "espionage": "surveil bug wiretap",
}
"""Kind of incident -> verbs whose object is the party hit."""
WEAK = frozenset(
    """hit assault overload strike target disrupt cripple invade destroy paralyze paralyse attack encrypt wipe
    impersonate bug sabotage crash disable""".split()
)
"""Of these: verbs with other meanings, read only in a cyber context."""
DATA_VERBS = {
    "data-breach": "steal exfiltrate expose siphon obtain copy download",
    "doxing": "leak dump publish release post disclose",
    "intrusion": "access",
    "espionage": "gather collect",
}
"""Kind of incident -> verbs whose object is data, taken from a party."""
WEAK_DATA = frozenset("publish release access obtain post gather collect copy download expose disclose".split())
"""Of these: what anybody does with data; attackers must be named for an incident."""

INTO = {
    ("hack", "into"): "intrusion",
    ("break", "into"): "intrusion",
    ("intrude", "into"): "intrusion",
    ("spy", "on"): "espionage",
    ("eavesdrop", "on"): "espionage",
    ("tap", "into"): "intrusion",
    ("snoop", "on"): "espionage",
    ("breach", "into"): "intrusion",
}
"""Verb and particle -> kind; the party follows the particle."""
PHRASES = {
    ("gain", "access", "to"): "intrusion",
    ("get", "access", "to"): "intrusion",
    ("take", "down", ""): "ddos",
    ("take", "over", ""): "intrusion",
    ("take", "control", "of"): "intrusion",
    ("gain", "control", "of"): "intrusion",
    ("knock", "offline", ""): "ddos",
    ("knock", "out", ""): "ddos",
    ("bring", "down", ""): "ddos",
    ("shut", "down", ""): "attack",
    ("take", "offline", ""): "ddos",
}
"""Verb, second word (up to five words on), third word (right behind it) -> kind; the party follows."""

WEAPONS = frozenset(
    """malware spyware ransomware trojan trojans backdoor backdoors virus worm wiper code exploit exploits
    vulnerabilities vulnerability keylogger botnet rootkit zero-day zero-days implants malicious phishing spear-phishing
    spearphishing""".split()
)
"""What is used against somebody: "used spyware against the opposition"."""
WIELD_VERBS = "use deploy inject install plant spread deliver exploit distribute send drop"
WIELD_FORMS = frozenset("spread sent sends sending send dropped dropping".split())
"""Verbs whose object is a weapon."""

NOUNS = {
    "attack": "attack attacks cyberattack cyberattacks cyber-attack cyber-attacks campaign campaigns operation "
    "incident incidents cyberincident offensive",
    "data-breach": "breach breaches theft exfiltration",
    "intrusion": "hack hacks intrusion intrusions hacking hackings compromise infiltration infection hijacking",
    "defacement": "defacement defacements website-defacements",
    "doxing": "leak leaks",
    "espionage": "espionage cyberespionage cyber-espionage spying surveillance effort",
    "ddos": "ddos",
    "ransomware": "ransomware",
    "phishing": "phishing spear-phishing",
    "wiper": "sabotage",
    "outage": "outage outages blackout disruption disruptions",
}
"""Kind of incident -> nouns that tell of one."""
WEAK_NOUNS = frozenset(
    """attack attacks campaign campaigns operation incident incidents leak leaks theft outage outages infection
    surveillance offensive compromise blackout effort hijacking disruption disruptions""".split()
)
"""Of these: nouns with other meanings, read only in a cyber context."""

CYBER = re.compile(
    r"cyber|hack|ransom|malware|ddos|denial|phish|data|network|espionage|online|computer|server|web|malicious|"
    r"digital|software|breach|security|IT\b|intrusion|infrastructure|supply.chain|virus|spyware|trojan|"
    r"backdoor|apt|website|e-?mail|password|wiper|botnet",
    re.I,
)
"""A sentence with one of these is about computers."""
KINETIC = frozenset(
    "terrorist terror missile air airstrike drone military heart rocket chemical bomb bombing suicide panic "
    "knife armed gun shark acid arson ground terrorism artillery".split()
)
"""A weak word beside one of these is not about computers."""

KIND_WORDS = (
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
"""The most telling words first: the first that a sentence has names its kind."""

LAUNCH_VERBS = frozenset(
    """launch conduct mount stage perform execute orchestrate perpetrate lead commit wage continue claim announce
    attempt deploy use plan direct organise organize start order""".split()
)
"""Whose subject attacks, where their object is an attack."""
LAUNCH_FORMS = frozenset("carried carries carry carrying led credit".split())
SUFFER_VERBS = frozenset(
    """suffer experience report confirm face endure sustain disclose investigate acknowledge announce reveal fend
    battle weather""".split()
)
"""Whose subject is hit, where their object is an attack."""
SUFFER_FORMS = frozenset(
    "victim target fell underwent hit struck affected targeted crippled disrupted withstood subject subjected".split()
)
TELL_VERBS = frozenset("report confirm disclose investigate acknowledge announce reveal".split())
"""Said of one's own attack with "a" ("disclosed a breach"), of another's with "the" ("is investigating the breach")."""
