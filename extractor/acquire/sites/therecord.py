"""The Record (therecord.media), by Recorded Future. `extractor sites check therecord` tells whether this holds."""

from extractor.acquire.sites import Layout, Matching


class TheRecord(Matching):
    """News: one part of words, right below the host. WordPress until 2022, a program of its own since."""

    name = "therecord"
    hosts = ("therecord.media", "www.therecord.media")
    starts = ("https://therecord.media/feed", "https://therecord.media/news")
    path = r"/(?:[^/-]+-){2,}[^/-]+/?"
    listed = "a.article-tile[href], .article-listing__list a[href]"
    layouts = (
        Layout(
            since="2022-09-01",
            title=".article__title, .article__content h1, main h1",
            date=".article__date, main time",
            authors=".article__editor, .article__authors a",
            body=".article__content",
            drop=".article__tags, .editor, .social-share-icons, .article__briefing, .wysiwyg-cta, .article__related",
        ),
        Layout("", "h1.entry-title", "time.entry-date, .entry-meta time", ".entry-meta .author", ".entry-content"),
    )
