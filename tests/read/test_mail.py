"""E-mails that Python's own library wrote: the best part is the article, attachments are articles of their own."""

import base64
import io
import random
import zipfile
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read import parts, read

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


def outcomes(mail: EmailMessage | bytes) -> list[str]:
    """The ids of reports, and the names and reasons of what is none."""
    body = mail if isinstance(mail, bytes) else mail.as_bytes()
    found = parts(Page("news/tarn.eml", body, "message/rfc822"))
    return [
        part.id if isinstance(part, Report) else f"{type(part).__name__} {part.name}: {part.reason}" for part in found
    ]


def test_one_broken_attachment_costs_no_other() -> None:
    mail = both()
    mail.add_attachment(b"%PDF-1.4 not really", maintype="application", subtype="pdf", filename="scan.pdf")
    mail.add_attachment("<html><body></body></html>", subtype="html", filename="empty.html")
    mail.add_attachment(b" ", maintype="text", subtype="plain", filename="blank.txt")
    mail.add_attachment(HTML, subtype="html", filename="good.html")
    found = outcomes(mail)
    assert [found[0], found[-1]] == ["tarn", "good"]
    assert [line.partition(": ")[0] for line in found[1:-1]] == [
        "Failed news/tarn.eml/scan.pdf",
        "Failed news/tarn.eml/empty.html",
        "Skipped news/tarn.eml/blank.txt",
    ]
    assert failure(mail).endswith("(and 1 more)")
    reading, ids = read(Page("news/tarn.eml", mail.as_bytes(), "message/rfc822")), list[str]()
    with pytest.raises(InputError):
        ids += (report.id for report in reading)
    assert ids == ["tarn", "good"]


def test_what_no_media_type_tells_goes_by_its_name_and_the_rest_is_said() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.html", HTML)
    mail = both()
    for name, body in (("study.html", HTML.encode()), ("a.zip", packed.getvalue()), ("b.docx", b"PK\3\4")):
        mail.add_attachment(body, maintype="application", subtype="octet-stream", filename=name)
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    mail.add_attachment(b"\x89PNG", maintype="application", subtype="octet-stream", filename="logo2.png")
    said = "is not opened: save it and name it as an input of its own"
    assert outcomes(mail) == [
        "tarn",
        "study",
        f"Skipped news/tarn.eml/a.zip: an archive in an e-mail {said}",
        "Skipped news/tarn.eml/b.docx: of a kind that is not read (application/octet-stream)",
    ]


def test_a_mail_that_holds_nothing_but_what_is_not_read_fails() -> None:
    mail = message()
    mail.set_content(" ")
    mail.add_attachment(b"PK", maintype="application", subtype="octet-stream", filename="b.docx")
    assert failure(mail) == "the e-mail holds no article text"


def wrapped(kind: str, *inner: bytes) -> bytes:
    mark = b"mark-%d" % sum(map(len, inner))
    body = b"".join(b"--%s\n%s\n" % (mark, part) for part in inner)
    return b'Content-Type: multipart/%s; boundary="%s"\n\n%s--%s--\n' % (kind.encode(), mark, body, mark)


def test_attachments_are_found_however_the_parts_are_nested() -> None:
    plain = b"Content-Type: text/plain\n\n" + LINES[0].encode() + b"\n"
    page = b"Content-Type: text/html\n\n" + HTML.encode() + b"\n"
    study = b"Content-Type: text/html; name=study.html\nContent-Disposition: attachment\n\n" + HTML.encode() + b"\n"
    signature = b"Content-Type: application/pgp-signature; name=s.asc\n\nsigned\n"
    calendar = b"Content-Type: text/calendar\n\nBEGIN:VCALENDAR\n"
    head = b"From: a@e.example\nSubject: Chlorine\n"
    for body in (
        wrapped("signed", wrapped("mixed", plain, study), signature),
        wrapped("alternative", plain, calendar, wrapped("mixed", page, study)),  # as Apple's program does
        wrapped("mixed", wrapped("related", wrapped("alternative", plain, page), study)),
    ):
        assert outcomes(head + body) == ["tarn", "study"]
    two = wrapped("mixed", wrapped("alternative", plain, page), wrapped("alternative", plain, page))
    assert len(outcomes(head + two)) == 2


def test_messages_attached_as_files_count_as_messages() -> None:
    body = b"From: a@e.example\n\n" + LINES[0].encode()
    for level in range(6):
        packed = base64.encodebytes(body)
        part = b"Content-Type: application/octet-stream; name=%d.eml\nContent-Transfer-Encoding: base64\n\n" % level
        body = b"From: a@e.example\n" + wrapped("mixed", part + packed)
    assert outcomes(body)[-1].endswith("messages within messages are opened 3 deep, this one lies deeper")


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


def test_endless_headers_are_refused() -> None:
    body = b"From: a@e.example\nContent-Type: text/plain; " + b"a=b; " * 50_000 + b"\n\n" + LINES[0].encode()
    assert failure(body) == "the e-mail has 250,023 characters of headers, more than 200,000 are not read"


def test_html_in_headers_stays_text() -> None:
    mail = message("<script>alert(1)</script> Chlorine")
    mail.set_content(LINES[0])
    assert reports(mail)[0].title == "<script>alert(1)</script> Chlorine"
