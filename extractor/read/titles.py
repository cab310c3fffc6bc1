"""The headline of a page, out of the wordings that its JSON-LD, its meta tags, its headings and its <title> have."""

from extractor.read.furniture import plain


def titles(linked: str | None, tagged: str | None, heads: list[str], whole: str, site: str | None) -> tuple[str, ...]:
    """The headline, then its other wordings; a kicker that OpenGraph leaves out is no part of it.

    Args:
        linked: JSON-LD's.
        tagged: OpenGraph's.
        heads: the visible headings of the first rank.
        whole: what <title> says.
        site: the outlet's name, which is no part of a headline.
    """
    shown = sorted(heads[:3], key=lambda h: bool(whole) and plain(h) not in plain(whole))  # a masthead may be h1
    if shown and whole and plain(shown[0]) not in plain(whole) and len(whole.split()) > len(shown[0].split()):
        shown = []
    found = [_without_site(t, site) for t in (linked, tagged, *shown, whole)]
    known = [t for t in found if t]
    trusted = len(known) > 1 and (linked or known[1] in heads)
    best = known[1:2] if trusted and _within(known[1], known[0]) else _shown_and_tagged(found)
    return tuple(dict.fromkeys(_without_kickers(tagged, heads) + best + known))


def _shown_and_tagged(found: list[str | None]) -> list[str]:
    """The visible headline, where OpenGraph has it too and JSON-LD says that of <title>: words for search engines."""
    linked, tagged, *shown, whole = (plain(title or "") for title in found)
    return [found[1] or ""] if tagged in shown and linked == whole != tagged else []


def _without_kickers(tagged: str | None, heads: list[str]) -> list[str]:
    """The headline, where OpenGraph and the visible page set different kickers before the same words."""
    kicker, mark, rest = (tagged or "").partition(": ")
    for head in heads[:3] if mark and len(rest.split()) >= 4 else ():
        before = plain(head).removesuffix(plain(rest)).strip()
        if before and before not in (plain(head), plain(kicker)) and len(before.split()) < len(rest.split()):
            return [rest]
    return []


def _within(short: str, long: str) -> bool:
    """Whether `long` is `short` with words before or behind it, and `short` is not cut off."""
    return not short.endswith(("…", "...")) and f" {plain(short)} " in f" {plain(long)} "


def _without_site(title: str | None, site: str | None) -> str | None:
    """`title` without the outlet's name behind a bar or dash."""
    if not title:
        return None
    head, mark, tail = title, "", ""
    for sign in (" | ", " - ", " – ", " — ", " :: ", " • "):
        if sign in title:
            head, mark, tail = title.rpartition(sign)
            break
    short = mark in (" | ", " :: ", " • ") and len(tail.split()) <= 4
    named = site and plain(tail) in (plain(site), plain(site).removeprefix("the "))
    return head.strip() if mark and (short or named) and head.strip() else title
