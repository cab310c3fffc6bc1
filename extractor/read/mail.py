"""E-mail (.eml) -> Report: the best part of its body, then each attachment that is a document of its own.

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
from extractor.problems import InputError

DEPTH = 3
"""Messages within messages that are opened."""
_READ = frozenset({"text/html", "application/pdf", "text/plain", "text/markdown", "message/rfc822"})
"""Media types of attachments that are read; pictures, calendars and signatures are no articles."""
_BROKEN = (MessageError, RecursionError, ValueError, LookupError, AttributeError, TypeError)
"""What the standard library raises about messages that no standard allows."""
_LITTLE = 0.5
"""Share of the plain part below which the HTML part's article is not the whole of it."""
_FORWARDED = re.compile(r"^(?:(?:re|fwd?|aw|wg|tr|rv)\s*(?:\[\d+\])?:\s*)+", re.I)


def read_mail(page: Page, depth: int = 0) -> Iterator[Report]:
    """The article of an e-mail, then those attached to it. Raises InputError where there is none, or a broken one."""
    try:
        message = email.message_from_bytes(page.body, policy=email.policy.default)
        if not any(message.get(name) for name in ("From", "Date", "Subject", "Received")):
            raise InputError("not an e-mail: it names no sender, date or subject")
        report = _article(page, message)
        attached = [*_attached(page, message)]
    except _BROKEN as error:
        raise InputError(f"the e-mail is broken ({' '.join(str(error).split()) or type(error).__name__})") from None
    if report:
        yield report
    elif not attached:
        raise InputError("the e-mail holds no article text")
    for each in attached:
        yield from _read(each, depth)


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


def _attached(page: Page, message: EmailMessage) -> Iterator[Page]:
    """The attachments that may be documents, each named by the message and its own name."""
    for number, part in enumerate(message.iter_attachments(), 1):
        kind = part.get_content_type()
        name = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name
        shown = "".join(c if c.isprintable() else "?" for c in name) or f"attachment-{number}"
        if kind == "application/octet-stream" and shown.lower().endswith(".pdf"):
            kind = "application/pdf"
        inner = _within(part) if kind == "message/rfc822" else _bytes(part)
        if kind in _READ and inner:
            header = str(part.get("Content-Type") or kind) if kind != "application/pdf" else kind
            yield Page(f"{page.name}/{shown}", inner, header)


def _within(part: MIMEPart) -> bytes:
    """The message that is attached as it is."""
    payload = part.get_payload()
    first = payload[0] if isinstance(payload, list) and payload else None
    return first.as_bytes() if isinstance(first, Message) else b""


def _read(attached: Page, depth: int) -> Iterator[Report]:
    """The reports in an attachment. Raises InputError that names it."""
    from extractor.read.dispatch import read

    try:
        if not attached.media_type.startswith("message/"):
            yield from read(attached)
        elif depth < DEPTH:
            yield from read_mail(attached, depth + 1)
        else:
            raise InputError(f"messages within messages are opened {DEPTH} deep, this one lies deeper")
    except InputError as error:
        raise InputError(f"{PurePosixPath(attached.name).name}: {error}") from None
