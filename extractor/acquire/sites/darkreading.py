"""Dark Reading (darkreading.com), by Informa. `extractor sites check darkreading` tells whether this holds."""

from extractor.acquire.sites import Layout, Matching


class DarkReading(Matching):
    """News: a subject and a headline; until 2023 with `/d/d-id/` or a number behind."""

    name = "darkreading"
    hosts = ("www.darkreading.com", "darkreading.com")
    starts = ("https://www.darkreading.com/rss.xml", "https://www.darkreading.com/latest-news")
    path = r"/[a-z-]+/(?:[^/-]+-){2,}[^/-]+(?:/d/d-id/\d+)?/?"
    listed = "a.ListPreview-Title[href]"
    layouts = (
        Layout(
            since="2023-08-01",
            title=".ArticleBase-HeaderTitle, [data-testid=article-title]",
            date=".Contributors-Date, [data-testid=contributors-date]",
            authors=".Contributors-ContributorName, [data-testid=contributor-name]",
            body=".ArticleBase-BodyContent",
            drop=".RelatedArticle, .ContentImage, .Ad, .Newsletter, .KeyTakeaways, .Contributors",
        ),
        Layout(
            "", "h1.article-title, header h1", ".timestamp", ".author-info .author-name, .author a", ".article-content"
        ),
    )
