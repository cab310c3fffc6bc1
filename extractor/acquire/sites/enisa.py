"""ENISA (enisa.europa.eu), European Union. `extractor sites check enisa` tells whether this holds."""

from extractor.acquire.sites import Expects, Layout, Matching


class Enisa(Matching):
    """News; signed by nobody. Plone until 2024, Drupal since."""

    name = "enisa"
    hosts = ("www.enisa.europa.eu", "enisa.europa.eu")
    starts = ("https://www.enisa.europa.eu/news",)
    path = r"/news/(?!enisa-news/?$)(?:enisa-news/|member-states/)?[^/]{12,}|/media/(?:news-items|press-releases)/[^/]+"
    listed = "main a[href]"
    expects = Expects(links=5, fields=("title", "date", "text"))
    layouts = (
        Layout(
            since="2024-11-01",
            title="main h1",
            date=".ecl-page-header__meta time, .field--name-field-date time, main time[datetime], .published-date",
            authors="",
            body=".node__content .field--name-body, .node__content .ecl, .content-body",
            drop=".field--name-field-date, .related-content, .social-share",
        ),
        Layout(
            "", "h1.documentFirstHeading", ".documentPublished, #pubdate", "", "#parent-fieldname-text, #content-core"
        ),
    )
