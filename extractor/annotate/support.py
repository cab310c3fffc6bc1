"""Known names that are common words too ("Play", "Hive", "Royal"): they count where the words beside them say so."""

import re

from extractor.annotate.catalogue import COUNTRY, DEMONYM, Known
from extractor.annotate.found import Found
from extractor.annotate.recognised import Recognised

AFTER = re.compile(
    r"^\W{0,2}(ransomware|malware|trojan|botnet|group|gang|hackers?|campaign|collective|wiper|backdoor|"
    r"spyware|APT|infostealer|stealer|operators?)\b",
    re.I,
)
BEFORE = re.compile(
    r"(ransomware|malware|trojan|botnet|group|gang|hackers|known as|called|named|dubbed|tracked as)\W{1,3}$", re.I
)
AS_SUBJECT = re.compile(
    r"^,? (?:vs?\b|versus\b|(?:has |have |had |also |again |then |later |allegedly |reportedly |successfully )*"
    r"(?:hack|attack|defac|leak|claim|t(?:ook|akes) (?:down|over|credit|respons)|dump|publish|steal|stole|breach|ddos|"
    r"target|post|threaten|launch|hit\b|disrupt|releas|announc|infiltrat|carried|conduct|continu|declar|vow|expos))"
)
AS_AGENT = re.compile(
    r"\b(?:by|from|of|and|against|collective|hacktivists?|under the name|as|members|calling themselves|alias|aka|"
    r"a\.k\.a\.)(?: the)? [\"“'‘]?$"
)
CAPITAL_NEXT = re.compile(r"^ [A-Z]")
WEAPONS = ("Malware", "Tool")


def add_held(found: Found, known: tuple[Known, ...], model: Recognised) -> None:
    """Add the held names of `known` that are supported somewhere in the text, wherever they stand."""
    held = [k for k in known if k.held and k.found_by not in (COUNTRY, DEMONYM)]
    supported = {found.text[k.start : k.end] for k in held if _is_supported(found.text, k, model)}
    for k in known:
        if k.held and found.text[k.start : k.end] in supported:
            found.add(k.start, k.end, k.kind, k.found_by)


def _is_supported(text: str, k: Known, model: Recognised) -> bool:
    if k.kind != "ThreatActor" and k.kind not in WEAPONS:
        return model.says(k.start, k.end, ("ORG", "PRODUCT"))
    before, after = text[max(0, k.start - 30) : k.start], text[k.end : k.end + 30]
    if AFTER.match(after) or BEFORE.search(before):
        return True
    is_agent = AS_AGENT.search(before) and not CAPITAL_NEXT.match(after)
    return k.kind == "ThreatActor" and bool(AS_SUBJECT.match(after) or is_agent)
