"""`extractor fetch`: pages, feeds, sitemaps and sites into an archive of WARC files, politely."""

import math
import signal
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import options, output
from extractor.cli.build import INTERRUPTED
from extractor.problems import UsageError

if TYPE_CHECKING:
    from extractor.acquire.crawl.crawler import Crawl, Limits
    from extractor.acquire.crawl.report import FetchReport
    from extractor.acquire.crawl.settle import Settled
    from extractor.settings import Settings

Sources = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SOURCE",
        help="URLs of pages, feeds (RSS, Atom, JSON) or sitemaps; sites; host names. None: go on with the rest.",
        show_default=False,
    ),
]
ArchiveFolder = Annotated[
    Path | None,
    typer.Option("--archive", "-a", metavar="DIR", envvar="EXTRACTOR_ARCHIVE", help="The archive's folder."),
]
Since = Annotated[
    str, typer.Option(metavar="DATE", help="Leave pages that are listed with an earlier date (YYYY-MM-DD) for later.")
]
Most = Annotated[int | None, typer.Option("--max", metavar="N", min=0, help="Stop after so many pages.")]
Dry = Annotated[
    bool, typer.Option("--dry-run", help="Read what is named, feeds and lists only, and print what would be fetched.")
]
Refresh = Annotated[
    bool, typer.Option("--refresh", help="Ask again for the pages that are known; a changed one is archived anew.")
]
Contact = Annotated[
    str,
    typer.Option(
        metavar="WHO", envvar="EXTRACTOR_CONTACT", help="Mail address or page for those whose servers we ask."
    ),
]
Delay = Annotated[
    float,
    typer.Option(
        metavar="SECONDS",
        envvar="EXTRACTOR_DELAY",
        min=0,
        help="Between two requests to a host; robots.txt may ask for more.",
    ),
]
Resolve = Annotated[
    list[str] | None,
    typer.Option(metavar="HOST=ADDRESS", help="Connect to this IP address for HOST.", show_default=False),
]


def fetch(
    sources: Sources = None,
    archive: ArchiveFolder = None,
    since: Since = "",
    most: Most = None,
    contact: Contact = options.DEFAULTS.contact,
    delay: Delay = options.DEFAULTS.delay,
    max_size: options.MaxSize = options.DEFAULTS.max_bytes,
    timeout: options.Timeout = options.DEFAULTS.timeout,
    resolve: Resolve = None,
    *,
    dry_run: Dry = False,
    refresh: Refresh = False,
    allow_private: options.AllowPrivate = False,
    quiet: options.Quiet = False,
) -> None:
    """Fetch articles into an archive of WARC files, each page once, as politely as robots.txt asks.

    SOURCE is a page, a feed (RSS, Atom, JSON), a sitemap (also an index, a packed one, a news sitemap), a site by name
    (`extractor sites`), or any host by its name: then its home page, its menus, its feeds and the sitemaps that
    robots.txt names are looked through for articles.

    A source is asked in every run (and says "not modified" when it has nothing new); a page is fetched once. With
    --refresh the known pages are asked whether they have changed: a new version is archived beside the former one, and
    `build` takes the last; pages that failed for good are tried once more. Stop with Ctrl-C at any time, or be killed:
    the same command goes on where it stopped. What was found and not yet fetched waits in the archive. The report is
    printed and kept in DIR/runs.

    DIR holds pages-*.warc.gz (articles), sources-*.warc.gz (feeds, lists, robots.txt), index.cdxj and frontier.sqlite.

    Examples:
      extractor fetch https://example.org/feed.xml --archive news
      extractor fetch https://example.org/sitemap.xml -a news --since 2026-01-01
      extractor fetch example.org -a news --max 100 --contact me@example.org
      extractor fetch example.org --dry-run
      extractor fetch -a news --refresh --since 2026-01-01
      extractor build "news/pages-*.warc.gz" --graph graph
    """
    from extractor.acquire.crawl.crawler import Limits

    limits = Limits(_day(since), most, dry_run, refresh)
    _check(sources, archive, dry=dry_run)
    check_words(contact, delay, timeout)
    settings = options.settings(max_size=max_size, timeout=timeout, allow_private=allow_private)
    settings = replace(settings, contact=contact, delay=delay, resolve=pairs(resolve or []))
    report, interrupted = _run(sources or [], archive, settings, limits, quiet=quiet)
    if not quiet or dry_run:
        _print(report, limits)
        _hint(contact, limits)
    raise typer.Exit(INTERRUPTED if interrupted else report.exit_code)


def check_words(contact: str, delay: float, timeout: float) -> None:
    """Raises UsageError where --contact is nothing that a request's head can say, or a time is no number of seconds."""
    if not (contact.isascii() and contact.isprintable()):
        raise UsageError("--contact: write a mail address or URL in plain ASCII")
    for option, seconds in (("--delay", delay), ("--timeout", timeout)):
        if not math.isfinite(seconds):
            raise UsageError(f"{option} {seconds}: write a number of seconds")


def _check(sources: list[str] | None, archive: Path | None, *, dry: bool) -> None:
    """Raises UsageError where words are missing."""
    if archive is None and not dry:
        raise UsageError("say where the pages go: extractor fetch SOURCE --archive DIR (or --dry-run to look only)")
    if not sources and archive is None:
        raise UsageError("say what to fetch: extractor fetch SOURCE --archive DIR")


def _run(
    words: list[str], folder: Path | None, settings: "Settings", limits: "Limits", *, quiet: bool
) -> "tuple[FetchReport, bool]":
    """Crawl, take note of everything, and keep the report. Whether it was interrupted."""
    from extractor.acquire.crawl.report import FetchReport
    from extractor.acquire.crawl.session import session

    report = FetchReport()
    with session(words, folder, settings, limits) as run:
        report.mended, report.notes = run.mended, run.notes
        for note in run.notes:
            output.say(note)
        with _stoppable(run.crawl), _progress(run.crawl.run(), limits.most, quiet=quiet) as outcomes:
            for settled in outcomes:
                report.add(settled)
                if settled.outcome == "failed" and not quiet:
                    output.say(output.harmless(f"failed: {settled.row.url}: {settled.reason}"))
        report.finish(run.crawl, run.frontier, limits, run.began)
        if folder and not limits.dry:
            path = _keep(report, folder)
            if not quiet:
                output.say(f"report: {path}")
        return report, run.crawl.stopped


@contextmanager
def _stoppable(crawl: "Crawl") -> Generator[None]:
    """The first Ctrl-C lets what is under way come to its end; the second does not."""

    def stop(*_: object) -> None:
        crawl.stop()
        signal.signal(signal.SIGINT, former)

    former = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)


@contextmanager
def _progress(outcomes: "Iterator[Settled]", most: int | None, *, quiet: bool) -> "Generator[Iterator[Settled]]":
    """The outcomes, counted by a line on standard error; none where that is no terminal."""
    if quiet or not sys.stderr.isatty():
        yield outcomes
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from extractor.acquire.crawl.settle import NEW

    columns = (
        SpinnerColumn(),
        TextColumn("{task.completed} pages"),
        TimeElapsedColumn(),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=output.console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=most)

        def counted() -> "Iterator[Settled]":
            for settled in outcomes:
                said = f"{settled.outcome}: {settled.row.url}"
                bar.update(
                    task, advance=settled.page and settled.outcome in NEW, description=output.harmless(said[:80])
                )
                yield settled

        yield counted()


def _keep(report: "FetchReport", folder: Path) -> Path:
    """Write the report to the archive's folder."""
    import json
    from datetime import UTC, datetime

    runs = folder / "runs"
    runs.mkdir(exist_ok=True)
    path = runs / f"fetch-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.json"
    path.write_text(json.dumps(report.to_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def _hint(contact: str, limits: "Limits") -> None:
    if not contact and not limits.dry:
        output.say("hint: --contact (or EXTRACTOR_CONTACT) tells the owners of servers whom to write to")


def _print(report: "FetchReport", limits: "Limits") -> None:
    """What became of every address; many that ended alike in one line."""
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from extractor.acquire.crawl.report import outcome_name

    table = Table("outcome", "address", "why", box=SIMPLE_HEAD, pad_edge=False)
    table.columns[1].overflow = table.columns[2].overflow = "fold"
    groups: dict[tuple[str, str], list[str]] = {}
    for line in report.lines:
        if line.outcome == "found":
            when = (line.published or "")[:10]
            table.add_row(
                outcome_name("found"), output.plain(line.url), output.plain(f"{when} {line.title or ''}".strip())
            )
        elif line.outcome not in ("fetched", "unchanged", "moved"):
            groups.setdefault((line.outcome, line.reason), []).append(line.url)
    for (outcome, reason), urls in groups.items():
        more = f" and {len(urls) - 1:,} more" if len(urls) > 1 else ""
        table.add_row(outcome_name(outcome), output.plain(f"{urls[0]}{more}"), output.plain(reason))
    if table.row_count:
        output.console().print(table)
    output.console().print(report.summary() if not limits.dry else _looked(report), soft_wrap=True)


def _looked(report: "FetchReport") -> str:
    return f"dry run: {report.counts['found']:,} pages would be fetched"


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise UsageError(f"--since {text}: write a date as YYYY-MM-DD") from None


def pairs(words: list[str]) -> tuple[tuple[str, str], ...]:
    """What --resolve says, as settings hold it. Raises UsageError."""
    from ipaddress import ip_address

    pairs = [word.partition("=")[::2] for word in words]
    for host, address in pairs:
        try:
            ip_address(address)
        except ValueError:
            raise UsageError(f"--resolve {host}={address}: write HOST=ADDRESS, an IP address") from None
    return tuple((host.lower(), address) for host, address in pairs)
