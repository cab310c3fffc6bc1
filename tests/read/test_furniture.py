"""Lines that go and, more important, lines that stay."""

import time

import pytest

from extractor.read.furniture import dateline_day, is_dateline, is_furniture

GO = """
Advertisement
Share this article
Read more: Ferry line hit by the same gang
RELATED | What harbours can learn
[Related: Power firm blames neighbours ]
Don't miss
Sign up for our newsletter
Subscribe to get breaking news alerts in your inbox
Follow us on Twitter and Facebook
Get the latest headlines in your inbox every morning
Reporting by Ann Lee in Oslo; Editing by Tom Roe
Additional reporting by Ann Lee
Joan Hale and Tim Orr contributed to this report.
© 2024 The Courier
The Courier. All rights reserved.
We use cookies to improve this site.
If you buy something through our links, we may earn an affiliate commission.
Photo: Ann Lee/The Courier
Getty Images
5 min read
Privacy policy | Terms of use | Contact us
Powered by WordPress
baltic wire logo
Читайте також: Як порт повернувся до роботи
Mehr zum Thema
"""

STAY = """
Like most gangs, the group sends its notes by e-mail.
Support staff received e-mails with a false invoice.
Email accounts at the ministry were opened from abroad.
Email addresses on the list belonged to customers.
Follow-up attacks on the network came at night.
If you click the link, the malware installs itself.
When users buy the app from the fake store, a Trojan comes with it.
Reuters reported the breach on Monday.
AFP quoted an official as saying the attack had failed.
Reporting by the Courier found that the files were sold.
Published in 2021, the report blamed a state.
Powered by stolen servers, the botnet grew to 40,000 machines.
Updates to the software were poisoned, the vendor said.
Newsletter subscribers were told that their addresses had leaked.
Subscribers to the service lost access for two days.
Facebook said it had removed the accounts.
Twitter suspended 200 accounts on Friday.
Share prices fell by 4 percent.
The hackers replaced the home page with their own logo.
Image files carried the payload.
203.0.113.7
CVE-2021-44228
hxxp://update.example[.]org/a.exe
http://update.example.org/a.exe
d41d8cd98f00b204e9800998ecf8427e
restore@example.org
Downloads of the app were stopped.
Comments on the post led to a phishing page.
"""


@pytest.mark.parametrize("line", GO.strip().splitlines())
def test_goes(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize("line", STAY.strip().splitlines())
def test_stays(line: str) -> None:
    assert not is_furniture(line)


@pytest.mark.parametrize(
    "line", ["Fri, 29 Jul 2022", "Published: March 3, 2022 10:15 am GMT", "Stand: 22.04.2024, 06:00 Uhr", "2024-01-02"]
)
def test_datelines(line: str) -> None:
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line", ["On 29 July 2022 the ministry spoke.", "No date here", "Worm of 3 March 2004 returns"]
)
def test_no_datelines(line: str) -> None:
    assert not is_dateline(line)


@pytest.mark.parametrize("piece", ["word ", "A b, ", "1 2 ", "Home | ", "© ", "privacy policy - ", "-", " "])
def test_no_line_takes_long(piece: str) -> None:
    start = time.process_time()
    is_furniture((piece * 320)[:320])
    assert time.process_time() - start < 2


@pytest.mark.parametrize("line", ["Bucharest, 19 March 2025", "Ada Lorne — Thursday 29 February 2024"])
def test_datelines_with_names(line: str) -> None:
    assert is_dateline(line, named=True)
    assert not is_dateline(line)


@pytest.mark.parametrize(
    "line",
    [
        "Riga, 3 May 2022",
        "RIGA, 3 May 2022 - The port was offline.",
        "San José (Agency), May 3, 2022 — “Hackers took the files,” it said.",
        "VILNIUS, Lithuania, 3 May 2022 -- A ministry was attacked.",
        "Published 3 May 2022",
    ],
)
def test_days_of_datelines(line: str) -> None:
    assert dateline_day(line) == "2022-05-03"


@pytest.mark.parametrize(
    "line",
    [
        "The attack of 3 May 2022 - the worst so far - hit the port.",
        "Hackers struck on 3 May 2022 - nobody noticed.",
        "In Riga, 3 May 2022 is remembered as the day of the attack.",
        "RIGA - The port was offline.",
    ],
)
def test_days_of_no_datelines(line: str) -> None:
    assert dateline_day(line) is None
