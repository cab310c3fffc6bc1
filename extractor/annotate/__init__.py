"""Report -> Annotated: mentions of things and events. spaCy lives and dies in this folder.

nlp.py         the pipeline, and the door: Doc in, plain Annotated out
catalogue.py   component, before the model: names known beforehand
names.py       after the model: one name, one type; acronyms, surnames, repeated names
nominals.py    described things: "a Ukrainian energy provider", "the hackers"
clauses.py     a sentence as a row of words and things, the shape the event grammars read
incidents.py attributions.py agreements.py positions.py responses.py   the event grammars
when.py indicators.py cues.py   pure text functions they use
"""

from extractor.annotate.nlp import annotate

__all__ = ["annotate"]
