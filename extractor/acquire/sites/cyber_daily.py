"""Cyber Daily (cyberdaily.au), Australia, on Joomla. `extractor sites check cyber_daily` tells whether this holds."""

from extractor.acquire.sites import Layout, Matching


class CyberDaily(Matching):
    """News, numbered: `/security/12345-words-of-the-headline`."""

    name = "cyber_daily"
    hosts = ("www.cyberdaily.au", "cyberdaily.au")
    starts = ("https://www.cyberdaily.au/security", "https://www.cyberdaily.au/security?format=feed&type=rss")
    path = r"/[a-z-]+(?:/[a-z-]+)*/\d+-[^/]+"
    layouts = (
        Layout(
            since="2023-03-01",
            title=".b-article__title, h1[itemprop=headline]",
            date=".b-article__date, time[itemprop=datePublished]",
            authors=".b-article__author, [itemprop=author] [itemprop=name]",
            body=".b-article__text, [itemprop=articleBody]",
            drop=".b-article__author, .b-related, .article-related, .banner, .tags, .pagenav",
        ),
        Layout(
            "", ".item-page h2", ".item-page .published time", ".item-page .createdby", ".item-page .article-content"
        ),
    )
