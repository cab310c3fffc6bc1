"""One address in the frontier, and how the rows of its table are added, told apart and put in turn."""

from dataclasses import dataclass
from typing import Literal

Role = Literal["source", "listing", "feed", "article"]
"""source: as the user named it, whatever it is.  listing: where a site begins.  feed: a feed or sitemap found on the
way.  article: a page that is wanted for itself."""
State = Literal["waiting", "fetched", "moved", "forbidden", "failed"]

FOR_GOOD = 2**63 - 1
"""Where asking again is in vain. The column `final` holds the size of answers, in bytes, up to which it is."""
RUNS_AT_WALL = 3
"""Runs that find an article behind a wall, after which it is given up. Until then `final` counts them below zero."""
WANTED = (
    " AND (rank = 0 AND role != 'feed' OR published IS NULL"
    " OR published >= substr(?, 1, length(published)) AND (rank = 1 OR ?))"
)
"""Neither pages nor lists that were last changed before a day; lists with a date only while more pages are needed."""
IN_TURN = (
    f"rank = 0{WANTED} ORDER BY published DESC, id",
    "rank = 1 AND published >= ? ORDER BY published DESC, id",
    "rank = 1 AND published IN (substr(?, 1, 4), substr(?, 1, 7)) ORDER BY published DESC, id",
    "rank = 1 AND published IS NULL ORDER BY id",
)
"""Where to find pages, then pages since a day, then those of its month or year, then those without a date. Each part
lies together in the index: nothing is passed over."""

_IS_ONE = "excluded.role = 'article' AND role = 'listing' AND found_by IS NOT NULL AND state != 'moved' AND page = 0"
"""A page that leads to others is listed as an article: it is archived as one, once, and goes on leading to others."""
_LEADS = "role = 'source' AND excluded.role IN ('feed', 'listing')"
"""What a user named leads to the pages of another source: every run asks it for that."""
ADD = (
    "INSERT INTO pages (url, host, role, site, rank, found_by, hops, title, published, run)"  # noqa: S608
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (url) DO UPDATE SET run = excluded.run,"
    f" role = iif({_LEADS}, excluded.role, role),"
    f" page = iif({_IS_ONE} OR ({_LEADS} AND excluded.role = 'listing' AND digest IS NULL), 1, page),"
    f" state = iif({_IS_ONE}, 'waiting', state), digest = iif({_IS_ONE}, NULL, digest),"
    f" etag = iif({_IS_ONE}, NULL, etag), last_modified = iif({_IS_ONE}, NULL, last_modified),"
    " title = coalesce(title, excluded.title),"
    " published = coalesce(max(published, excluded.published), published, excluded.published)"
)


@dataclass(frozen=True, slots=True)
class Row:
    """One address as it stands in the frontier."""

    id: int
    url: str
    host: str
    role: Role
    site: str | None
    state: State
    hops: int
    page: int
    title: str | None
    published: str | None
    etag: str | None
    last_modified: str | None
    digest: str | None
    fetched: str | None
    moved_to: str | None
    tries: int
    next_at: float
    reason: str | None


COLUMNS = ", ".join(Row.__dataclass_fields__)
