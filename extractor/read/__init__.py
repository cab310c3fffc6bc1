"""Page -> Report: the article's own words, without the page's furniture.

html.py      an HTML page: body (trafilatura, then furniture lines out), metadata.py for the rest
text.py      plain text: kept as it is, unless it is a page pasted as text (pasted.py)
markdown.py  Markdown: front matter read, links and emphasis reduced to their words
jsonl.py     an article as JSON: text kept character for character
"""

from extractor.read.dispatch import read

__all__ = ["read"]
