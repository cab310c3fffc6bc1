"""Incidents told by nouns: "an attack by X on Y", "X suffered a ransomware attack", "the Y hack"."""

from extractor.annotate.objects import objects_after
from extractor.annotate.parties import agents_after, compound_before, genitive_before, subject_before
from extractor.annotate.sides import attackers_of, incident, victims_of
from extractor.annotate.things import POSSESSIVES, Clause, Item, Thing
from extractor.annotate.trigger_words import KINETIC, WEAK_NOUNS
from extractor.annotate.triggers import DO_ATTACK, NOUNS, ONLY_SUFFER, SUFFER_ATTACK, TELL_OF_ATTACK
from extractor.model import Event

LEADS_TO_VICTIM = frozenset(
    """against on at targeting of into in affecting hitting involving compromising impacting disrupting across
    throughout inside within toward towards""".split()
)
LEADS_FROM_VICTIM = frozenset({"theft", "exfiltration", "leak", "leaks"})
"""Nouns whose victim may stand behind "from" ("the theft of files from X")."""
GOVERNOR_ENDS = frozenset({".", ";", ":", "but", "while", "which", "who"})
NEAR = 4
UNDERTAKINGS = frozenset("campaign campaigns espionage spying surveillance effort offensive".split())
"""Nouns that a state's service before them does, where "the DHS breach" happened to it."""
BLAMED = frozenset("blamed blames blame blaming pinned".split())
"""Before these nouns, "on" leads to who did it."""
AS_NOUNS = frozenset("claim claims plan plans report reports attempt attempts order orders use lead".split())
NOUN_FOLLOWS = POSSESSIVES | {"the", "this", "a", "its", "their"}
"""Behind these, forms that are verb or noun are nouns."""
INDEFINITE = frozenset({"a", "an", "its", "their"})


def noun_event(clause: Clause, index: int, cyber: bool) -> Event | None:
    """The incident that the noun at `index` tells, if it is one that does. `cyber`: is this about computers?"""
    items = clause.items
    word = _noun(items[index].lower)
    kind = NOUNS.get(word)
    if not kind or not _tells(items, index, word, cyber):
        return None
    attackers = [*agents_after(items, index + 1), *genitive_before(items, index, "attacker")]
    more = frozenset({"from"}) if word in LEADS_FROM_VICTIM else frozenset()
    blamed = frozenset({"on"}) if any(i.lower in BLAMED for i in items[max(0, index - 5) : index]) else frozenset()
    victims = list(objects_after(items, index + 1, prepositions=(LEADS_TO_VICTIM | more) - blamed))
    attackers, victims = _with_governor(items, index, attackers, victims)
    if not victims and (struck := _struck(items, index)):
        victims = [struck]
    if compound := compound_before(items, index):
        does = compound.side == "attacker" or _acts(compound, victims, word)
        (attackers if does else victims).append(compound)
    attackers = attackers_of(attackers)
    return incident(clause, (index, index), kind, attackers, victims_of(victims, attackers))


def _acts(compound: Thing, victims: list[Thing], word: str) -> bool:
    """Does a country or its service before the noun attack ("the CIA campaign against ...")?"""
    if compound.kind == "Country":
        return compound.demonym or bool(victims)
    is_aimed = word in UNDERTAKINGS or any(v.kind == "Country" or v.origins for v in victims)
    return compound.kind == "GovernmentAgency" and is_aimed


def _noun(word: str) -> str:
    """The word, or the last part of a compound ("supply-chain-attack", "cybercampaign")."""
    if word not in NOUNS and "-" in word:
        word = word.rsplit("-", 1)[1]
    return word.removeprefix("cyber") if word not in NOUNS else word


def _tells(items: tuple[Item, ...], index: int, word: str, cyber: bool) -> bool:
    """Is it about computers, and the last noun of its compound ("hacking campaign" is told by "campaign")?"""
    if word in WEAK_NOUNS and not cyber:
        return False
    if any(i.lower in KINETIC for i in items[max(0, index - 2) : index]):
        return False
    return not (index + 1 < len(items) and items[index + 1].lower in NOUNS)


def _with_governor(
    items: tuple[Item, ...], index: int, attackers: list[Thing], victims: list[Thing]
) -> tuple[list[Thing], list[Thing]]:
    """Both sides, with the subject of the verb that governs the noun ("suffered", "launched") on its own."""
    governor, subject = _governor(items, index)
    if not subject:
        return attackers, victims
    of_others = bool(victims) or (not _is_indefinite(items, index) and subject.side != "attacker")
    if governor in TELL_OF_ATTACK and of_others:
        return attackers, victims
    if governor in ONLY_SUFFER and subject.side != "attacker":
        return attackers, [subject, *victims]
    if governor in DO_ATTACK and subject.side != "victim":
        return [subject, *attackers], victims
    if governor in SUFFER_ATTACK and subject.side == "victim":
        return attackers, [subject, *victims]
    return attackers, victims


def _governor(items: tuple[Item, ...], index: int) -> tuple[str, Thing | None]:
    """The verb that governs the noun ("suffered a ransomware attack") and that verb's subject."""
    for step in range(index - 1, max(-1, index - 14), -1):
        word = items[step].lower
        if word in GOVERNOR_ENDS or (word == "to" and index - step > NEAR):
            break  # "fell victim to a ... attack", but not "commits both to warn each other of attacks"
        if items[step].thing or (word in AS_NOUNS and items[step - 1].lower in NOUN_FOLLOWS):
            continue  # "Albania's claim that ..." claims nothing itself
        if word in SUFFER_ATTACK or word in DO_ATTACK:
            return word, subject_before(items, step)
    return "", None


def _is_indefinite(items: tuple[Item, ...], index: int) -> bool:
    return any(i.lower in INDEFINITE for i in items[max(0, index - 4) : index])


def _struck(items: tuple[Item, ...], index: int) -> Thing | None:
    """As in "X cancelled operations after a ransomware attack": what the attack did to X."""
    words = [i.lower for i in items[max(0, index - 7) : index]]
    if not {"after", "following", "due"} & set(words) and words[-3:][:2] != ["because", "of"]:
        return None
    left = [i.thing for i in items[: index - 1] if i.thing]
    named = [t for t in left if t.named and t.kind in ("Organization", "GovernmentAgency")]
    if named:
        return named[0] if len(named) == 1 else None
    return next((t for t in left if t.side == "victim" and t.origins), None)
