"""`extractor sites`: the sites that are known by name, and whether each still yields what it should."""

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli import fetch, options, output
from extractor.problems import InputError, UsageError

if TYPE_CHECKING:
    from extractor.acquire.sites import Site
    from extractor.acquire.sites.check import Visit
    from extractor.model import Page

Names = Annotated[
    list[str] | None,
    typer.Argument(metavar="NAME", help="Sites by name, or host names. None: every named site.", show_default=False),
]


def sites(context: typer.Context) -> None:
    """Name the sites that `fetch` knows: where each lists its articles, and since when its pages look as they do.

    A site is a small plugin: a class with hosts, starts, rules for addresses and dated layouts, registered as an entry
    point of the group extractor.sites. Any host without a plugin can be fetched by its name too.

    Examples:
      extractor sites
      extractor sites check
      extractor sites check krebs cisa
      extractor fetch krebs --archive news
    """
    if context.invoked_subcommand is None:
        _list()


def check(
    names: Names = None,
    contact: fetch.Contact = options.DEFAULTS.contact,
    delay: fetch.Delay = options.DEFAULTS.delay,
    max_size: options.MaxSize = options.DEFAULTS.max_bytes,
    timeout: options.Timeout = options.DEFAULTS.timeout,
    resolve: fetch.Resolve = None,
    *,
    allow_private: options.AllowPrivate = False,
) -> None:
    """Tell which sites no longer yield what they should: too few articles listed, or an article without its fields.

    Each site's feeds and lists are fetched, and one article, as politely as `fetch` does; nothing is kept. An article
    that no layout of the site fits counts as a failure, although it is still read by general rules. Exit code 3 where
    a site fails.

    Examples:
      extractor sites check
      extractor sites check krebs cisa --contact me@example.org
      extractor sites check example.org
    """
    from extractor import plugins
    from extractor.acquire.sites import GROUP
    from extractor.acquire.sites.check import visit

    fetch.check_words(contact, delay, timeout)
    settings = replace(
        options.settings(max_size=max_size, timeout=timeout, allow_private=allow_private),
        contact=contact,
        delay=delay,
        resolve=fetch.pairs(resolve or []),
    )
    words = list(dict.fromkeys(names or [name for name in plugins.names(GROUP) if _site(name).starts]))
    if not words:
        raise UsageError("no site is installed; name a host: extractor sites check example.org")
    failed = [seen.site.name for seen in visit(words, settings) if not _told(seen)]
    if failed:
        output.say(f"{len(failed)} of {len(words)} sites no longer yield what they should: {', '.join(failed)}")
        raise typer.Exit(InputError.exit_code)


def _list() -> None:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from extractor import plugins
    from extractor.acquire.sites import GROUP

    table = Table("site", "starts", "layouts since", box=SIMPLE_HEAD, pad_edge=False)
    table.columns[1].overflow = "fold"
    sites = [_site(name) for name in plugins.names(GROUP)]
    for site in sites:
        days = ", ".join(layout.since or "the first day" for layout in site.layouts)
        table.add_row(site.name, "\n".join(site.starts) or "any host, by its name", days or "read by general rules")
    if table.row_count:
        output.console().print(table)
    for site in filter(_lacks, sites):
        output.console().print(f"{site.name}: {_lacks(site)}", soft_wrap=True)
    output.console().print("Any other site goes by its host's name: extractor fetch example.org", soft_wrap=True)


def _site(name: str) -> "Site":
    """The plugin called `name`."""
    from extractor.acquire.sites import find

    site = find(name)
    assert site
    return site


def _lacks(site: "Site") -> str:
    """What cannot be had from `site`."""
    return site.expects.lacks


def _told(seen: "Visit") -> bool:
    """Print what a site yielded; whether that is what it should."""
    faults = [*_list_faults(seen), *_article_faults(seen)]
    listed = sum(map(len, seen.listed.values()))
    article = seen.article.name if seen.article else "no article" if seen.site.expects.fields else "no page is read"
    typer.echo(f"{'FAILS' if faults else 'ok':5}  {seen.site.name}: {listed} articles listed; {article}")
    for fault in faults:
        typer.echo(f"       - {fault}")
    if _lacks(seen.site):
        typer.echo(f"       note: {_lacks(seen.site)}")
    return not faults


def _list_faults(seen: "Visit") -> list[str]:
    faults = []
    for start, articles in seen.listed.items():
        if start in seen.troubles:
            faults.append(f"{start}: {seen.troubles[start]}")
        elif len(articles) < seen.site.expects.links:
            faults.append(f"{start}: lists {len(articles)} articles, at least {seen.site.expects.links} expected")
    return faults


def _article_faults(seen: "Visit") -> list[str]:
    if not seen.site.expects.fields:
        return []
    if seen.article is None:
        return [f"{url}: {why}" for url, why in seen.troubles.items() if url not in seen.listed]
    try:
        missing = _missing(seen.article, seen.site)
    except InputError as error:
        return [f"{seen.article.name}: {error}"]
    return [f"{seen.article.name}: {fault}" for fault in missing]


def _missing(page: "Page", site: "Site") -> list[str]:
    """What an article of `site` lacks. Raises InputError where the page holds none."""
    from extractor.read import read
    from extractor.read.sites import LEAST, fits

    report = next(read(page))
    held = {
        "title": report.title,
        "date": report.published,
        "authors": report.authors,
        "text": len(report.text) >= LEAST,
    }
    faults = [f"no {name} is found" for name in site.expects.fields if not held.get(name)]
    if site.layouts and not fits(page, site.layouts):
        faults.append(f"none of its layouts fits, the newest since {site.layouts[0].since or 'the first day'}")
    return faults
