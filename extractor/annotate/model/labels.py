"""What the model can say: event types, roles, factuality, entity types, and their BIO tags."""

from typing import Final

# CASIE's 48 pairs of event type and role. Roles of one name share a tag in the second pass.
ROLES_OF: Final[dict[str, tuple[str, ...]]] = {
    "Attack:Databreach": tuple(
        "Attack-Pattern Attacker Compromised-Data Damage-Amount Number-of-Data Number-of-Victim Place Purpose "
        "Time Tool Victim".split()
    ),
    "Attack:Phishing": tuple(
        "Attack-Pattern Attacker Damage-Amount Place Purpose Time Tool Trusted-Entity Victim".split()
    ),
    "Attack:Ransom": tuple("Attack-Pattern Attacker Damage-Amount Payment-Method Place Price Time Tool Victim".split()),
    "Vulnerability-related:DiscoverVulnerability": tuple(
        "CVE Capabilities Discoverer Supported_Platform Time Vulnerability Vulnerable_System Vulnerable_System_Owner "
        "Vulnerable_System_Version".split()
    ),
    "Vulnerability-related:PatchVulnerability": tuple(
        "CVE Issues-Addressed Patch Patch-Number Releaser Supported_Platform Time Vulnerability Vulnerable_System "
        "Vulnerable_System_Version".split()
    ),
}
TYPES: Final = tuple(ROLES_OF)
ROLES: Final = tuple(sorted({role for roles in ROLES_OF.values() for role in roles}))
REALIS: Final = ("Actual", "Generic", "Other")
ENTITIES: Final = (
    "agency",
    "organisation",
    "person",
    "place",
    "country",
    "threat-actor",
    "malware",
    "tool",
    "product",
    "vulnerability",
)

# In the flat tagger a trigger is labelled by its type, an argument by type and role.
FLAT: Final[tuple[tuple[str, str | None], ...]] = tuple((t, None) for t in TYPES) + tuple(
    (t, role) for t in TYPES for role in ROLES_OF[t]
)


def begin(index: int) -> int:
    """The tag that opens a span of label `index`; 0 is O, and `begin + 1` continues the span."""
    return 1 + 2 * index


def tags(labels: int) -> int:
    """How many tags `labels` labels need: B and I for each, and O."""
    return 1 + 2 * labels


def span_tags(length: int, spans: list[tuple[int, int, int]]) -> list[int]:
    """Tags of `length` words; a span is (first word, word after it, label). Of two overlapping the earlier stays."""
    found = [0] * length
    for first, after, label in spans:
        if any(found[first:after]):
            continue
        found[first:after] = [begin(label)] + [begin(label) + 1] * (after - first - 1)
    return found
