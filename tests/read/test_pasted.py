"""Pages pasted as plain text, in layouts of our own making: header, boxes, teasers, captions and footers go."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractor.model import Page, Report
from extractor.read import read
from extractor.read.pasted import pasted


def report(text: str) -> Report:
    return next(read(Page("note.txt", textwrap.dedent(text).strip("\n").encode(), "text/plain")))


LOGO_ON_TOP = """
    Powered by WordPress
    baltic wire logo
    News that matters to networks. Subscribe to our newsletter

    Harbour of Liepaja restores cranes after ransomware

    Port staff loaded ships by hand for two days while systems were rebuilt.

    user icon
    Tue, 05 Mar 2024
    Harbour of Liepaja restores cranes after ransomware
    expand image

    The harbour of Liepaja said on Tuesday that its cranes were moving again after attackers locked its servers.

    What is known:

      • the attackers came in through a supplier's account; and
      • no cargo data was copied.

    ============

    “We paid nobody,” harbour master Ilze Kalnina said.

    [Related: Ferry line in Tallinn hit by the same gang ]

    Latvia's computer emergency team, CERT.LV, is helping with the investigation.

    [Related: What harbours can learn from airports ]

    newsletter
    baltic wire subscribe
    Be the first to hear about developments in shipping.
"""

NAVIGATION_AND_BYLINE = """
    Skip to content
    Home | World | Security | Opinion
    SECURITY
    Ministry of Health in Tarvania confirms theft of patient files
    By Mara Ilves and Jon Peet | 14 November 2023, 09:30 UTC
    Share this article
    Facebook
    Twitter
    A hospital corridor in the capital. Photo: Mara Ilves
    The Ministry of Health in Tarvania confirmed on Monday that intruders had copied 40,000 patient files.
    Read more: How the clinics went back to paper
    Officials blamed a group that calls itself Night Heron, which has not commented.

    Old software

    The clinics ran a mail server that had not been updated since 2019, the ministry said in a statement.
    "We should have replaced it long ago," deputy minister Anu Saar told reporters.

    Related articles
    Tarvania buys new ambulances
    Night Heron: five things to know
    About the author
    Mara Ilves is a reporter in the capital.
    © 2023 The Tarvanian. All rights reserved.
"""

COOKIES_FIRST = """
    We use cookies to make this site work. Accept all

    Menu
    Search

    Dam operator blames former contractor for outage

    Published: March 3, 2022

    The company that runs the Orlava dam said a former contractor had switched off its pumps from home.

    Advertisement

    Police searched a flat in the town of Brezno on Wednesday and took away two computers.

    "The man still had a password," a spokesman said.

    Sign up for our daily briefing

    Nobody was hurt. The pumps ran again after four hours.

    Comments (12)
    Tags: dams, police, passwords
    Privacy policy | Terms of use | Contact us
"""

DATE_ABOVE_TITLE = """
    Farm Courier
    Fields   Machines   Weather
    Latest news
    2021-06-09
    Meat packer pays to unlock its plants
    Share
    Print
    A meat packer in the north said it had paid a ransom of 300 bitcoin to open its plants again.

    The decision was hard, the firm's director Paul Ostrow wrote to customers.

    Investigators believe that the software came from a group in eastern Europe.

    More stories
    Bakers fear shortage of flour
    Copyright 2021 Northern Press Group
"""


@pytest.mark.parametrize(
    ("page", "title", "published", "publisher", "first", "last"),
    [
        (
            LOGO_ON_TOP,
            "Harbour of Liepaja restores cranes after ransomware",
            "2024-03-05",
            "Baltic Wire",
            "Port staff loaded ships",
            "is helping with the investigation.",
        ),
        (
            NAVIGATION_AND_BYLINE,
            "Ministry of Health in Tarvania confirms theft of patient files",
            "2023-11-14",
            "The Tarvanian",
            "The Ministry of Health in Tarvania confirmed",
            "deputy minister Anu Saar told reporters.",
        ),
        (
            COOKIES_FIRST,
            "Dam operator blames former contractor for outage",
            "2022-03-03",
            None,
            "The company that runs the Orlava dam",
            "ran again after four hours.",
        ),
        (
            DATE_ABOVE_TITLE,
            "Meat packer pays to unlock its plants",
            "2021-06-09",
            "Farm Courier",
            "A meat packer in the north",
            "a group in eastern Europe.",
        ),
    ],
)
def test_the_article_is_found(
    page: str, title: str, published: str, publisher: str | None, first: str, last: str
) -> None:
    found = report(page)
    assert (found.title, found.published, found.publisher) == (title, published, publisher)
    assert found.text.startswith(first)
    assert found.text.endswith(last)
    assert title not in found.text
    for furniture in (
        "Related",
        "logo",
        "ewsletter",
        "Read more",
        "Advertisement",
        "Share",
        "cookies",
        "====",
        "Photo:",
    ):
        assert furniture not in found.text


def test_what_the_article_says_stays() -> None:
    text = report(LOGO_ON_TOP).text
    assert "What is known:\n\n  • the attackers came in" in text
    assert "CERT.LV" in text
    assert "\n\nOld software\n\n" in report(NAVIGATION_AND_BYLINE).text


def test_authors_of_the_byline() -> None:
    assert report(NAVIGATION_AND_BYLINE).authors == ("Mara Ilves", "Jon Peet")


PROSE = [
    "Attackers entered a bank.\n\nThey left with nothing, police said on 4 May 2020.\n",
    "A storm and a worm\n\nThe worm came first. It stopped the pumps.\n\n* * *\n\nThen the storm came.\n",
    "Read more: the first line of a note.\nThe second line says that nothing else here is a page.\n",
    "Dear all,\n\nSubscribers were told by e-mail that their data had been copied.\nShare prices fell.\n\nBest,\nAnn\n",
    "Windows line ends\r\n\r\nstay as they are, offsets and all.\r\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_stays_as_it_is(text: str) -> None:
    assert next(read(Page("note.txt", text.encode(), "text/plain"))).text == text


@settings(deadline=None)
@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"], blacklist_characters="\0\ufeff")))
def test_lines_are_kept_or_left_out_never_changed(text: str) -> None:
    found = pasted(text)
    if found:
        assert {line.strip() for line in found.text.split("\n")} <= {line.strip() for line in _lines(text)} | {""}


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def test_prose_gives_its_title_and_date() -> None:
    found = report("Two pumps stop at once\n\n3 June 2021\n\nThe pumps stopped on Monday, the operator said.\n")
    assert (found.title, found.published) == ("Two pumps stop at once", "2021-06-03")
    assert report("Two pumps stopped. Nobody knows why.\n").title is None
