"""The trained model: what happens in a text, in CASIE's terms, and the named things in it. numpy and onnxruntime alone.

labels.py     event types, roles, factuality, entity types
text.py       words, word-pieces, sentences, windows: what training and reading see of a text
gate.py       which sentences are worth the encoder's time
engine.py     the two passes in onnxruntime
reader.py     texts in, readings out: gate, windows, both passes, decoding
segments.py   the stretch around a trigger that the second pass reads
bio.py        from probabilities of tags to spans
reading.py    what comes out: events with arguments, entities, by characters
weights/      made by training/ (see its README): two graphs in eight bits, a vocabulary, thresholds
"""

from extractor.annotate.model.reader import Reader, load
from extractor.annotate.model.reading import Argument, Entity, Event, Reading

__all__ = ["Argument", "Entity", "Event", "Reader", "Reading", "load"]
