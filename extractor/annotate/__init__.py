"""Report -> Annotated: mentions of things and events. spaCy lives and dies in this folder.

nlp.py          the pipeline, and the door: reports in, plain Annotated out
components.py   the spaCy components, their factories, and a report's reading gathered from its pieces
sentences.py    where sentences end; sentences_cyrillic.py: where Ukrainian and Russian ones do not

Names
names.py        every finder's names brought to one answer: one name, one type
catalogue.py    names known beforehand, in one pass over the text
inflected.py    the same in Ukrainian and Russian, in every case
support.py      known names that are common words: they count where the words beside them say so
acronyms.py     what the text itself defines: "State Service ... (SSSCIP)"
patterns.py     names known by their form or by the words beside them
recognised.py   what the statistical recogniser found, its known mistakes taken out
indicators.py   addresses, hashes, CVEs, also defanged
found.py        names while they are being collected

Sentences
clauses.py      a sentence as a row of words and things, the shape the event grammars read
things.py       what such a row is made of
noun_phrases.py described things: "a Ukrainian energy provider", "the hackers"
origins.py      countries that describe a thing
capitals.py     capitals that act for their states
coded.py        a row as one string, so that grammars can be regular expressions

Events
events.py       each grammar over each sentence, then who says so, how sure, and when
incidents.py attack_nouns.py parties.py objects.py sides.py      who hit whom
triggers.py trigger_words.py words.py                 the words they know
attributions.py agreements.py positions.py responses.py speech.py      the other grammars
countries.py    which side the countries stand on that no grammar placed
cues.py cue_words.py      how sure a sentence is, how firmly it blames
when.py when_absolute.py when_relative.py when_words.py      dates as intervals
folding.py      lower case that keeps offsets
"""

from extractor.annotate.nlp import annotate

__all__ = ["annotate"]
