"""Linked -> Result: events become incidents, agreements, roles, attributions, responses, and facts with evidence.

identify.py      the only place an IRI is minted
assemble.py      the stage: each kind of event becomes its kind of record
gather.py        which events of an article are one incident
incidents.py attributions.py agreements.py responses.py   the records
facts.py         one fact a claim, each with the words that say it
merge.py         which incidents of different articles are one: decisions, kept and undoable
"""

from extractor.build.assemble import build

__all__ = ["build"]
