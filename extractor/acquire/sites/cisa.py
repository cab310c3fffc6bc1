"""CISA (cisa.gov), United States: news and advisories. `extractor sites check cisa` tells whether this holds."""

from extractor.acquire.sites import Expects, Layout, Matching


class Cisa(Matching):
    """News and advisories; no page names an author. Those from before 2023 lay at us-cert."""

    name = "cisa"
    hosts = ("www.cisa.gov", "cisa.gov", "us-cert.cisa.gov", "www.us-cert.gov", "us-cert.gov")
    starts = (
        "https://www.cisa.gov/cybersecurity-advisories/all.xml",
        "https://www.cisa.gov/news.xml",
        "https://www.cisa.gov/news-events/cybersecurity-advisories",
    )
    path = (
        r"/news-events/(?:news|alerts(?:/\d{4}/\d\d/\d\d)?|directives|bulletins|(?:cybersecurity|ics|ics-medical)-advisories"
        r"|analysis-reports)/[^/]+|(?:/uscert)?/ncas/(?:alerts|current-activity)/.+"
    )
    listed = ".c-teaser__title a[href]"
    expects = Expects(links=8, fields=("title", "date", "text"))
    layouts = (
        Layout(
            since="2023-02-01",
            title="h1.c-page-title__title",
            date=".c-field--name-field-release-date time, .c-field--type-datetime time",
            authors="",
            body=".l-full__main, .l-page-section__content",
            drop=".c-page-title, .l-page-section--rich-text .c-tags, .c-block-aside, .c-field--name-field-release-date",
        ),
        Layout("", "#page-sub-title", ".submitted.meta-text", "", "#ncas-content, .content .field--name-body"),
    )
