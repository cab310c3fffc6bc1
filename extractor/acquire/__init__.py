"""The world -> Page: files, folders, globs, archives, a stream, one URL. Nothing is read further than its bytes.

files.py     `pages`: every input ends as a Page, or as Skipped or Failed with its reason
kinds.py     what a name's ending stands for; which files of a folder are no articles
streams.py   an open stream: one page, JSON lines, a WARC file, an archive
lines.py     JSONL and JSON lists: one Page each, so that a broken line fails alone
archives.py  ZIP and tar: members in memory, names harmless, bombs refused
outcomes.py  what becomes of an input; what was left out, counted by reason
sniff.py     what the bytes are: compressed, binary, HTML, JSON, text

warc.py      WARC files: a Page for each answer that may hold an article
records.py   their records, and what is lost where a file is broken (rewind.py: how the next record is found)
http.py      an answer as crawlers keep it: status, headers, what the body was meant to be
decode.py    compressed bytes, unpacked no further than a limit; for live answers and kept ones alike

fetch.py     one http(s) URL
client.py    one request and its answer: bounded in size and time, to public addresses only, with an honest name
guard.py     which addresses may be reached        transport.py   connections to those alone, never beyond a deadline
sites/       sites by name: where each lists its articles, and how its pages are built
crawl/       many pages from many sites into one archive: politely, completely, each page once
"""

from extractor.acquire.files import pages

__all__ = ["pages"]
