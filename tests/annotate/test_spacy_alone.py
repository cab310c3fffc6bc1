"""spaCy is imported without its command line, and is whole all the same."""

import subprocess
import sys

FIRST = """
import sys
from extractor.annotate.nlp import pipeline
from extractor.settings import Settings
pipeline(Settings().model)
assert not [name for name in sys.modules if name.startswith("spacy.cli")], "the command line was imported"
import spacy
told = spacy.info(silent=True)
from spacy.cli import info
assert spacy.__version__ in told.values(), told
assert told == info(silent=True)
"""
AFTER = """
import spacy
whole = spacy.info
from extractor.annotate.spacy_alone import import_spacy
import_spacy()
assert spacy.info is whole
"""


def run(program: str) -> None:
    subprocess.run([sys.executable, "-c", program], check=True, timeout=120)


def test_the_command_line_comes_only_when_it_is_asked_for() -> None:
    run(FIRST)


def test_who_imported_it_before_keeps_it_as_it_was() -> None:
    run(AFTER)
