"""Where sentences end. Works on tokens, so that "U.S." and "Inc." (one token each) end none."""

from typing import TYPE_CHECKING

from extractor.annotate.sentences_cyrillic import goes_on
from extractor.model import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

ENDERS = frozenset({".", "!", "?", "…", "...", "?!", "!?"})
CLOSERS = frozenset({'"', "”", "’", "'", ")", "]", "»", "''"})
LONGEST = 2000
"""Code points after which a sentence ends anyway: grammars take time with the square of a sentence's length."""


def sentences(doc: "Doc") -> tuple[Span, ...]:
    """The sentences of `doc` as character spans, without the white space between them."""
    spans: list[Span] = []
    start: int | None = None
    end = 0
    ended = False
    words = ("", "")
    for token in doc:
        text = token.text
        if text.isspace():
            broken = "\n" in text or "\r" in text
        else:
            ends = ended and text not in CLOSERS and not goes_on(words, _from(doc, token.i))
            if start is not None and (ends or token.idx - start >= LONGEST):
                spans.append(Span(start, end))
                start = None
            broken = False
            start = token.idx if start is None else start
            end = token.idx + len(text)
            ended = text in ENDERS or (ended and text in CLOSERS)
            words = words if ended else (words[1], text)
        if broken and start is not None:
            spans.append(Span(start, end))
            start, ended = None, False
    if start is not None:
        spans.append(Span(start, end))
    return tuple(spans)


def _from(doc: "Doc", number: int) -> tuple[str, str]:
    """The tokens with this number and the next."""
    first, second, *_ = (*(token.text for token in doc[number : number + 2]), "", "")
    return first, second
