"""Every address and what became of it, in one SQLite file: nothing is lost, nothing fetched twice, also after a kill.

What a source said of itself (ETag, Last-Modified) stands here and not in an HTTP cache: a cache would keep every body
a second time, and could not be committed together with what the answer led to. One program at a time
has it open. Times are seconds since 1970, since they must outlive the program.
"""

import sqlite3
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Self

from extractor.acquire.crawl.feeds import Entry
from extractor.acquire.crawl.robots import Robots
from extractor.acquire.crawl.rows import ADD, COLUMNS, IN_TURN, RUNS_AT_WALL, WANTED, Role, Row
from extractor.acquire.crawl.tables import CHANGES, INDEXES, TABLES, VERSION
from extractor.acquire.crawl.urls import host_of
from extractor.problems import InputError, UsageError

LONGEST_CHAIN = 10
"""Redirects in a row that are looked through."""


def _refused(path: Path, error: sqlite3.DatabaseError) -> Exception:
    """What it means that the frontier at `path` does not open."""
    name = getattr(error, "sqlite_errorname", "")
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return UsageError(f"{path.parent}: another fetch is writing to this archive ({error})")
    if name.startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT")):
        return InputError(f"{path}: not a frontier ({error}); move it away, it is made anew from the WARC")
    return error


class Frontier:
    """The addresses of one archive. `run` is the number of the run that is going on."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self.run = 0
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        changes = "".join(CHANGES[number] for number in range(version, VERSION)) if version else TABLES
        if changes:
            self._db.executescript(f"BEGIN; {changes} PRAGMA user_version = {VERSION}; COMMIT;")
        self._db.executescript(INDEXES)

    @classmethod
    def open(cls, path: Path) -> Self:
        """The frontier at `path`, made where there is none. Raises UsageError while another program has it open."""
        connection = sqlite3.connect(path, timeout=0.5, isolation_level=None)
        try:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("COMMIT")
            return cls(connection)
        except sqlite3.DatabaseError as error:
            connection.close()
            raise _refused(path, error) from None

    @classmethod
    def copy(cls, path: Path | None) -> Self:
        """A copy in memory, for looking without touching; empty where there is no file at `path`."""
        connection = sqlite3.connect(":memory:", isolation_level=None)
        if path and path.exists():
            try:
                with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as former:
                    former.backup(connection)
            except sqlite3.DatabaseError as error:
                raise _refused(path, error) from None
        return cls(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    @contextmanager
    def whole(self) -> Generator[None]:
        """What is written within is kept as a whole or not at all."""
        self._db.execute("BEGIN")
        try:
            yield
        except BaseException:
            if self._db.in_transaction:  # a full disk ends it by itself
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def begin(self, now: float, max_bytes: int = 0) -> None:
        """A new run: what failed in passing or was forbidden gets another chance, and so does what leads to pages.

        max_bytes: the size of answers that may come; what was too large before is asked again where it may not be now.
        """
        with self.whole():
            self.run = self._db.execute("INSERT INTO runs (began) VALUES (?)", (now,)).lastrowid or 0
            self._db.execute(
                "UPDATE pages SET state = 'waiting', tries = 0, next_at = 0, reason = NULL"
                " WHERE state = 'forbidden' OR (state = 'failed' AND (final > -? AND final < ? OR role != 'article'))",
                (RUNS_AT_WALL, max(max_bytes, 1)),
            )

    def want(self, source: str) -> None:
        """Everything that `source` ever found is wanted by this run."""
        self._db.execute(
            "UPDATE pages SET run = ? WHERE url IN (SELECT url FROM finds WHERE source = ?)", (self.run, source)
        )

    def ask_lists_again(self, source: str) -> None:
        """The feeds and lists that `source` led to wait anew; sitemaps with a date do where their index tells so."""
        self._db.execute(
            "UPDATE pages SET state = 'waiting', tries = 0, next_at = 0, reason = NULL,"
            " digest = iif(page = 1, NULL, digest), etag = iif(page = 1, NULL, etag),"  # a page, and not archived yet
            " last_modified = iif(page = 1, NULL, last_modified)"
            " WHERE role IN ('feed', 'listing') AND published IS NULL"
            " AND (state = 'fetched' OR (state = 'moved' AND status NOT IN (301, 308)))"
            " AND url IN (SELECT url FROM finds WHERE source = ?)",
            (source,),
        )

    def ask_pages_again(self, since: str, urls: Iterable[str] | None = None) -> None:
        """The articles that this run wants and an earlier one asked for wait anew, those before `since` excepted.

        urls: of these alone.
        """
        query = (
            "UPDATE pages SET state = 'waiting', tries = 0, next_at = 0, reason = NULL"  # noqa: S608
            " WHERE (state IN ('fetched', 'failed') OR (state = 'moved' AND status NOT IN (301, 308)))"
            f" AND rank = 1 AND run = ?{WANTED}"
        )
        if urls is None:
            self._db.execute(query, (self.run, since, True))
        else:
            self._db.executemany(f"{query} AND url = ?", [(self.run, since, True, url) for url in urls])

    def name(self, url: str, role: Role, source: str, site: str | None) -> None:
        """A user named `url`: it is asked anew in every run, whatever became of it before.

        Where it redirected for good the last time, its target is asked instead.
        """
        known = self.row(url)
        for newly in self.add([Entry(url)], role, [source], site=site):
            self.forget(newly)
        if known and known.role == "listing" != role:
            self.update(url, digest=None)  # a page that only led to others is wanted for itself now
        self.update(url, role=role, rank=0, site=site)
        self.ask_again(self.end(url, lasting=True))

    def forget(self, url: str) -> None:
        """What the server said of `url` when it was fetched: it is to come whole, even if it is as it was."""
        self.update(url, etag=None, last_modified=None)

    def end(self, url: str, *, lasting: bool = False) -> str:
        """Where the redirects from `url` end; with `lasting` those that hold for good."""
        for _ in range(LONGEST_CHAIN):
            query = "SELECT moved_to FROM pages WHERE url = ? AND state = 'moved' AND (status IN (301, 308) OR NOT ?)"
            found = self._db.execute(query, (url, lasting)).fetchone()
            if not found:
                break
            url = found[0]
        return url

    def sources(self) -> tuple[str, ...]:
        """The words that were ever named as sources."""
        return tuple(row[0] for row in self._db.execute("SELECT DISTINCT source FROM finds ORDER BY source"))

    def ask_again(self, url: str) -> None:
        """`url` waits anew, whatever became of it before."""
        self._db.execute(
            "UPDATE pages SET state = 'waiting', tries = 0, next_at = 0, hops = 0, final = 0, reason = NULL, run = ?"
            " WHERE url = ?",
            (self.run, url),
        )

    def add(
        self,
        entries: Iterable[Entry],
        role: Role,
        sources: Iterable[str],
        found_by: str | None = None,
        site: str | None = None,
        hops: int = 0,
    ) -> list[str]:
        """Take note of addresses: new ones wait, known ones stay as they are, all are wanted by this run.

        Of several dates the newest counts: it tells of the last change.
        Returns those that lead to pages, had been asked before, and are found through a source for the first time:
        what they lead to is not known to be that source's.
        """
        sources, rank = tuple(sources), int(role == "article")
        newly: list[str] = []
        for entry in entries:
            self._db.execute(
                ADD,
                (
                    *(entry.url, host_of(entry.url), role, site, rank, found_by, hops),
                    *(entry.title, entry.published, self.run),
                ),
            )
            pairs = [(source, entry.url) for source in sources]
            is_new = self._db.executemany("INSERT OR IGNORE INTO finds VALUES (?, ?)", pairs).rowcount > 0
            if is_new and not rank and (known := self.row(entry.url)) and known.fetched and known.role != "article":
                newly.append(entry.url)
        return newly

    def share(self, url: str, sources: Iterable[str]) -> None:
        """What was first found on `url`, and on what was found there, is found through these sources too."""
        self._db.executemany(
            "WITH RECURSIVE below (url) AS"
            " (VALUES (?) UNION SELECT pages.url FROM pages JOIN below ON found_by = below.url)"
            " INSERT OR IGNORE INTO finds SELECT ?, url FROM below",
            [(url, source) for source in sources],
        )

    def found_through(self, url: str) -> tuple[str, ...]:
        """The sources that `url` was found through."""
        return tuple(row[0] for row in self._db.execute("SELECT source FROM finds WHERE url = ? ORDER BY 1", (url,)))

    def row(self, url: str) -> Row | None:
        """What is known of `url`."""
        found = self._db.execute(f"SELECT {COLUMNS} FROM pages WHERE url = ?", (url,)).fetchone()  # noqa: S608
        return Row(*found) if found else None

    def hosts(self) -> tuple[str, ...]:
        """The hosts with pages that wait for this run."""
        following = "SELECT min(host) FROM pages WHERE state = 'waiting' AND run = :run"
        query = (  # from each host straight to the next, however many pages it has
            f"WITH RECURSIVE found (host) AS ({following} UNION ALL"  # noqa: S608
            f" SELECT ({following} AND host > found.host) FROM found WHERE found.host IS NOT NULL)"
            " SELECT host FROM found WHERE host IS NOT NULL"
        )
        return tuple(row[0] for row in self._db.execute(query, {"run": self.run}))

    def due(self, host: str, since: str, now: float, *, lists: bool = True) -> Row | None:
        """The next page of `host`: where to find pages first, then the newest page, none older than `since`.

        `lists`: whether dated lists are wanted too, or what waits is enough.
        """
        told: tuple[tuple[str | bool, ...], ...] = ((since, lists), (since,), (since, since), ())
        for part, more in zip(IN_TURN, told, strict=True):
            query = f"SELECT {COLUMNS} FROM pages WHERE state = 'waiting' AND host = ? AND run = ? AND next_at <= ?"  # noqa: S608
            found = self._db.execute(f"{query} AND {part} LIMIT 1", (host, self.run, now, *more)).fetchone()
            if found:
                return Row(*found)
        return None

    def next_at(self, host: str, since: str, now: float, *, lists: bool = True) -> float | None:
        """When the first page of `host` may be asked for; None where none waits."""
        if self.due(host, since, now, lists=lists):
            return now
        query = (
            "SELECT next_at FROM pages WHERE state = 'waiting' AND next_at > 0 AND host = ? AND run = ?"  # noqa: S608
            f"{WANTED} ORDER BY next_at LIMIT 1"
        )
        found = self._db.execute(query, (host, self.run, since, lists)).fetchone()
        return float(found[0]) if found else None

    def is_wall(self, url: str, articles: int) -> bool:
        """Whether redirects that need not last led so many articles to `url` when they were last asked for."""
        query = (
            "SELECT 1 FROM pages WHERE moved_to = ? AND state = 'moved' AND rank = 1 AND status NOT IN (301, 308)"
            " UNION ALL SELECT 1 FROM pages WHERE moved_to = ? AND state != 'moved' AND final < 0 LIMIT ?"
        )
        return len(self._db.execute(query, (url, url, articles)).fetchall()) >= articles

    def wall(self, url: str, reason: str) -> None:
        """The articles that such redirects led to `url` in this run were not had; the next runs ask for them again."""
        self._db.execute(
            "UPDATE pages SET state = iif(digest IS NULL, 'failed', 'fetched'), reason = ?,"
            " final = iif(final > 0, -1, max(final - 1, -?))"
            " WHERE moved_to = ? AND state = 'moved' AND rank = 1 AND status NOT IN (301, 308)",
            (reason, RUNS_AT_WALL, url),
        )

    def holds(self, number: int, since: str) -> bool:
        """Whether so many articles wait for this run."""
        query = f"SELECT 1 FROM pages WHERE state = 'waiting' AND run = ? AND rank = 1{WANTED} LIMIT ?"  # noqa: S608
        return len(self._db.execute(query, (self.run, since, True, number)).fetchall()) >= number

    def lists_of(self, site: str) -> int:
        """How many listing pages of `site` are known."""
        query = "SELECT count(*) FROM pages WHERE role = 'listing' AND site = ?"
        return int(self._db.execute(query, (site,)).fetchone()[0])

    def update(self, url: str, **columns: str | float | None) -> None:
        """Set columns of one page."""
        names = ", ".join(f"{name} = ?" for name in columns)
        self._db.execute(f"UPDATE pages SET {names} WHERE url = ?", (*columns.values(), url))  # noqa: S608

    def waiting(self) -> Iterator[Row]:
        """The pages that this run wanted and left for later."""
        query = f"SELECT {COLUMNS} FROM pages WHERE state = 'waiting' AND run = ? ORDER BY rank, id"  # noqa: S608
        return (Row(*row) for row in self._db.execute(query, (self.run,)))

    def known(self, before: str) -> int:
        """How many articles that this run wanted had been fetched before it (`before`: ISO, UTC)."""
        query = "SELECT count(*) FROM pages WHERE run = ? AND state = 'fetched' AND rank = 1 AND fetched < ?"
        return int(self._db.execute(query, (self.run, before)).fetchone()[0])

    def failed(self) -> Iterator[str]:
        """The addresses that this run wanted and that failed for good, now or before."""
        query = "SELECT url FROM pages WHERE run = ? AND state = 'failed' ORDER BY id"
        return (row[0] for row in self._db.execute(query, (self.run,)))

    def pause(self, host: str, until: float) -> None:
        """Leave `host` alone until then, or for longer where it asked for that before."""
        self._db.execute(
            "INSERT INTO hosts VALUES (?, ?) ON CONFLICT (host) DO UPDATE SET next_at = max(next_at, excluded.next_at)",
            (host, until),
        )

    def paused(self, host: str) -> float:
        """Until when `host` is left alone."""
        found = self._db.execute("SELECT next_at FROM hosts WHERE host = ?", (host,)).fetchone()
        return float(found[0]) if found else 0.0

    def keep_robots(self, origin: str, robots: Robots, now: float) -> None:
        """Remember the rules of `origin`."""
        self._db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, robots.text, now))

    def robots(self, origin: str) -> tuple[Robots, float] | None:
        """The rules of `origin` as last heard, and when that was."""
        found = self._db.execute("SELECT text, at FROM robots WHERE origin = ?", (origin,)).fetchone()
        return (Robots(found[0]), found[1]) if found else None

    def sitemaps(self, origin: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of `origin` names."""
        known = self.robots(origin)
        return known[0].sitemaps if known else ()

    def keep_capture(self, *capture: str | int) -> None:
        """Take note of a record in the archive: file, offset, length, url, fetched, status, media type, digest."""
        self._db.execute("INSERT OR REPLACE INTO captures VALUES (?, ?, ?, ?, ?, ?, ?, ?)", capture)

    def captures(self) -> Iterator[tuple[str, int, int, str, str, int, str, str]]:
        """All records, in the archive's order."""
        yield from self._db.execute("SELECT * FROM captures ORDER BY file, offset")

    def sizes(self) -> dict[str, int]:
        """How much of each file is accounted for, in bytes."""
        return dict(self._db.execute("SELECT name, size FROM files ORDER BY name"))

    def keep_size(self, name: str, size: int) -> None:
        """The first `size` bytes of the file `name` are accounted for."""
        self._db.execute("INSERT OR REPLACE INTO files VALUES (?, ?)", (name, size))
