"""E-mail (.eml) -> Report: the best part of its body, then each attachment that is a document of its own.

What is attached and not read is named with the reason, but for pictures, signatures and the body's other forms.
Archives are not opened here: what may come out of one is counted where inputs are taken in.

An HTML part goes through the HTML reader, for newsletters are pages; its plain twin is taken where that finds little.
Subject, date and sender are the title, day and publisher.
"""

import email
import email.policy
import re
from collections.abc import Iterator
from dataclasses import replace
from email.errors import MessageError
from email.message import EmailMessage, Message, MIMEPart
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import PurePosixPath

from extractor.model import Page, Report
from extractor.problems import Failed, InputError, Skipped
from extractor.read.dispatch import Part, is_known, parts

DEPTH = 3
"""Messages within messages that are opened."""
_SIGNATURES = frozenset({"pkcs7-signature", "x-pkcs7-signature", "pgp-signature"})
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".svg", ".ico", ".tif", ".tiff", ".heic")
_ARCHIVES = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".gz", ".bz2", ".xz", ".zst", ".7z", ".rar", ".warc")
MOST_HEADERS = 200_000
"""Characters of the headers that are read, all parts together: the library needs a second for ten thousand."""
_HEADERS = frozenset({"from", "date", "subject", "content-type", "content-disposition", "content-transfer-encoding"})
_BROKEN = (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError)
"""What the standard library raises about messages that no standard allows."""
_LITTLE = 0.5
"""Share of the plain part below which the HTML part's article is not the whole of it."""
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*(?:\[\d+\])?:\s*)+", re.I)


def read_mail(page: Page, depth: int = 0) -> Iterator[Part]:
    """The article of an e-mail, then those attached to it, and what of it is left out or cannot be read.

    Raises InputError where it is broken, or holds nothing to read.
    """
    try:
        _check(email.message_from_bytes(page.body))  # the policy that leaves headers as they are
        message = email.message_from_bytes(page.body, policy=email.policy.default)
        if not any(message.get(name) for name in ("From", "Date", "Subject", "Received")):
            raise InputError("not an e-mail: it names no sender, date or subject")
        report = _article(page, message)
        attached = [*_attached(page, message)]
    except _BROKEN as error:
        raise InputError(f"the e-mail is broken ({' '.join(str(error).split()) or type(error).__name__})") from None
    if report:
        yield report
    for each in attached:
        yield from _read(each, depth) if isinstance(each, Page) else [each]
    if not report and not any(isinstance(each, Page) for each in attached):
        raise InputError("the e-mail holds no article text")


def _check(message: Message) -> None:
    """Raises InputError where headers are of a length that none has."""
    fields = (field for part in message.walk() for field in part.raw_items())
    size = sum(len(value) for name, value in fields if name.lower() in _HEADERS)
    if size > MOST_HEADERS:
        raise InputError(f"the e-mail has {size:,} characters of headers, more than {MOST_HEADERS:,} are not read")


def _article(page: Page, message: EmailMessage) -> Report | None:
    """The article in the message's body, with what its headers say."""
    found = [report for kind in ("html", "plain") if (report := _part(page, message, kind))]
    if not found:
        return None
    best = found[-1] if len(found[0].text) < _LITTLE * len(found[-1].text) else found[0]
    name, address = parseaddr(str(message.get("From") or ""))
    subject = _FORWARDED.sub("", " ".join(str(message.get("Subject") or "").split()))
    return replace(
        best,
        title=subject or best.title,
        published=_day(message) or best.published,
        publisher=" ".join(name.split()) or address.rpartition("@")[2] or best.publisher,
    )


def _part(page: Page, message: EmailMessage, kind: str) -> Report | None:
    """The body in one form, read as any page of its kind; None where there is none."""
    from extractor.read.html import read_html
    from extractor.read.text import read_text

    part = message.get_body((kind,))
    if part is None or not (body := _bytes(part)):
        return None
    try:
        form = Page(page.name, body, str(part.get("Content-Type") or f"text/{kind}"), page.url, page.fetched)
        return next((read_html if kind == "html" else read_text)(form))
    except InputError:
        return None


def _bytes(part: MIMEPart) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) and found.strip() else b""


def _day(message: EmailMessage) -> str | None:
    """The day the message was sent, where the sender was."""
    try:
        return parsedate_to_datetime(str(message.get("Date") or "")).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None


def _attached(page: Page, message: EmailMessage) -> Iterator[Page | Skipped]:
    """The attachments, each named by the message and its own name; those that are no documents with the reason."""
    body = [message.get_body((kind,)) for kind in ("html", "plain")]
    others = (part for part in _leaves(message, body) if not any(part is each for each in body))
    for number, part in enumerate(others, 1):
        kind = part.get_content_type()
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        shown = "".join(c if c.isprintable() else "?" for c in name) or f"attachment-{number}"
        inner = _within(part) if kind == "message/rfc822" else _bytes(part)
        if reason := _left_out(kind, shown, inner):
            yield Skipped(f"{page.name}/{shown}", reason)
        elif not _is_silent(kind, shown):
            is_mail = kind == "message/rfc822" or (not kind.startswith("text/") and shown.lower().endswith(".eml"))
            header = "message/rfc822" if is_mail else str(part.get("Content-Type") or kind)
            yield Page(f"{page.name}/{shown}", inner, header)


def _leaves(part: MIMEPart, body: list[MIMEPart | None]) -> Iterator[MIMEPart]:
    """The parts that hold no others; of the forms of one text the body's, or else the last that can be read."""
    if part.get_content_maintype() != "multipart" or not part.is_multipart():
        yield part
        return
    inner = [*part.iter_parts()]
    if part.get_content_subtype() == "alternative":
        forms = [each for each in inner if each.get_content_maintype() == "text"]
        best = [each for each in forms if each.get_content_subtype() in ("html", "plain")][-1:]
        chosen = [] if any(each is form for each in body for form in inner) else best
        inner = [each for each in inner if each not in forms or each in chosen]
    for each in inner:
        yield from _leaves(each, body)


def _is_silent(kind: str, name: str) -> bool:
    """Whether a part is a picture or a signature, which every second newsletter holds."""
    family, _, subtype = kind.partition("/")
    return family == "image" or subtype in _SIGNATURES or name.lower().endswith(_PICTURES)


def _left_out(kind: str, name: str, body: bytes) -> str | None:
    """Why an attachment is not read; None where it is, or where nothing needs to be said of it."""
    if _is_silent(kind, name):
        return None
    if name.lower().endswith(_ARCHIVES):
        return "an archive in an e-mail is not opened: save it and name it as an input of its own"
    if not is_known(kind, name) and not body[:1024].lstrip().startswith(b"%PDF-"):
        return f"of a kind that is not read ({kind})"
    return None if body else "empty"


def _within(part: MIMEPart) -> bytes:
    """The message that is attached as it is."""
    payload = part.get_payload()
    first = payload[0] if isinstance(payload, list) and payload else None
    return first.as_bytes() if isinstance(first, Message) else b""


def _read(attached: Page, depth: int) -> Iterator[Part]:
    """What an attachment holds; why it cannot be read comes last, for those behind it are read all the same."""
    try:
        if not attached.media_type.startswith("message/"):
            yield from parts(attached)
        elif depth < DEPTH:
            yield from read_mail(attached, depth + 1)
        else:
            raise InputError(f"messages within messages are opened {DEPTH} deep, this one lies deeper")
    except InputError as error:
        yield Failed(attached.name, str(error))
