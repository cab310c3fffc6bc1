"""Where the parties of a verb or noun stand: subject before it, objects after it, agents behind "by"."""

from collections.abc import Iterator

from extractor.annotate.things import Item, Thing
from extractor.annotate.words import BE, DETERMINERS, PROPERTY_HEADS, TITLES

PREPOSITIONS = frozenset(
    "of in on at by for from with to into onto against via through under over between among during after "
    "before amid about near within without toward towards as than like using including".split()
)
BOUNDARY = frozenset(
    {
        ";",
        ":",
        "but",
        "while",
        "because",
        "after",
        "before",
        "when",
        "since",
        "although",
        "though",
        "however",
        "whereas",
        "until",
        "—",
        "–",
        "so",
    }
)
PLATFORMS = frozenset(
    {
        "Facebook",
        "Twitter",
        "X",
        "Telegram",
        "YouTube",
        "Instagram",
        "LinkedIn",
        "VKontakte",
        "GitHub",
        "Pastebin",
        "Reddit",
        "WhatsApp",
        "Signal",
        "TikTok",
    }
)
"""Where things are announced: "on Telegram" names no victim."""

SAYING = frozenset("said says reported reports announced told wrote tweeted confirmed added stated states".split())
RELATIVE = frozenset({"who", "which", "that"})


def is_passive(items: tuple[Item, ...], index: int) -> bool:
    """Is the participle at `index` passive: a form of "be" before it, or "by" behind it?"""
    for step in range(index - 1, max(-1, index - 5), -1):
        word = items[step].lower
        if word in BE:
            return True
        if items[step].thing or word in ("has", "have", "had", "to", "who", "which", "that", ","):
            break
    following = [i.lower for i in items[index + 1 : index + 3]]
    if following[:1] == ["by"]:
        return True
    return False


def subject_before(items: tuple[Item, ...], index: int) -> Thing | None:
    """The party that the verb at `index` is said of. Names behind prepositions count only where nothing else stands."""
    fallback: Thing | None = None
    relative = False
    step = index - 1
    while step >= 0:
        item = items[step]
        if item.thing:
            if item.thing.kind in ("Malware", "Tool", "Vulnerability", "Indicator"):
                step -= 1
                continue
            before = items[step - 1].lower if step else ""
            skip = step - 1
            while skip >= 0 and step - skip < 5 and (items[skip].lower in DETERMINERS or _belongs_to_name(items[skip])):
                skip -= 1
            before = items[skip].lower if skip >= 0 else ""
            if before == "," and not item.thing.named and (name := _apposed(items, skip)):
                return name
            if item.thing.is_property and not item.thing.origins and fallback:
                return fallback
            if relative and before not in PREPOSITIONS:
                return item.thing
            if before in PREPOSITIONS:
                fallback = fallback or item.thing
            else:
                return item.thing
        elif item.lower in BOUNDARY:
            break
        elif item.lower in RELATIVE:
            relative = True
        step -= 1
    return fallback


def _belongs_to_name(item: Item) -> bool:
    """A country's adjective or a title before a name: "for Syrian President X"."""
    return (
        item.thing.demonym
        if item.thing
        else item.lower in TITLES
        or item.lower in ("'s", "’s", "central", "southern", "northern", "eastern", "western", "neighbouring", "nearby")
    )


def _apposed(items: tuple[Item, ...], comma: int) -> Thing | None:
    """ "DTEK Group, Ukraine's biggest energy conglomerate, was hit": the name before the comma."""
    if comma < 1:
        return None
    thing = items[comma - 1].thing
    return thing if thing and thing.named and thing.kind not in ("Country", "Place") else None


def objects_after(
    items: tuple[Item, ...], start: int, prepositions: frozenset[str] | None = None, from_party: bool = False
) -> Iterator[Thing]:
    """The parties after a verb or noun.

    prepositions: for nouns, what must lead to the party ("attack on"); None for verbs: the object follows at once.
    from_party: for "stole data from X", "leaked emails of X": the party stands behind from/of/belonging to.
    """
    led = prepositions is None and not from_party
    step, gap = start, 0
    limit = 9 if from_party or prepositions else 8
    while step < len(items) and gap < limit:
        item = items[step]
        if item.thing:
            gap = 0
            if item.text in PLATFORMS and items[step - 1].lower in ("on", "via", "through", "to"):
                step += 1
                continue
            if any(i.lower in SAYING for i in items[step + 1 : step + 3]):
                return
            if item.thing.kind == "Place" and items[step - 1].lower == "in":
                step += 1
                continue
            owned = _owned(items, step)
            if (
                item.thing.kind == "Country"
                and owned is None
                and step + 1 < len(items)
                and items[step + 1].lower in ("'s", "’s")
            ):
                step += 1
                continue
            if owned and led:
                yield item.thing
                step = owned
                continue
            if led or (owned and from_party) or (from_party and item.thing.side == "victim" and item.thing.origins):
                yield item.thing
        elif (
            item.lower in BOUNDARY
            or item.lower in RELATIVE
            or (item.lower in ("by", "using", "with", "via", "through") and prepositions != frozenset())
        ):
            return
        elif (prepositions is not None and item.lower in prepositions) or (
            from_party and item.lower in ("from", "of", "belonging", "on", "about", "at")
        ):
            led = True
        elif (
            (item.lower in ("to", "for") and led and not prepositions)
            or (item.lower == "," and not led)
            or (not item.lower[0].isalnum() and item.lower not in (",", "'s", "’s", '"', "“", "”", "'", "-", "/", "&"))
        ):
            return
        else:
            gap += 1
        step += 1


def _owned(items: tuple[Item, ...], step: int) -> int | None:
    """The index behind "'s website" where the thing at `step` owns what follows."""
    if step + 1 < len(items) and items[step + 1].lower in ("'s", "’s", "'", "’"):
        end = step + 2
        while end < len(items) and end - step < 6:
            thing = items[end].thing
            if thing and not thing.is_property:
                return None
            if thing or items[end].lower in PROPERTY_HEADS:
                return end + 1
            end += 1
        return step + 2
    return None


def agents_after(items: tuple[Item, ...], start: int) -> Iterator[Thing]:
    """The parties behind "by" (and "from", before an attacker) in the same clause."""
    by = origin = False
    for item in items[start : start + 22]:
        if item.lower in BOUNDARY or (item.lower in RELATIVE and not by):
            return
        if item.thing:
            if origin and item.thing.kind != "Country" and item.thing.side != "attacker":
                return
            if by and item.thing.kind not in ("Malware", "Tool", "Product", "Vulnerability", "Indicator"):
                yield item.thing
                by = False
        elif item.lower in ("by", "from"):
            by, origin = True, item.lower == "from"
        elif item.lower == "," or item.lower.endswith("ing"):
            by = False


def genitive_before(items: tuple[Item, ...], index: int, side: str) -> Iterator[Thing]:
    """ "Sandworm's attack", "the hackers' campaign"."""
    for step in range(index - 1, max(0, index - 5), -1):
        if items[step].lower in ("'s", "’s", "’", "'"):
            thing = items[step - 1].thing
            if thing and (thing.side == side or thing.kind == "Country"):
                yield thing
            return


def compound_before(items: tuple[Item, ...], index: int) -> Thing | None:
    """ "the DTEK hack", "Russian cyber attacks", "the SolarWinds supply-chain attack"."""
    for step in range(index - 1, max(-1, index - 5), -1):
        item = items[step]
        if item.thing:
            return (
                item.thing
                if item.thing.named and item.thing.kind not in ("Malware", "Tool", "Vulnerability", "Person")
                else None
            )
        if not item.lower[0].isalnum() or item.lower in PREPOSITIONS or item.lower in BE or item.lower in DETERMINERS:
            return None
    return None
