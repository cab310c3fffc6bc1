"""Many pages from many sites into one archive: politely, completely, each page once.

sources.py     what the user named -> where to begin
urls.py        one spelling for each address
robots.py      what robots.txt allows, by RFC 9309
feeds.py       a feed's entries        sitemaps.py   a sitemap's
frontier.py    every address and what became of it, in one SQLite file: resumes after a kill
archive.py     requests and answers as WARC files
recovery.py    what lies there and is in no frontier: after a kill, or on a damaged disk
settle.py      what an answer means for the frontier and the archive
crawler.py     who is asked next, and when
report.py      what became of every page
"""
