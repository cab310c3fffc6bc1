"""Ukrainian and Russian pages: text, title, date, authors, and the right one of the two languages."""

import pytest

from extractor.model import Page, Report
from extractor.read import read
from extractor.read.dates import iso_day
from extractor.read.language import language

UKRAINIAN = [
    "Зловмисники зашифрували сервери міської лікарні та вимагають викуп, повідомила її директорка.",
    "Лікарі перейшли на паперові картки, а планові операції перенесли щонайменше на тиждень.",
    "Кіберполіція відкрила провадження і просить інші заклади перевірити свої резервні копії.",
]
RUSSIAN = [
    "Злоумышленники зашифровали серверы городской больницы и требуют выкуп, сообщила её директор.",
    "Врачи перешли на бумажные карты, а плановые операции были перенесены как минимум на неделю.",
    "Следователи возбудили дело и просят другие учреждения проверить свои резервные копии.",
]
UK_PAGE = """<!DOCTYPE html><html lang="ua"><head><title>Лікарня без комп'ютерів: що сталося | Міський Вісник</title>
<meta property="og:site_name" content="Міський Вісник"></head>
<body><nav><a href="/">Головна</a> <a href="/n">Новини</a></nav>
<article><h1>Лікарня без комп'ютерів: що сталося</h1><div class="post-author">Олена Гайдук, Ірина Степова</div>
<time>24 листопада 2026 року, 14:30</time>{}</article><footer>© Міський Вісник</footer></body></html>"""
RU_PAGE = """<!DOCTYPE html>
<html lang="uk"><head><title>Больница без компьютеров: что произошло — Городские вести</title>
<meta property="og:site_name" content="Городские вести">
<meta property="article:published_time" content="24 ноября 2026 г.">
</head><body><article><h1>Больница без компьютеров: что произошло</h1>
<p class="byline">Автор статьи: Пётр Ильин и Мария Белова</p>{}</article></body></html>"""


def page(template: str, lines: list[str]) -> Report:
    source = template.format("".join(f"<p>{line}</p>" for line in lines))
    return next(read(Page("story.html", source.encode(), "text/html")))


def test_a_ukrainian_page() -> None:
    report = page(UK_PAGE, UKRAINIAN)
    assert report.text.split("\n") == UKRAINIAN
    assert (report.title, report.published) == ("Лікарня без комп'ютерів: що сталося", "2026-11-24")
    assert (report.publisher, report.language) == ("Міський Вісник", "uk")
    assert report.authors == ("Олена Гайдук", "Ірина Степова")


def test_a_russian_page_that_says_it_is_ukrainian() -> None:
    report = page(RU_PAGE, RUSSIAN)
    assert report.text.split("\n") == RUSSIAN
    assert (report.title, report.published) == ("Больница без компьютеров: что произошло", "2026-11-24")
    assert report.language == "ru"
    assert report.authors == ("Пётр Ильин", "Мария Белова")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" ".join(UKRAINIAN), "uk"),
        (" ".join(RUSSIAN), "ru"),
        ("Хакеры взломали сайт. В СБУ сообщили, что служба «Дія» цела, а Київ и Львів работают как обычно.", "ru"),
        ("СБУ затримала хакера у Києві. За даними слідства, він «взломал сервер и похитил данные».", "uk"),
        ("Невядомыя хакеры ўзламалі сайт міністэрства ўнутраных спраў у Мінску, паведамілі журналісты.", "be"),
        ("Хакери атакуваха сървъра на министерството, съобщиха от правителството във вторник.", "bg"),
        ("Хакери су напали сервер министарства, саопштила је влада у уторак, навели су новинари.", "sr"),
    ],
)
def test_languages_in_cyrillic_script(text: str, expected: str) -> None:
    assert language(text) == expected
    if expected in ("uk", "ru"):
        assert language(text, "ru" if expected == "uk" else "uk", believe=True) == expected


@pytest.mark.parametrize(
    "words",
    [
        "24 листопада 2026 року", "24 листопада 2026, 14:30", "Вівторок, 24 лист. 2026", "24-го листопада 2026 р.",
        "Листопад 24, 2026", "24 ноября 2026 г.", "24 нояб. 2026", "Ноябрь 24, 2026", "24.11.2026 14:30",
    ],
)  # fmt: skip
def test_dates(words: str) -> None:
    assert iso_day(words) == "2026-11-24"


@pytest.mark.parametrize("words", ["Вчора, 14:20", "Сегодня в 10:00", "лист 24", "31 листопада 2026"])
def test_what_is_no_date_by_itself(words: str) -> None:
    assert iso_day(words) is None
