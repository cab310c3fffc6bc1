"""NCSC (ncsc.gov.uk), United Kingdom. `extractor sites check ncsc_uk` tells whether this holds."""

from extractor.acquire.sites import Expects, Layout, Matching


class NcscUk(Matching):
    """News, reports, speeches and blog posts; only the last are signed."""

    name = "ncsc_uk"
    hosts = ("www.ncsc.gov.uk", "ncsc.gov.uk")
    starts = (
        "https://www.ncsc.gov.uk/api/1/services/v1/news-rss-feed.xml",
        "https://www.ncsc.gov.uk/api/1/services/v1/report-rss-feed.xml",
        "https://www.ncsc.gov.uk/api/1/services/v1/blog-post-rss-feed.xml",
    )
    path = r"/(?:news|report|speech|blog-post|blogs)/[^/]+"
    expects = Expects(links=5, fields=("title", "date", "text"))
    layouts = (
        Layout(
            since="2018-10-01",
            title=".article-header h1, h1.pcf-title, main h1",
            date=".article-header time, .pcf-article-date time, .published-date, .article-info time",
            authors=".article-header .author, .blog-author__name",
            body=".article-content, .pcf-BodyText, .topic-content",
            drop=".article-info, .share-links, .related-content, .topics",
        ),
        Layout(
            "", "h1.page-header", ".submitted time, .date-display-single", ".field-author", ".node .field-name-body"
        ),
    )
