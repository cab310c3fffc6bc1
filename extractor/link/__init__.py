"""Annotated -> Linked: which thing in the world each mention means, how sure, and why.

resolve.py     the stage: names first, long before short, then what is only described
article.py     what the article itself offers for deciding: acronyms, surnames, countries
candidates.py  who could this be: the catalogue's entries for a mention's words
choose.py      who it is, by the article's own context; or nobody, visibly
coref.py       one thing under several names: acronyms, surnames, short names, "the agency"
describe.py    what the article says of a thing beside its name: country, sector
entities.py    each thing's mentions -> one entity
keys.py        names as they are compared; keys of things
"""

from extractor.link.resolve import link

__all__ = ["link"]
