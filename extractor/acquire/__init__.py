"""The world -> Page: files, folders, globs, a stream of lines, one URL. Nothing is read further than its bytes.

files.py   `pages`: every input ends as a Page, or as Skipped or Failed with its reason
lines.py   JSONL and JSON lists: one Page each, so that a broken line fails alone
sniff.py   what the bytes are: compressed, binary, HTML, JSON, text
fetch.py   one http(s) URL
"""

from extractor.acquire.files import pages

__all__ = ["pages"]
