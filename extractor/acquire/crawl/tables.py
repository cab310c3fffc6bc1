"""The tables of the frontier, and the indexes that were added to them later."""

VERSION = 2
CHANGES = {1: "ALTER TABLE pages ADD COLUMN page INTEGER NOT NULL DEFAULT 0;"}
"""What makes the next version of one."""
TABLES = """
CREATE TABLE pages (
  id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, host TEXT NOT NULL, role TEXT NOT NULL, site TEXT,
  state TEXT NOT NULL DEFAULT 'waiting', rank INTEGER NOT NULL, found_by TEXT, hops INTEGER NOT NULL DEFAULT 0,
  title TEXT, published TEXT, etag TEXT, last_modified TEXT, digest TEXT, status INTEGER, moved_to TEXT,
  tries INTEGER NOT NULL DEFAULT 0, next_at REAL NOT NULL DEFAULT 0, final INTEGER NOT NULL DEFAULT 0, reason TEXT,
  file TEXT, offset INTEGER, fetched TEXT, run INTEGER NOT NULL DEFAULT 0, page INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX due ON pages (run, host, rank, published DESC, id) WHERE state = 'waiting';
CREATE TABLE finds (source TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (source, url)) STRICT, WITHOUT ROWID;
CREATE TABLE captures (
  file TEXT NOT NULL, offset INTEGER NOT NULL, length INTEGER NOT NULL, url TEXT NOT NULL, fetched TEXT NOT NULL,
  status INTEGER NOT NULL, media_type TEXT NOT NULL, digest TEXT NOT NULL, PRIMARY KEY (file, offset)
) STRICT, WITHOUT ROWID;
CREATE TABLE files (name TEXT PRIMARY KEY, size INTEGER NOT NULL) STRICT;
CREATE TABLE robots (origin TEXT PRIMARY KEY, text TEXT NOT NULL, at REAL NOT NULL) STRICT;
CREATE TABLE hosts (host TEXT PRIMARY KEY, next_at REAL NOT NULL) STRICT;
CREATE TABLE runs (id INTEGER PRIMARY KEY, began REAL NOT NULL) STRICT;
"""
INDEXES = """
CREATE INDEX IF NOT EXISTS later ON pages (run, host, next_at) WHERE state = 'waiting' AND next_at > 0;
CREATE INDEX IF NOT EXISTS finders ON pages (found_by) WHERE found_by IS NOT NULL;
CREATE INDEX IF NOT EXISTS lists ON pages (site) WHERE role = 'listing';
CREATE INDEX IF NOT EXISTS through ON finds (url);
CREATE INDEX IF NOT EXISTS moved ON pages (moved_to) WHERE state = 'moved';
CREATE INDEX IF NOT EXISTS walled ON pages (moved_to) WHERE final < 0;
"""
