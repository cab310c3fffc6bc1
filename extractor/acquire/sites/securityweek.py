"""SecurityWeek (securityweek.com). `extractor sites check securityweek` tells whether this holds."""

from extractor.acquire.sites import Layout, Matching


class SecurityWeek(Matching):
    """News: one part of words, right below the host. Drupal until 2022, WordPress (Zox) since."""

    name = "securityweek"
    hosts = ("www.securityweek.com", "securityweek.com")
    starts = ("https://www.securityweek.com/feed/", "https://www.securityweek.com/category/data-breaches/")
    path = r"/(?:[^/-]+-){3,}[^/-]+/?"
    listed = "h2 a[href], .zox-art-title a[href]"
    layouts = (
        Layout(
            since="2022-12-01",
            title="h1.zox-post-title, h1.entry-title",
            date="time.post-date, .zox-post-date-wrap time",
            authors=".zox-author-name a, .zox-author-name [itemprop=name]",
            body=".zox-post-body",
            drop=".zox-post-ad-wrap, .zox-author-box-wrap, .wp-block-embed, .sharedaddy, .zox-post-tags",
        ),
        Layout(
            since="",
            title="h2.page-title, .node h2.title",
            date=".submitted",
            authors=".submitted a",
            body=".node > .content, .node .content",
            drop=".ad_in_content, .sharethis, .author_content, .sponsored_links_box, .author-terms, .submitted",
        ),
    )
