"""Annotated -> Linked: which thing in the world each mention means, how sure, and why.

candidates.py  who could this be: the catalogue's entries for a mention's words
choose.py      who it is, by the article's own context; or nobody, visibly
coref.py       within the article: acronyms, surnames, short names, "the agency"
describe.py    what the article says of it: country, sector
"""

from extractor.link.resolve import link

__all__ = ["link"]
