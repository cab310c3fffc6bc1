"""Pages in the structure of each site, in the project's own words: one article each, older layouts, and a list."""

from dataclasses import dataclass

FIRST = "The Tolmin waterworks took its control room off line on Tuesday after an intruder changed two pump settings."
SECOND = (
    "Engineers ran the pumps by hand for nine hours, and nobody's tap ran dry, said the works' director, Ana Kobal."
)
THIRD = "Police in the valley are looking for whoever sold the stolen password of a former contractor."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p><h2>A password for sale</h2><p>{THIRD}</p>"
TEXT = f"{FIRST}\n{SECOND}\nA password for sale\n{THIRD}"
TITLE = "Waterworks returns to hand pumps after an intrusion"


@dataclass(frozen=True, slots=True)
class Article:
    """A page and what is to be read from it."""

    site: str
    url: str
    html: str
    published: str
    authors: tuple[str, ...] = ()
    text: str = TEXT
    title: str = TITLE
    layout: int = 0


ARTICLES = (
    Article(
        "cyber_daily",
        "https://www.cyberdaily.au/security/10301-waterworks-returns-to-hand-pumps",
        f"""<h1 class="b-article__title">{TITLE}</h1><div class="b-article__author">By Tessa Quill</div>
        <div class="b-article__date">7 May 2025</div><div class="b-article__text">{BODY}
        <div class="b-related"><p>Rivers and their guards: our long read on water and its keepers</p></div>
        </div>""",
        "2025-05-07",
        ("Tessa Quill",),
    ),
    Article(
        "cyber_daily",
        "https://www.cyberdaily.au/commercial/301-waterworks-returns-to-hand-pumps",
        f"""<div class="item-page"><h2>{TITLE}</h2><dl><dd class="createdby">Written by Tessa Quill</dd>
        <dd class="published"><time datetime="2019-05-07T09:00:00+10:00">a while ago</time></dd></dl>
        <div class="article-content">{BODY}</div></div>""",
        "2019-05-07",
        ("Tessa Quill",),
        layout=1,
    ),
    Article(
        "cisa",
        "https://www.cisa.gov/news-events/alerts/2025/05/07/waterworks-returns-hand-pumps",
        f"""<main><div class="c-page-title"><h1 class="c-page-title__title"><span>{TITLE}</span></h1>
        <div class="c-field c-field--name-field-release-date"><div class="c-field__label">Release Date</div>
        <div class="c-field__content"><time datetime="2025-05-07T12:00:00Z">May 07, 2025</time></div></div></div>
        <div class="l-full__main"><div class="l-page-section__content">{BODY}</div></div>
        <aside class="l-full__aside"><p>Please share your thoughts in a survey that takes two minutes of your day.</p>
        </aside></main>""",
        "2025-05-07",
    ),
    Article(
        "cisa",
        "https://us-cert.cisa.gov/ncas/alerts/aa20-001a",
        f"""<h1 id="page-title">Alert (AA20-001A)</h1><h2 id="page-sub-title">{TITLE}</h2>
        <div class="submitted meta-text">Original release date: January 09, 2020 | Last revised: March 02, 2020</div>
        <div id="ncas-content">{BODY}</div>""",
        "2020-01-09",
        layout=1,
    ),
    Article(
        "cert_ua",
        "https://cert.gov.ua/article/6200001",
        """<html lang="uk"><app-article><h1>Кібератака на водоканал: виявлено крадіжку паролів</h1>
        <div class="date">07.05.2025</div><div class="content">
        <p>Урядовою командою реагування виявлено розсилання листів
        із вкладенням, відкриття якого призводить до запуску шкідливої програми на комп'ютері працівника водоканалу.</p>
        <p>Викрадені паролі передавалися на сервер зловмисників, після чого доступ до мережі підприємства
        продавався.</p>
        <div class="share"><p>Поділитися з друзями цим повідомленням у всіх відомих мережах</p></div></div>
        </app-article>""",
        "2025-05-07",
        title="Кібератака на водоканал: виявлено крадіжку паролів",
        text="Урядовою командою реагування виявлено розсилання листів із вкладенням, відкриття якого призводить до "
        "запуску шкідливої програми на комп'ютері працівника водоканалу.\nВикрадені паролі передавалися на сервер "
        "зловмисників, після чого доступ до мережі підприємства продавався.",
    ),
    Article(
        "ncsc_uk",
        "https://www.ncsc.gov.uk/news/waterworks-returns-to-hand-pumps",
        f"""<main><div class="article-header"><h1>{TITLE}</h1><div class="article-info">
        <time datetime="2025-05-07">7 May 2025</time></div></div><div class="article-content">{BODY}
        <ul class="share-links"><li>Send this page to a colleague who runs a pump by the river</li></ul></div>
        </main>""",
        "2025-05-07",
    ),
    Article(
        "enisa",
        "https://www.enisa.europa.eu/news/waterworks-returns-to-hand-pumps",
        f"""<main><h1>{TITLE}</h1><div class="node__content"><div class="field--name-field-date">
        <time datetime="2025-05-07T08:00:00Z">May 7, 2025</time></div><div class="field--name-body">{BODY}</div>
        <div class="related-content"><p>Other news about water, pumps, valves and those who look after them at night</p>
        </div></div></main>""",
        "2025-05-07",
    ),
    Article(
        "enisa",
        "https://www.enisa.europa.eu/news/enisa-news/waterworks-returns-to-hand-pumps",
        f"""<h1 class="documentFirstHeading">{TITLE}</h1>
        <span class="documentPublished">Published on May 07, 2019</span>
        <div id="content-core"><div id="parent-fieldname-text">{BODY}</div></div>""",
        "2019-05-07",
        layout=1,
    ),
    Article(
        "bleepingcomputer",
        "https://www.bleepingcomputer.com/news/security/waterworks-returns-to-hand-pumps/",
        f"""<div class="article_section"><h1>{TITLE}</h1><h6>By <a href="/author/tq/" rel="author">
        <span itemprop="name">Tessa Quill</span></a></h6><ul><li class="cz-news-date">May 7, 2025</li></ul>
        <div class="articleBody">{BODY}<div class="cz-related-article-wrapp"><p>Two other pumps that ran by hand, and
        how long their keepers slept that week</p></div></div></div>""",
        "2025-05-07",
        ("Tessa Quill",),
    ),
    Article(
        "therecord",
        "https://therecord.media/waterworks-returns-to-hand-pumps",
        f"""<main><a class="article__editor" href="/author/tq">Tessa Quill</a><span class="article__date">May 7th, 2025
        </span><div class="article__content"><h1>{TITLE}</h1><span class="wysiwyg">{BODY}</span>
        <ul class="article__tags"><li>A tag for waterworks that are far away from every larger town</li></ul>
        <div class="editor"><p>Tessa Quill has written about rivers for many years and lives near one.</p></div></div>
        </main>""",
        "2025-05-07",
        ("Tessa Quill",),
    ),
    Article(
        "therecord",
        "https://therecord.media/waterworks-returns-to-hand-pumps/",
        f"""<h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="author">By Tessa Quill</span>
        <time class="entry-date" datetime="2021-05-07T10:00:00">May 7</time></div>
        <div class="entry-content">{BODY}</div>""",
        "2021-05-07",
        ("Tessa Quill",),
        layout=1,
    ),
    Article(
        "securityweek",
        "https://www.securityweek.com/waterworks-returns-to-hand-pumps/",
        f"""<article><h1 class="zox-post-title">{TITLE}</h1><div class="zox-author-name">By <a href="/c/tq/">Tessa Quill
        </a></div><time class="post-date" datetime="2025-05-07">Yesterday</time><div class="zox-post-body">{BODY}
        <div class="zox-post-ad-wrap"><p>Advertisement. Scroll on to hear what else the rivers of the valley
        have to say.</p></div></div></article>""",
        "2025-05-07",
        ("Tessa Quill",),
    ),
    Article(
        "securityweek",
        "https://www.securityweek.com/waterworks-returns-hand-pumps",
        f"""<h2 class="page-title">{TITLE}</h2><div class="node"><div class="submitted">By <a href="/authors/tq">Tessa
        Quill</a> on May 07, 2015</div><div class="content">{BODY}<div class="author_content"><p>Previous columns by
        Tessa Quill: six of them, all about water and the people who keep it running.</p></div></div></div>""",
        "2015-05-07",
        ("Tessa Quill",),
        layout=1,
    ),
    Article(
        "thehackernews",
        "https://thehackernews.com/2025/05/waterworks-returns-to-hand-pumps.html",
        f"""<h1 class="story-title">{TITLE}</h1><div class="postmeta"><span class="author">May 07, 2025</span>
        <span class="author">Tessa Quill</span></div><div class="articlebody" id="articlebody"><div class="separator">
        <p>A picture of a pump, drawn by somebody who had never seen one before</p></div>{BODY}
        <div class="note-b">Found this of use? There is more of it wherever you look for more of it.</div></div>""",
        "2025-05-07",
        ("Tessa Quill",),
    ),
    Article(
        "krebs",
        "https://krebsonsecurity.com/2025/05/waterworks-returns-to-hand-pumps/",
        f"""<article><header><h1 class="entry-title">{TITLE}</h1></header><div class="adt">
        <span class="date">May 7, 2025</span></div>
        <div class="entry-content">{BODY}<p class="wp-caption-text">The works, seen from the far bank of
        the river in spring</p></div></article>""",
        "2025-05-07",
    ),
    Article(
        "krebs",
        "https://krebsonsecurity.com/2012/05/waterworks-returns-to-hand-pumps/",
        f"""<div class="post"><div class="post-date">07 May 2012</div><h2 class="post-title">{TITLE}</h2>
        <div class="entry">{BODY}<p class="postmetadata">You can leave a word of your own at the foot of this page</p>
        </div></div>""",
        "2012-05-07",
        layout=1,
    ),
    Article(
        "darkreading",
        "https://www.darkreading.com/ics-ot-security/waterworks-returns-to-hand-pumps",
        f"""<main><h1 class="ArticleBase-HeaderTitle">{TITLE}</h1><div class="Contributors">
        <a class="Contributors-ContributorName">Tessa Quill</a><p class="Contributors-Date">May 7, 2025</p></div>
        <div class="ArticleBase-BodyContent ArticleBase-BodyContent_Article">{BODY}<p class="RelatedArticle">
        Related:Valves of the valley, and those who turn them at night</p></div></main>""",
        "2025-05-07",
        ("Tessa Quill",),
    ),
)

LISTS = {
    "cyber_daily": '<h3><a href="/security/1-a-dry-well">A</a></h3><a href="/security">x</a><a href="/about-us">y</a>',
    "cisa": """<h3 class="c-teaser__title"><a href="/news-events/alerts/2025/05/07/a-dry-well">A</a></h3>
        <h3 class="c-teaser__title"><a href="/news-events/events/a-fair">B</a></h3>
        <nav><a href="/news-events/alerts/2025/05/07/not-listed">C</a></nav>""",
    "cert_ua": '<a href="/article/10">A</a><a href="/about-us">x</a>',
    "ncsc_uk": '<a href="/news/a-dry-well">A</a><a href="/collection/a-list">x</a><a href="/news">y</a>',
    "enisa": """<main><a href="/news/waterworks-of-the-union-meet">A</a><a href="/topics/water">x</a></main>
        <footer><a href="/news/waterworks-of-the-footer">y</a></footer>""",
    "bleepingcomputer": """<ul id="bc-home-news-main-wrap"><li><h4><a href="/news/security/a-dry-well/">A</a></h4></li>
        <li><h4><a href="https://deals.bleepingcomputer.com/sales/a-pump">x</a></h4></li></ul>
        <a href="/news/security/not-listed/">y</a>""",
    "therecord": """<div class="article-listing__list"><a class="article-tile" href="/a-well-runs-dry">A</a></div>
        <a href="/about">x</a>""",
    "securityweek": '<h2><a href="/a-well-runs-dry-in-spring/">A</a></h2><h2><a href="/category/water/">x</a></h2>',
    "thehackernews": """<a class="story-link" href="https://thehackernews.com/2025/05/a-dry-well.html">A</a>
        <a class="story-link" href="https://shop.example/a-pump.html">x</a><a href="/2025/05/not-listed.html">y</a>""",
    "krebs": """<h2 class="entry-title"><a href="https://krebsonsecurity.com/2025/05/a-dry-well/">A</a></h2>
        <a href="https://krebsonsecurity.com/2025/05/not-listed/">y</a>""",
    "darkreading": """<a class="ListPreview-Title" href="/ics-ot-security/a-well-runs-dry">A</a>
        <a class="ListPreview-Title" href="/program/wells">x</a>""",
}
"""A list of each site, with one article among other links."""

LISTED = {
    "cyber_daily": "https://www.cyberdaily.au/security/1-a-dry-well",
    "cisa": "https://www.cisa.gov/news-events/alerts/2025/05/07/a-dry-well",
    "cert_ua": "https://cert.gov.ua/article/10",
    "ncsc_uk": "https://www.ncsc.gov.uk/news/a-dry-well",
    "enisa": "https://www.enisa.europa.eu/news/waterworks-of-the-union-meet",
    "bleepingcomputer": "https://www.bleepingcomputer.com/news/security/a-dry-well/",
    "therecord": "https://therecord.media/a-well-runs-dry",
    "securityweek": "https://www.securityweek.com/a-well-runs-dry-in-spring/",
    "thehackernews": "https://thehackernews.com/2025/05/a-dry-well.html",
    "krebs": "https://krebsonsecurity.com/2025/05/a-dry-well/",
    "darkreading": "https://www.darkreading.com/ics-ot-security/a-well-runs-dry",
}
