"""Keys of entities: `org/cisa`, `person/jen-easterly`. The build stage makes IRIs of them."""

import hashlib
import re
import unicodedata

from extractor.model import EntityType

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


def normalised(name: str) -> str:
    """The form in which two spellings count as one name."""
    words = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return " ".join(re.sub(r"'s\b|[^\w\s&+.]", " ", words).split())


def slug(name: str) -> str:
    """`[a-z0-9-]+` of a name; eight hex digits of its hash follow only where letters were lost."""
    plain = normalised(name)
    latin = "".join(CYRILLIC.get(c, c).replace("_", "") for c in plain)
    ascii_only = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    local = re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")[:80]
    lost = sum(c.isalnum() for c in latin) > sum(c.isalnum() for c in ascii_only) or not local
    return f"{local}-{digest(plain)}".strip("-") if lost else local


def key(kind: EntityType, name: str) -> str:
    """The key of a named thing without a catalogue entry."""
    if kind == "Vulnerability":
        return f"vuln/{name.upper()}"
    if kind == "Indicator":
        return f"indicator/{digest(name)}"
    return f"{PREFIX[kind]}/{slug(name)}"


def local_key(kind: EntityType, report_id: str, start: int, words: str) -> str:
    """The key of a thing that only this article knows ("a Ukrainian energy provider")."""
    return f"{PREFIX[kind]}/unnamed-{digest(f'{report_id}|{start}|{words}')}"


def refanged(words: str) -> str:
    """An indicator as it was before it was made harmless: `hxxp://a[.]b` -> `http://a.b`."""
    plain = re.sub(r"\[\.\]|\(\.\)|\[dot\]|\(dot\)", ".", words, flags=re.I)
    return re.sub(r"^hxxp", "http", re.sub(r"\[at\]|\(at\)|\[@\]", "@", plain, flags=re.I), flags=re.I).replace(
        "[:]", ":"
    )


def digest(words: str) -> str:
    """Eight hex digits of SHA-256."""
    return hashlib.sha256(words.encode()).hexdigest()[:8]
