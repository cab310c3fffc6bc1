"""The Hacker News (thehackernews.com), on Blogger. `extractor sites check thehackernews` tells whether this holds."""

from extractor.acquire.sites import Layout, Matching


class TheHackerNews(Matching):
    """News: `/2024/05/words-of-the-headline.html`."""

    name = "thehackernews"
    hosts = ("thehackernews.com", "www.thehackernews.com")
    starts = ("https://feeds.feedburner.com/TheHackersNews", "https://thehackernews.com/")
    path = r"/\d{4}/\d\d/[^/]+\.html"
    listed = "a.story-link[href]"
    layouts = (
        Layout(
            since="2018-01-01",
            title="h1.story-title",
            date="meta[itemprop=datePublished], .postmeta .author",
            authors="[itemprop=author] meta[itemprop=name], .postmeta .author + .author",
            body="#articlebody",
            drop=".ad_two, .check_two, .note-b, .ebook-image, .ebook-details, .separator, .dog_two, .stophere",
        ),
        Layout("", "h3.post-title, h1.post-title", ".date-header, abbr.published", ".post-author .fn", ".post-body"),
    )
