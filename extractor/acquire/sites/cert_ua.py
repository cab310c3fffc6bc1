"""CERT-UA (cert.gov.ua), Ukraine, in Ukrainian. `extractor sites check cert_ua` tells whether this holds."""

from extractor.acquire.sites import Expects, Layout, Matching


class CertUa(Matching):
    """Alerts, by number; signed by nobody. What a browser saved of a page (or a crawler that runs one) is read."""

    name = "cert_ua"
    hosts = ("cert.gov.ua", "www.cert.gov.ua")
    starts = ("https://cert.gov.ua/api/articles/rss",)
    path = r"/(?:en/)?article/\d+"
    expects = Expects(
        links=5,
        fields=(),
        lacks="its pages are drawn in the browser, so what is fetched of them holds no text: the feed tells titles, "
        "dates and addresses; for the text, read pages that a browser saved (HTML, or a WARC of a crawler with one)",
    )
    layouts = (
        Layout(
            since="2021-01-01",
            title=".article-title, app-article h1",
            date=".article-date, app-article .date",
            authors="",
            body=".article-content, app-article .content",
            drop=".share, .article-tags",
        ),
        Layout("", "h1.entry-title", "time.entry-date", "", ".entry-content"),
    )
