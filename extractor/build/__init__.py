"""Linked -> Result: events become incidents, agreements, roles, attributions, responses, and facts with evidence.

identify.py      the only place an IRI is minted
assemble.py      the stage: each kind of event becomes its kind of record
gather.py        which events of an article are one incident
incidents.py attributions.py agreements.py responses.py people.py   the records
labels.py        what an incident is called
near.py          which incident a sentence is about
lookup.py        what words of the article mean
facts.py         one fact a claim, each with the words that say it
merge.py         which incidents of different articles are one: decisions, kept and undoable
"""

from extractor.build.assemble import build

__all__ = ["build"]
