"""What an article says of a thing beside its name: the country it belongs to and its sector."""

import re

from extractor.catalogue import Catalogue
from extractor.link.candidates import country_code
from extractor.model import Mention

GAP_BEFORE = re.compile(
    r"^(?:['’]s)?(?:[ -](?!and\b|or\b|in\b|of\b|on\b|by\b|for\b|to\b|from\b|said\b|said:|hackers?\b|attack)[a-z][a-z-]*){0,5} (?:the )?$"
)
GAP_AFTER = re.compile(
    r"^(?:,? ?\([^()]{2,20}\))?(?:,? (?:an?|one of|based in|in|of|headquartered in|which is|located in|from|the|a major)\b(?: (?:the|an?))?(?:[ -][a-z][a-z’'-]*){0,5} ?|, )$"
)
WORDS = re.compile(r"[^\W_]+(?:[.'’-][^\W_]+)*")


def country_of(mention: Mention, countries: tuple[Mention, ...], catalogue: Catalogue) -> tuple[str, str] | None:
    """(ISO code, reason), from the name's own words or the words beside it."""
    inside = _in_name(mention.text, catalogue)
    if inside:
        return inside, "named in its own name"
    text = mention.report.text
    for c in countries:
        if (c.end <= mention.start and mention.start - c.end < 60 and GAP_BEFORE.match(text[c.end : mention.start])) or (c.start >= mention.end and c.start - mention.end < 70 and GAP_AFTER.match(text[mention.end : c.start])):
            found = country_code(c.text, catalogue)
        else:
            continue
        if found:
            return found, f"the article says {c.text!r} beside it"
    return None


def _in_name(name: str, catalogue: Catalogue) -> str | None:
    words = WORDS.findall(name)
    for size in (3, 2, 1):
        for start in range(len(words) - size, -1, -1):
            phrase = " ".join(words[start : start + size])
            if phrase[0].isupper() and (
                code := catalogue.country_names().get(phrase) or catalogue.country_of_demonym(phrase)
            ):
                return code
    return None


def sector_of(mention: Mention, catalogue: Catalogue) -> str | None:
    """The sector that the words of the name, or the description right beside it, tell."""
    text = mention.report.text
    own = catalogue.sector_of(mention.text)
    if own:
        return own
    before = re.split(r"[.;:,\n]", text[max(0, mention.start - 45) : mention.start])[-1]
    after = re.match(r"(?: ?\([^()]{2,20}\))?, ([^,.;\n]{4,80})", text[mention.end : mention.end + 110])
    described = re.search(
        r"\b(?:firm|company|provider|operator|giant|utility|bank|hospital|university|conglomerate|group|supplier|vendor|maker|distributor)\s*$",
        before,
    )
    return catalogue.sector_of(before) if described else (catalogue.sector_of(after.group(1)) if after else None)
