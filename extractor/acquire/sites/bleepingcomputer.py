"""BleepingComputer (bleepingcomputer.com). `extractor sites check bleepingcomputer` tells whether this holds."""

from extractor.acquire.sites import Layout, Matching


class BleepingComputer(Matching):
    """News: `/news/security/words-of-the-headline/`."""

    name = "bleepingcomputer"
    hosts = ("www.bleepingcomputer.com", "bleepingcomputer.com")
    starts = ("https://www.bleepingcomputer.com/feed/", "https://www.bleepingcomputer.com/news/security/")
    path = r"/news/[^/]+/[^/]+/"
    listed = "#bc-home-news-main-wrap h4 a[href]"
    layouts = (
        Layout(
            since="2016-09-01",
            title=".article_section h1",
            date=".cz-news-date, .article_section time",
            authors=".article_section [rel=author] [itemprop=name], .cz-news-authors a",
            body=".articleBody",
            drop=".cz-related-article-wrapp, .cnx-main-container, .cz-post-comments-wrap, .ad-container, .ia_ad",
        ),
        Layout("", "h1.news_title", ".news_date", ".news_author a", ".news_content"),
    )
