"""Page -> Report: the article's own words, without the page's furniture.

html.py      an HTML page: body (trafilatura, then furniture lines out), metadata.py for the rest
text.py      plain text: kept as it is, unless it is a page pasted as text (pasted.py)
markdown.py  Markdown: front matter read, links and emphasis reduced to their words
fast.py      an HTML page many times quicker and less well (resiliparse), for first passes
pdf.py       a PDF report: pdf_page.py finds columns and lines, pdf_text.py paragraphs
mail.py      an e-mail: its best part, its headers, its attachments
jsonl.py     an article as JSON: text kept character for character
"""

from extractor.read.dispatch import parts, read

__all__ = ["parts", "read"]
