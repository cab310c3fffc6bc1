"""Names known by their form: agencies by their head noun, threat actors by their naming schemes."""

import re

AGENCY_HEADS = (
    "Ministry|Ministries|Department|Agency|Bureau|Directorate|Commission|Authority|Office|Council|Parliament|"
    "Senate|Congress|Bundestag|"
    "Knesset|Duma|Embassy|Consulate|Police|Constabulary|Army|Navy|Air Force|Armed Forces|Guard Corps|"
    "Cyber Command|Command|Court|"
    "Prosecutor|Prosecutors|Treasury|Central Bank|Reserve Bank|National Bank|Election Commission|Secretariat|"
    "Service|Services|Administration|"
    "Inspectorate|Government|House of Representatives|White House|Pentagon|Kremlin|Bundeswehr|Coast Guard|"
    "Electoral Commission|"
    "National Guard|Municipality|City Council|County Council|Chancellery|Attorney General"
)
CAPITAL = r"(?=[A-Z])"
"""What a pattern of names begins with: at any other letter nothing need be tried."""
CAP = (
    r"(?!(?:January|February|March|April|May|June|July|August|September|October|November|December|Monday|"
    r"Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)(?:(?:[A-Z]\.)+|[A-Z][\w'’-]*)"
)
OFFICE = r" (?:[A-Z]\w+ )?(?:Minister|President|Secretary|Director|Chairman|Chairwoman|Chief|Spokes\w+|Mr|Ms|Dr)\b"
"""An office behind a comma begins a person's name, it is no part of the agency's."""
DESCRIPTION = re.compile(
    r"(?:[A-Z]\w+(?:ese|an|ish|i|ch) )?(?:[Hh]ack(?:er|ing) ?[Gg]roup|APT|Group|Collective|Gang|Hackers?|Hacktivists?) "
    r"(?=[A-Z])"
)
"""What a group is, before its name."""
ANOTHER = r" (?:the )?(?:Ministry|Department|Agency|Bureau|Directorate|Embassy) of\b"
"""The next of a list of agencies."""
AGENCY_NAME = re.compile(
    rf"{CAPITAL}(?:The )?(?:{CAP} ){{0,6}}(?:{AGENCY_HEADS})(?![\w-])"
    rf"(?: (?:of|for)(?: the)? {CAP}(?:(?:,(?!{OFFICE}|{ANOTHER})| and(?!{ANOTHER})|,? and the| of| for| of the)"
    rf" {CAP}| {CAP}){{0,9}})?"
)
SURE = re.compile(
    r"\b(Ministry|Ministries|Bureau|Directorate|Parliament|Senate|Bundestag|Knesset|Duma|Embassy|Consulate|"
    r"Police|Constabulary|Army|Navy|"
    r"Air Force|Armed Forces|Cyber Command|Treasury|Central Bank|National Bank|Prosecutor|Election Commission|"
    r"Electoral Commission|Inspectorate|"
    r"Bundeswehr|Coast Guard|Chancellery|Attorney General|White House|Pentagon|Kremlin|"
    r"House of Representatives|National Guard|Municipality|"
    r"City Council|County Council)\b"
)
WITH_OF = re.compile(
    r"\b(Department|Agency|Commission|Authority|Office|Council|Court|Command|Service|Services|Administration|"
    r"Secretariat|Government|Center|Centre)"
    r" (?:of|for|on) "
)
OFFICIAL = re.compile(
    r"\b(National|Federal|State|Defen[cs]e|Foreign|Intelligence|Security|Justice|Election|Electoral|"
    r"Government|Cyber|Regulatory|Tax|Revenue|"
    r"Customs|Border|Secret|Investigation|European|Supreme|County|City|Public Health|Interior|Homeland|"
    r"Data Protection|Information Commissioner)\b"
    r".*\b(Department|Agency|Commission|Authority|Office|Council|Court|Command|Service|Administration|"
    r"Secretariat|Centre|Center|Team|Bureau|Institute of Standards)\b"
)
CERT = re.compile(
    r"^(?:[A-Z]{2,4}-)?(?:CERT|CSIRT|GovCERT)(?:[-. ][A-Z]{2,4})?$|Computer Emergency Response|"
    r"Cyber Security Cent|Cybersecurity Cent"
)

ACTOR_NAME = re.compile(
    CAPITAL + r"\b(?:"
    r"APT[- ]?C?-?\d{1,3}|UNC\d{3,5}|UAC-\d{4}|TA\d{3,4}|FIN\d{1,2}|TEMP\.[A-Z]\w+|DEV-\d{4}|Storm-\d{4}|"
    r"TAG-\d{2,3}|"
    r"[A-Z]\w+ (?:Panda|Kitten|Chollima|Typhoon|Blizzard|Sandstorm|Sleet|Tempest|Jackal|Leopard|Ocelot)|"
    r"(?:Fancy|Cozy|Venomous|Voodoo|Energetic|Berserk|Primitive|Ember|Gossamer) Bear|"
    r"(?:Wizard|Scattered|Indrik|Pinchy|Carbon|Grim|Mummy|Twisted|Sprite|Salty|Lunar|Doppel) Spider|"
    r"[A-Z][\w-]+ (?:Cyber Army|Hack Team|Hacking Team|Electronic Army|Cyber Team|Hackers Team|Hacker Group|"
    r"Cyber Corps)|"
    r"(?:Anonymous|LulzSec|AnonGhost|Anon) (?!Hack|Group|Attack|Op)[A-Z][a-z]+|"
    r"PLA Unit \d{5}|(?:GRU |Military )?Unit \d{5})\b"
)

ORGANISATION_HEADS = (
    "Bank|Hospital|Hospitals|University|College|Clinic|Airlines|Airways|Energy|Electric|"
    "Telecom|Telekom|Corporation|Corp|Inc|Ltd|LLC|GmbH|Holdings|Technologies|Labs|Laboratories|"
    "Pharmaceuticals|Insurance|Industries|Logistics|Motors|Petroleum|Refinery|Shipping|Institute|Foundation|"
    "Association|Federation|Party|Newspaper|Healthcare|Health System|Medical Center|School District|Railways|"
    "Networks"
)
ORGANISATION_NAME = re.compile(rf"{CAPITAL}(?:{CAP} ){{1,4}}(?:{ORGANISATION_HEADS})(?![\w-])")
ORGANISATION_END = re.compile(
    rf" (?:{ORGANISATION_HEADS}|Security|Group|Media|Systems|Software|Solutions|Consulting|Partners|Capital|Research|"
    r"Intelligence|Agency|Council|Services|Team|Freight|Airport|Water|Power)$"
)
"""What the model takes for a person is an organisation if it ends so: "Kwelder Labs"."""
OFFICES = (
    "director|minister|secretary|chairman|chairwoman|chair|chief|president|chancellor|spokesman|spokeswoman|"
    "spokesperson|ambassador|commissioner|commander|senator|governor|mayor|prosecutor|attorney|analyst|researcher|CEO|"
    "CISO|CTO|CIO"
)
PERSON = r"(?P<name>[A-Z][a-z’'-]+ (?:(?:van|von|de|al|der|da|bin|[A-Z]\.|[A-Z][a-z]+) )?[A-Z][a-z]+(?:-[A-Z][a-z]+)?)"
PERSON_NAMES = (
    re.compile(
        r"\b(?=[a-sA-S]\w++[.,]?+ (?:[A-Z]|is |was |will be ))"
        rf"(?:(?i:{OFFICES}) (?:is |was |will be )?|(?i:{OFFICES}), (?=[A-Z][a-z]+ [A-Z][a-z]+,)|"
        rf"(?:appointed|elected|nominated) |(?:Mr|Mrs|Ms|Dr|Prof)\.? ){PERSON}(?! [A-Z])(?=[\s,.;:’')”\"])"
    ),
    re.compile(
        rf"\b{PERSON}(?=, (?:who is )?(?:the |an? |its )?(?:[a-z-]+ ){{0,2}}(?:{OFFICES})(?: (?:of|at|for)\b|,))"
    ),
)
"""A name beside an office: "the director is Simona Bratu", "Simona Bratu, a researcher at ..."."""
THING_CALLED = re.compile(
    r"\b(?:is|be|was|were|it|exercise|operation|campaign)(?: \w+)? "
    r"(?:called|dubbed|code-?named) [“\"'‘]?$"
)
"""A name behind these words is no person's."""

NAME = r"(?:[A-Z0-9](?:[\w.$-]*[\w$])?(?: (?:[A-Z0-9](?:[\w.$-]*[\w$])?|of(?= [A-Z])))*)"
QUOTE = r"[\"“'‘”’]?"
CALLED = re.compile(
    r"\b(?P<what>group|gang|collective|hackers?|actors?|crew|hacktivists|ransomware|malware|trojan|wiper|worm|"
    r"backdoor|spyware|botnet)"
    r",? (?:that is |which is )?(?:(?:variant|strain|family|member|operation) )?(?:known as|called|named|"
    r"dubbed|calling (?:itself|themselves|himself)|nicknamed|tracked as|identified as|going by(?: the name)?"
    r"(?: of)?|(?:that|which) (?:it|he|she|they|researchers|analysts|the company|the firm) (?:calls?|called|dubs?|"
    r"dubbed|names?|named|tracks? as|tracked as)) "
    rf"(?:the )?{QUOTE}(?P<name>{NAME}){QUOTE}"
)


GROUP_NAME = (
    r"(?:[A-Z0-9][\w.$!-]*[A-Za-z0-9](?: (?:[A-Z][\w.$-]*[A-Za-z0-9]|of|the|and)(?= [A-Z]| )){0,3}"
    r"(?: [A-Z][\w.$-]*[A-Za-z0-9])?)"
)
HITS = (
    r"(?:hacks?|hacked|defaces?|defaced|leaks?|leaked|dumps?|dumped|ddos(?:es|ed)?|breaches|breached|"
    r"infiltrates?|infiltrated|takes? (?:down|over)|took (?:down|over)|attacks|targets|steals?|stole|claims? "
    r"(?:to have|responsibility|credit)|claimed (?:to have|responsibility|credit))"
)
DOES = re.compile(
    r"(?=[A-Z0-9])"
    r"(?:^|(?<=[\n.;,:|“\"] )|(?<=[\n“\"])|(?<=hacker )|(?<=group )|(?<=hackers )|(?<=called )|(?<=named ))"
    rf"(?P<name>{GROUP_NAME}) (?:has |have |had |allegedly |reportedly )?{HITS}(?= (?:the|a|an|its|several|"
    r"into|more|over|personal|sensitive|data|emails?|websites?|responsib\w+|credit|[A-Z0-9]|dozens|hundreds|"
    r"multiple|two|three))",
    re.M,
)
DONE_BY = re.compile(
    r"\b(?:hacked|defaced|leaked|attacked|breached|ddosed|compromised|claimed|infiltrated|conducted|launched|"
    r"carried out|attacks?|hack|defacement|breach|leak) by (?:the |a )?(?:hacker |group |collective |hackers |"
    rf"gang |hacktivists |crew )?[“\"'‘]?(?P<name>{GROUP_NAME})"
)
GROUP_IS = re.compile(
    r"\b(?i:hacking|hacker|hacktivist|ransomware|cyber-?crime|cyber-?espionage|espionage|attack|threat|APT|extortion|"
    r"hack)[ -]?(?i:group|gang|team|collective|crew|actor),? [“\"'‘]?"
    r"(?P<name>(?=\w*[A-Z0-9])(?!(?:In|On|At|The|It|A|And|But|According)\b)[\w.$-]*\w(?: [A-Z][\w.$-]*\w){0,3})"
)
DESCRIBED = re.compile(
    r"\b(?:company|firm|bank|giant|operator|provider|hospital|university|newspaper|airline|broadcaster|"
    r"retailer|manufacturer|contractor|agency|utility|supplier|subsidiary|conglomerate|exchange|startup|"
    r"platform|insurer|lender|outlet) "
    r"[“\"'‘]?(?P<name>(?!(?:In|On|At|The|It|A|And|But|According|That|Which|Who|This|After|Before|For|I|We|He|"
    r"She|They|January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\b)[A-Z][\w&.-]*\w(?: (?:&|of|de|do|da|la)? ?[A-Z][\w&.-]*\w){0,3})"
)
NOT_A_GROUP = re.compile(
    r"^(?:The|A|An|This|That|These|Those|It|He|She|They|We|I|You|Unknown|Unidentified|Several|Many|Some|"
    r"Hackers?|Attackers?|Hacktivists?|Website|Websites|Data|Cyber|Cybercriminals?|Group|Groups|Massive|New|"
    r"In|On|At|After|"
    r"Operation|Op|Attack|Attacks|Hack|Campaign|Malware|Ransomware|Spyware|Virus|Government|Activists?|"
    r"Criminals?|Two|Three|Four|Five|Alleged|Suspected|State|Chinese|Russian|Iranian|Emails?|Actors?|Threat|"
    r"Police|Authorities|Officials|Officers|Prosecutors|Investigators|Researchers|Analysts|Experts|Agents|"
    r"Engineers|Employees|Staff|Customers|Users|Company|Companies|Firm|Interpol|Europol|"
    r"Phishing|DDoS|Who|Which|And|But|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|Monday|Tuesday|"
    r"Wednesday|Thursday|Friday|Saturday|Sunday|\d+)\b"
)


def group_names(text: str) -> list[tuple[int, int]]:
    """Where an unknown name does what only attackers do ("X defaced the ...", "claimed by X")."""
    hits = (m for p in (DOES, DONE_BY, GROUP_IS) for m in p.finditer(text))
    found = [(_name_start(text, m.start("name"), m.end("name")), m.end("name")) for m in hits]
    return [
        (a, b)
        for a, b in found
        if not NOT_A_GROUP.match(text[a:b]) and b - a > 2 and any(c.isupper() or c.isdigit() for c in text[a:b])
    ]


def _name_start(text: str, start: int, end: int) -> int:
    """Where the name itself begins: behind "Chinese APT", "Hacker Group"."""
    match = DESCRIPTION.match(text, start, end)
    return match.end() if match else start


def is_agency_name(words: str) -> bool:
    """Does a capitalised name read as a part of a state or of an intergovernmental body?"""
    if len(words.split()) == 1:
        return bool(CERT.search(words)) or words in (
            "Pentagon",
            "Kremlin",
            "Bundestag",
            "Knesset",
            "Bundeswehr",
            "Treasury",
            "Parliament",
            "Senate",
        )
    return bool(SURE.search(words) or WITH_OF.search(words) or OFFICIAL.search(words) or CERT.search(words))
