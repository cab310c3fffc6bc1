"""Ukrainian and Russian texts: names of the catalogue in every case, sentences, and what is stated as not read."""

import pytest

from extractor.annotate import annotate
from extractor.annotate.inflected import find_inflected
from extractor.catalogue import load
from extractor.link import link
from extractor.model import Report
from extractor.settings import Settings
from tests.annotate.reading import Reader

UKRAINIAN = """У ніч на 23 листопада 2026 р. невідомі зламали мережу «Укренерго» та двох обленерго у м. Харків. Без \
світла залишилися жителі Сум і Полтавської області, повідомили в Держспецзв’язку.

За даними Служби безпеки України, за нападом стоять російські хакери, яких координує ГРУ. СБУ відкрила провадження за \
ч. 2 ст. 361 Кримінального кодексу, збитки сягнули 40 тис. грн. Фахівці CERT-UA знайшли на серверах Industroyer2.

Міністерство закордонних справ України закликало НАТО та Європейський Союз посилити тиск на рф. МЗС Польщі підтримало \
Київ. Українські та британські експерти працюють разом із ФБР та Європолом, а російське Міноборони мовчить. «Ми були \
готові!» – каже речниця Кіберполіції. Раніше ті самі люди нападали на Київстар, ПриватБанк і Укрзалізницю, а «Дія» \
вистояла."""
RUSSIAN = """В ночь на 23 ноября 2026 г. хакеры вывели из строя сайты «Аэрофлота» и Сбербанка. В Роскомнадзоре \
сообщили о сбоях в г. Москва, Санкт-Петербурге и Ростове-на-Дону. Об атаке первыми рассказали журналисты «РИА Новости».

Ответственность взяли на себя «Киберпартизаны» из Белоруссии. В ФСБ заявили, что за ними стоят спецслужбы США и \
Великобритании, однако доказательств не привели. Минобороны РФ и МИД Украины от комментариев отказались.

Ранее от таких атак страдали «Роснефть», РЖД и «Газпром». По оценке экспертов из Нидерландов и Германии, нападавшие \
провели в сети не менее 3 мес. и вывезли 12 Тб данных. Украинские власти причастность отрицают, немецкая полиция \
и Европол ведут проверку, сказано в отчёте ЦРУ."""


def linked(text: str, language: str) -> dict[str, str]:
    """The words of each mention to the key of what they mean, as the stages read and link them."""
    (annotated,) = annotate([Report("case", text, published="2026-11-24", language=language)], Settings())
    assert all(m.text == text[m.start : m.end] for m in annotated.mentions)
    return {each.mention.text: each.entity for each in link(annotated, load()).links}


def test_a_ukrainian_article() -> None:
    found = linked(UKRAINIAN, "uk")
    expected = {
        "Укренерго": "org/ukrenergo", "Держспецзв’язку": "org/ssscip", "Служби безпеки України": "org/sbu",
        "російські": "country/RU", "ГРУ": "org/gru", "СБУ": "org/sbu", "CERT-UA": "org/cert-ua",
        "Industroyer2": "malware/industroyer2", "Міністерство закордонних справ України": "org/mfa-ukraine",
        "НАТО": "org/nato", "Європейський Союз": "org/european-union", "рф": "country/RU", "Українські": "country/UA",
        "британські": "country/GB", "ФБР": "org/fbi", "Європолом": "org/europol",
        "російське Міноборони": "org/ministry-of-defense-of-the-russian-federation",
        "Кіберполіції": "org/cyberpolice-of-ukraine", "Київстар": "org/kyivstar", "ПриватБанк": "org/privatbank",
        "Укрзалізницю": "org/ukrzaliznytsia", "Дія": "org/diia",
    }  # fmt: skip
    assert {words: found.get(words) for words in expected} == expected
    assert found["МЗС Польщі"] not in ("org/mfa-ukraine", "country/PL")
    assert {"Харків", "Сум", "Полтавської області", "Київ"} <= set(found)


def test_a_russian_article() -> None:
    found = linked(RUSSIAN, "ru")
    expected = {
        "Аэрофлота": "org/aeroflot", "Сбербанка": "org/sberbank", "Роскомнадзоре": "org/rkn",
        "РИА Новости": "org/ria-novosti", "Киберпартизаны": "actor/cyber-partisans", "Белоруссии": "country/BY",
        "ФСБ": "org/fsb", "США": "country/US", "Великобритании": "country/GB",
        "Минобороны РФ": "org/ministry-of-defense-of-the-russian-federation", "МИД Украины": "org/mfa-ukraine",
        "Роснефть": "org/rosneft", "РЖД": "org/russian-railways", "Газпром": "org/gazprom",
        "Нидерландов": "country/NL", "Германии": "country/DE", "Украинские": "country/UA", "немецкая": "country/DE",
        "Европол": "org/europol", "ЦРУ": "org/cia",
    }  # fmt: skip
    assert {words: found.get(words) for words in expected} == expected
    assert {"Москва", "Санкт-Петербурге", "Ростове-на-Дону"} <= set(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Суми збитків зросли.", []),
        ("У Сумах зник зв'язок.", ["Сумах: Place"]),
        ("Дія вірусу тривала годину.", []),
        ("Застосунок «Дія» вимкнули.", ["Дія: Organization"]),
        ("Того ж дня мали місце збої.", []),
        ("Вони зіграли гру, а гур хвиль стих.", []),
        ("Звіт російською мовою.", []),
        ("Кабель на дні: Індійський океан.", []),
        ("Бійці «Дніпро-1» прибули.", []),
        ("В’єтнам, Вʼєтнам і В'єтнам", ["В’єтнам: Country", "Вʼєтнам: Country", "В'єтнам: Country"]),
        ("росія бреше, Росія платить, РОСІЯ", ["росія: Country", "Росія: Country", "РОСІЯ: Country"]),
        ("українсько-російський кордон", ["українсько: Country", "російський: Country"]),
        ("министерство обороны молчит", []),
        ("министерство обороны Украины молчит", ["министерство обороны Украины: GovernmentAgency"]),
        ("проросійське угруповання «Армагедон»", ["проросійське: Country", "Армагедон: ThreatActor"]),
        ("сайт кремль.рф та @Київстар", []),
        ("в отчёте Королевства Нидерландов", ["Нидерландов: Country"]),
    ],
)
def test_names_and_false_friends(text: str, expected: list[str]) -> None:
    assert [f"{text[k.start : k.end]}: {k.kind}" for k in find_inflected(text, load())] == expected


def test_sentences_end_where_they_should(read: Reader) -> None:
    found = [UKRAINIAN[s.start : s.end] for s in read(UKRAINIAN, "uk").sentences]
    assert [s.split()[0] for s in found] == ["У", "Без", "За", "СБУ", "Фахівці", "Міністерство", "МЗС", "Українські",
                                             "«Ми", "Раніше"]  # fmt: skip
    found = [RUSSIAN[s.start : s.end] for s in read(RUSSIAN, "ru").sentences]
    assert [s.split()[0] for s in found] == ["В", "В", "Об", "Ответственность", "В", "Минобороны", "Ранее", "По",
                                             "Украинские"]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Атака була у 2025 р. Хакери втекли.", 2),
        ("Сервер стоїть на вул. Хрещатик, буд. 5, кв. 3.", 1),
        ("Так вважає проф. Іваненко. Інші мовчать.", 2),
        ("Об этом сообщил И. В. Петров. Больше данных нет.", 2),
        ("Похищено 3 млн руб. и др. ценности.", 1),
        ("Длина кабеля 5 м. Далее обрыв.", 2),
        ("«Нас зламали?» – спитав директор. Так.", 2),
        ("Див. рис. 4 та п. 7 звіту. Кінець.", 2),
    ],
)
def test_abbreviations(text: str, count: int, read: Reader) -> None:
    assert len(read(text, "uk").sentences) == count


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_what_is_not_read_is_stated(language: str, read: Reader) -> None:
    annotated = read(UKRAINIAN if language == "uk" else RUSSIAN, language)
    assert annotated.events == ()
    assert any(f"language {language}" in p.message and "no events" in p.message for p in annotated.problems)
