"""The world -> Page: files, folders, globs, archives, a stream, one URL. Nothing is read further than its bytes.

files.py     `pages`: every input ends as a Page, or as Skipped or Failed with its reason
kinds.py     what a name's ending stands for; which files of a folder are no articles
streams.py   an open stream: one page, JSON lines, a WARC file, an archive
lines.py     JSONL and JSON lists: one Page each, so that a broken line fails alone
warc.py      WARC files: a Page for each answer that may hold an article (records.py: the records; http.py: the answer)
archives.py  ZIP and tar: members in memory, names harmless, bombs refused
outcomes.py  what becomes of an input; what was left out, counted by reason
sniff.py     what the bytes are: compressed, binary, HTML, JSON, text
fetch.py     one http(s) URL
"""

from extractor.acquire.files import pages

__all__ = ["pages"]
