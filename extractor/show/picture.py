"""A graph as one HTML file that opens from disk, offline, with nothing loaded from anywhere.

The page's parts lie in `web/` and are put into one another here. Text from articles reaches the page as JSON only,
and from there the document through `textContent` only; a content security policy allows no script but ours.
"""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from extractor.show.drawing import Drawing, Line, Voice

if TYPE_CHECKING:
    from networkx import MultiDiGraph

LIMIT = 3000
"""Dots that a browser still draws without stutter and a person can still make sense of."""
SCRIPTS = ("model.js", "canvas.js", "labels.js", "panel.js", "picture.js")


class Drawable(Protocol):
    """What can be drawn: anything that gives a property graph."""

    def to_networkx(self) -> "MultiDiGraph[Any]":
        """Nodes with label and category, edges with relation, sentence, confidence, modality and article."""


def write(graph: Drawable, path: str | Path, limit: int = LIMIT) -> Drawing:
    """Draw `graph` into the HTML file `path`; gives back what is drawn.

    Args:
        graph: anything with `to_networkx()`.
        path: the file, overwritten if it exists.
        limit: the most dots shown; the page says so when there are more.
    """
    from extractor.show.arrange import arrange
    from extractor.show.condense import condense

    drawing = arrange(condense(graph.to_networkx(), limit))
    # A lone surrogate in an article must not stop the picture.
    Path(path).write_bytes(page(drawing).encode("utf-8", "replace"))
    return drawing


def page(drawing: Drawing) -> str:
    """The HTML of a drawing."""
    script = "(() => {\n'use strict';\n" + "\n".join(_part(name) for name in SCRIPTS) + "})();\n"
    style = _part("picture.css")
    parts = {
        "style": style,
        "script": script,
        "payload": _as_json(_payload(drawing)),
        "policy": f"default-src 'none'; script-src {_digest(script)}; style-src {_digest(style)}; base-uri 'none'; "
        "form-action 'none'",
    }
    # One pass: a part that happens to hold a marker is not filled in again.
    return re.sub(r"\{\{(\w+)\}\}", lambda m: parts[m.group(1)], _part("picture.html"))


def _part(name: str) -> str:
    return files("extractor.show").joinpath("web", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _payload(drawing: Drawing) -> dict[str, Any]:
    """Everything the page knows. Sentences and articles stand once, lines point to them by number."""
    number = {dot.id: i for i, dot in enumerate(drawing.dots)}
    voices = [voice for line in drawing.lines for voice in line.voices]
    sentences = {text: i for i, text in enumerate(sorted({v.sentence for v in voices}))}
    articles = {article: i for i, article in enumerate(sorted({_article(v) for v in voices}))}
    keys = ("id", "label", "short", "category", "notes", "named", "weight", "x", "y")
    return {
        "total": drawing.total,
        "bare": drawing.bare,
        "dots": [{key: getattr(dot, key) for key in keys} for dot in drawing.dots],
        "lines": [_line(line, number, sentences, articles) for line in drawing.lines],
        "sentences": list(sentences),
        "articles": [dict(zip(("published", "publisher", "title", "url"), a, strict=True)) for a in articles],
    }


def _line(line: Line, number: dict[str, int], sentences: dict[str, int], articles: dict[Any, int]) -> dict[str, Any]:
    return {
        "source": number[line.source],
        "target": number[line.target],
        "relation": line.relation,
        "label": line.label,
        "modality": line.modality,
        "voices": [[v.confidence, sentences[v.sentence], articles[_article(v)], v.said_by] for v in line.voices],
    }


def _article(voice: Voice) -> tuple[str, str, str, str]:
    return (voice.published, voice.publisher, voice.title, voice.url)


def _as_json(payload: dict[str, Any]) -> str:
    """JSON that no HTML parser can read as markup."""
    import json

    text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
    escapes: Iterable[str] = "<>&\u2028\u2029"
    for character in escapes:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
