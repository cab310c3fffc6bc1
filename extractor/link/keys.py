"""Keys of entities: `org/cisa`, `person/jen-easterly`. The build stage makes IRIs of them."""

import hashlib
import re
import unicodedata
from functools import lru_cache

from extractor.model import EntityType, Report

PREFIX: dict[EntityType, str] = {
    "GovernmentAgency": "org",
    "Organization": "org",
    "Person": "person",
    "Country": "country",
    "Place": "place",
    "ThreatActor": "actor",
    "Malware": "malware",
    "Tool": "tool",
    "Product": "product",
    "Vulnerability": "vuln",
    "Indicator": "indicator",
}
CYRILLIC = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяыэёъ",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia y e e _".split(),
        strict=True,
    )
)
NO_LETTER = re.compile(r"'s\b|[^\w\s&+.]|(?<![^\W_]{2})\.|\.(?![^\W_]{2})")
"""What two spellings of a name may differ in: possessives, marks, dots of abbreviations (not that of "cert.lv")."""
LONGEST = 80
CVE = re.compile(r"CVE-\d{4}-\d{4,}$", re.I)
DOT = re.compile(r"\[\.\]|\(\.\)|\[dot\]|\(dot\)", re.I)
AT = re.compile(r"\[at\]|\(at\)|\[@\]", re.I)
HXXP = re.compile(r"^hxxp", re.I)


@lru_cache(maxsize=16_384)
def normalised(name: str) -> str:
    """The form in which two spellings count as one name."""
    words = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    spaced = NO_LETTER.sub(lambda m: "" if m.group() == "." else " ", words)
    return " ".join("and" if word == "&" else word for word in spaced.split())


def slug(name: str) -> str:
    """`[a-z0-9-]+` of a name; digits of its hash follow only where letters or telling signs (`&`, `+`) were lost."""
    plain = normalised(name)
    latin = "".join(CYRILLIC.get(c, c).replace("_", "") for c in plain)
    ascii_only = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    whole = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")
    local = whole[:LONGEST].strip("-")
    if not local:
        return digest(plain)
    lost = sum(c.isalnum() for c in latin) > sum(c.isalnum() for c in ascii_only)
    return f"{local}-{digest(plain)[:8]}" if lost or local != whole or "&" in plain or "+" in plain else local


def key(kind: EntityType, name: str) -> str:
    """The key of a named thing without a catalogue entry."""
    if kind == "Vulnerability":
        return f"vuln/{name.upper() if CVE.match(name) else slug(name)}"
    if kind == "Indicator":
        return f"indicator/{digest(name)}"
    return f"{PREFIX[kind]}/{slug(name)}"


def local_key(kind: EntityType, report: Report, *fields: str) -> str:
    """The key of a thing that only this article knows ("a Ukrainian energy provider")."""
    return f"{PREFIX[kind]}/unnamed-{digest('|'.join((report.identity, *fields)))}"


def refanged(words: str) -> str:
    """An indicator as it was before it was made harmless: `hxxp://a[.]b` -> `http://a.b`."""
    return HXXP.sub("http", AT.sub("@", DOT.sub(".", words))).replace("[:]", ":")


def digest(words: str) -> str:
    """Sixteen hex digits of SHA-256: enough for an archive of millions."""
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
