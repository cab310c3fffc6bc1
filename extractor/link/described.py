"""What is described and not named: "the agency" is the one named before, "a German hospital" a thing of its own."""

import re

from extractor.link.article import DESCRIBED, Article
from extractor.link.candidates import PARTY, country_code
from extractor.link.coref import antecedent_kinds
from extractor.link.decisions import Decisions
from extractor.link.keys import local_key
from extractor.model import Link, Mention

BELONGINGS = frozenset(
    "website site server network system platform portal account email database page webpage homepage infrastructure "
    "computer channel sector industry campaign".split()
)
"""What is hit but is no party."""
CALLED_SO = frozenset("ministry department bureau directorate university bank".split())
"""What is called so carries it in its name: "the ministry" is no agency without."""
APPOSED = re.compile(r"(?: ?\([^()]{2,20}\))?, ")


def link_described(made: Decisions, mention: Mention, here: Article) -> None:
    """Link "the agency" to the nearest agency named before it; a party known by no name is a thing of its own."""
    if beside := _apposed(made, mention):
        made.decide(mention, beside.entity, 0.8, f"says what {beside.mention.text!r} is")
        return
    kinds = antecedent_kinds(mention)
    before = [
        x
        for x in made.links
        if x.mention.end <= mention.start and x.mention.kind in kinds and x.mention.found_by != DESCRIBED
    ]
    fitting = [x for x in before if _fits(made, x, mention, here)]
    noun = mention.text.split()[-1].lower()
    if noun in CALLED_SO:
        fitting = [x for x in fitting if _is_called(made, x, noun)]
    nearest = max(fitting, key=lambda x: x.mention.start, default=None)
    if nearest:
        made.decide(mention, nearest.entity, 0.6, f"nearest {noun} named before: {nearest.mention.text!r}")
    elif mention.kind != "ThreatActor" and _is_one(mention.text):
        thing = local_key(mention.kind, here.annotated.report, str(mention.start), mention.text)
        made.decide(mention, thing, 0.7, "described, not named")


def _is_called(made: Decisions, link: Link, noun: str) -> bool:
    """Is `noun` in one of the thing's names ("the ministry" is a ministry)?"""
    entry = made.entries.get(link.entity)
    names = (*(entry.names if entry else ()), *(m.text for m in made.members[link.entity]))
    return any(noun in name.lower() for name in names)


def _apposed(made: Decisions, mention: Mention) -> Link | None:
    """The name whose description this is: "Acme, a shipping company"."""
    if not mention.text.startswith(("a ", "an ")):
        return None
    text = mention.report.text
    return next(
        (
            x
            for x in made.links
            if x.mention.kind in PARTY
            and x.mention.end < mention.start <= x.mention.end + 24
            and APPOSED.fullmatch(text, x.mention.end, mention.start)
        ),
        None,
    )


def _fits(made: Decisions, link: Link, mention: Mention, here: Article) -> bool:
    """Whether it can be meant: "the Spanish operator" is none that the article places elsewhere."""
    told = {
        country_code(c.text, here.catalogue)
        for c in here.countries
        if mention.start <= c.start and c.end <= mention.end
    }
    if not told:
        return True
    if entry := made.entries.get(link.entity):
        return entry.country is None or entry.country in told
    said = next((said for m in made.members[link.entity] if (said := here.country(m))), None)
    return said is None or said.value in told


def _is_one(words: str) -> bool:
    """Does it describe one party ("a German hospital"), not many or a belonging ("websites")?"""
    parts = words.lower().split()
    if parts[-1] in BELONGINGS:
        return False
    return parts[0] in ("a", "an", "one", "the", "another", "its") and len(parts) > 2 and not parts[-1].endswith("s")
