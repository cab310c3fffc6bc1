"""E-mails that Python's own library wrote: the best part is the article, attachments are articles of their own."""

import random
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read import read

LINES = [
    "The waterworks of Tarn Valley said on Thursday that a stranger had changed the dosing of chlorine for an hour.",
    "Its manager, Ilse Brandt, said that an alarm in the control room had worked and that nobody had been harmed.",
    "The regional police asked the federal cyber centre for help, and took a copy of the control server's disk.",
]
HTML = (
    "<html><body><table><tr><td><h1>Chlorine changed for an hour</h1>"
    + "".join(f"<p>{line}</p>" for line in LINES)
    + "<p>Unsubscribe from this newsletter</p></td></tr></table></body></html>"
)


def message(
    subject: str = "Chlorine changed for an hour", sender: str = "Tarn Valley Post <desk@tarn.example>"
) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"], mail["Subject"] = sender, "reader@e.example", subject
    mail["Date"] = "Thu, 23 May 2024 23:30:00 -0500"
    return mail


def both(text: str = "\n\n".join(LINES), html: str = HTML) -> EmailMessage:
    mail = message()
    mail.set_content(text)
    mail.add_alternative(html, subtype="html")
    return mail


def reports(mail: EmailMessage | bytes, name: str = "news/tarn.eml") -> list[Report]:
    body = mail if isinstance(mail, bytes) else mail.as_bytes()
    return list(read(Page(name, body, "message/rfc822")))


def failure(mail: EmailMessage | bytes) -> str:
    with pytest.raises(InputError) as error:
        reports(mail)
    assert "\n" not in str(error.value)
    return str(error.value)


def test_the_html_part_and_the_headers() -> None:
    (found,) = reports(both())
    assert found.text.split("\n") == LINES
    assert (found.id, found.title, found.published) == ("tarn", "Chlorine changed for an hour", "2024-05-23")
    assert (found.publisher, found.language) == ("Tarn Valley Post", "en")


def test_the_plain_part_where_html_holds_little_or_nothing() -> None:
    for html in ("<p>Hi</p>", f"<html><body><article><p>{LINES[0]}</p></article></body></html>"):
        (found,) = reports(both(html=html))
        assert LINES[2] in found.text
    plain = message()
    plain.set_content(LINES[0])
    assert reports(plain)[0].text.strip() == LINES[0]


def test_encodings_of_headers_and_bodies() -> None:
    mail = message("Вода: хлор змінено", "Вісті <v@e.example>")
    mail.set_content(
        "Водоканал долини Тарн заявив у четвер, що хтось змінив дозу хлору. " * 3, charset="koi8-u", cte="base64"
    )
    (found,) = reports(mail)
    assert (found.title, found.publisher, found.language) == ("Вода: хлор змінено", "Вісті", "uk")
    assert found.text.startswith("Водоканал долини Тарн")
    odd = both().as_bytes().replace(b'charset="utf-8"', b'charset="no-such-set"')
    assert reports(odd)[0].text.split("\n") == LINES


def test_forwarding_marks_go_and_a_sender_without_a_name_is_its_domain() -> None:
    mail = message("Fwd: RE: AW: Chlorine", "desk@tarn.example")
    mail.set_content(LINES[0])
    (found,) = reports(mail)
    assert (found.title, found.publisher) == ("Chlorine", "tarn.example")


def test_attachments_are_articles_of_their_own() -> None:
    mail, inner = both(), message("Re: The first report")
    inner.set_content(LINES[1])
    mail.add_attachment(HTML.encode(), maintype="text", subtype="html", filename="../../study.html")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(inner)
    found = reports(mail)
    assert [r.id for r in found] == ["tarn", "study", found[2].id]
    assert [r.title for r in found][2] == "The first report"
    assert found[1].text.split("\n") == LINES


def test_an_attachment_that_cannot_be_read_is_named() -> None:
    mail = both()
    mail.add_attachment(b"%PDF-1.4 not really", maintype="application", subtype="pdf", filename="report.pdf")
    assert failure(mail).startswith("report.pdf: the PDF is broken (")


def test_what_is_no_article_or_no_mail_says_so() -> None:
    empty = message()
    empty.set_content(" \n")
    assert failure(empty) == "the e-mail holds no article text"
    assert failure(b"Just words,\n\nno mail at all.") == "not an e-mail: it names no sender, date or subject"


def test_messages_within_messages_to_a_depth() -> None:
    mail = message()
    mail.set_content(LINES[0])
    for _ in range(5):
        outer = message()
        outer.set_content(LINES[1])
        outer.add_attachment(mail)
        mail = outer
    assert failure(mail).endswith("messages within messages are opened 3 deep, this one lies deeper")


def test_hostile_messages_never_raise_anything_else() -> None:
    nested = b"From: a@e.example\n" + b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\n\n--%d\n' % (n, n) for n in range(3000)
    )
    with suppress(InputError):
        reports(nested)
    noise, good = random.Random(3), both().as_bytes()  # noqa: S311 - noise, not a secret
    for _ in range(150):
        body = bytearray(good)
        for _ in range(noise.randrange(1, 20)):
            body[noise.randrange(len(body))] = noise.randrange(256)
        with suppress(InputError):
            reports(bytes(body))


def test_html_in_headers_stays_text() -> None:
    mail = message("<script>alert(1)</script> Chlorine")
    mail.set_content(LINES[0])
    assert reports(mail)[0].title == "<script>alert(1)</script> Chlorine"
