"""The id of a report: the input's own, else the file's stem (its folder's name for `index.html`), else a hash."""

import hashlib
import re
from pathlib import PurePath

from extractor.model import Page

_SAYS_NOTHING = re.compile(r"(?:\d+-)?(?:index|page|article|default|report)", re.I)
"""Stems that every folder has: the folder's name tells more."""
_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".txt", ".md", ".markdown", ".json", ".pdf", ".eml"})


def report_id(own: str | None, page: Page, url: str | None, text: str) -> str:
    """`own` if there is one; the stem of a file of one article; a hash of a fetched page's URL; else of the text.

    A fetched page keeps its id when its text changes, so that a second visit replaces the first.
    """
    if own and own.strip():
        return own.strip()
    if page.url:
        return _hash(url or page.url)
    return _stem(page.name) or _hash(text)


def _stem(name: str) -> str | None:
    path = PurePath(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    if path.suffix.lower() in _ENDINGS:
        stem = path.stem.strip()
        if _SAYS_NOTHING.fullmatch(stem) and path.parent.name not in ("", ".", ".."):
            return path.parent.name
        return stem or None
    return None


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
