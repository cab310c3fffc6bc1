"""Krebs on Security (krebsonsecurity.com), on WordPress. `extractor sites check krebs` tells whether this holds."""

from extractor.acquire.sites import Layout, Matching


class Krebs(Matching):
    """Posts: `/2024/05/words-of-the-headline/`. Every page is one man's, and not every layout says so."""

    name = "krebs"
    hosts = ("krebsonsecurity.com", "www.krebsonsecurity.com")
    starts = ("https://krebsonsecurity.com/feed/", "https://krebsonsecurity.com/")
    path = r"/\d{4}/\d\d/[^/]+/"
    listed = ".entry-title a[href]"
    layouts = (
        Layout(
            since="2021-03-01",
            title="h1.entry-title",
            date=".adt .date, time.entry-date",
            authors=".adt .author, .vcard .fn",
            body=".entry-content",
            drop=".sharedaddy, .updated, .jp-relatedposts, .wp-caption-text, .post-navigation",
        ),
        Layout("", "h2.post-title", ".post-date, small.date", ".post-author", ".post .entry", ".share, .postmetadata"),
    )
