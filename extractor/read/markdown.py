"""Markdown -> Report. Offsets point into what is kept.

Front matter is read and left out; links become their words and pictures go; heading marks, bold and italic asterisks
and quote marks go; lists, tables and code stay as they are. A leading `# heading` is the title, not text.
"""

import re
from collections.abc import Iterator

from extractor.model import Page, Report
from extractor.problems import InputError
from extractor.read.dates import iso_day
from extractor.read.encoding import decode
from extractor.read.furniture import day_at_top
from extractor.read.identity import report_id
from extractor.read.language import language
from extractor.read.pasted import pasted

_FRONT = re.compile(r"\A(?P<fence>---|\+\+\+)[ \t]*\r?\n(?P<fields>.*?)\r?\n(?P=fence)[ \t]*(?:\r?\n|\Z)", re.S)
_FIELD = re.compile(r"^(?P<key>[A-Za-z_][\w-]*)\s*[:=][ \t]*(?P<value>.*?)[ \t]*$", re.M)
_ITEM = re.compile(r"^\s*-\s+(.+?)\s*$", re.M)
_CODE = re.compile(r"(^```.*?^```[^\n]*$|^~~~.*?^~~~[^\n]*$|`[^`\n]+`)", re.S | re.M)
_PICTURE = re.compile(r"!\[[^\]\n]{0,500}\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)|\[[^\]\n]*\])")
_LINK = re.compile(
    r"\[([^\[\]\n]{1,500})\](?:\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"\n]*\")?\)|"
    r"\[[^\]\n]{0,100}\])"
)
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,100}\]:\s+\S+.*\n?", re.M)
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$", re.M)
_QUOTE = re.compile(r"^ {0,3}(?:> ?)+", re.M)
_BOLD = re.compile(r"\*\*\*?(?=\S)([^*\n]+?)(?<=\S)\*\*\*?")
_ITALIC = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])")
_ESCAPED = re.compile(r"\\([\[\]*_])")


def read_markdown(page: Page) -> Iterator[Report]:
    """The article of a Markdown file. Raises InputError where it holds no words."""
    source = decode(page.body, page.media_type).replace("\0", "")
    fields, source = front_matter(source)
    source, heading = first_heading(source)
    text = readable(source).strip("\r\n")
    if not any(c.isalnum() for c in text):
        raise InputError("no article text found")
    found = pasted(text)
    text = found.text if found else text
    url = (
        fields.get("url") or fields.get("canonical") or fields.get("canonical_url") or fields.get("source") or page.url
    )
    yield Report(
        id=report_id(fields.get("doc_id") or fields.get("id"), page, url, text),
        text=text,
        url=url,
        title=fields.get("title") or heading or (found.title if found else None),
        published=(
            iso_day(fields.get("date") or fields.get("published"))
            or (found.published if found else None)
            or day_at_top(text)
        ),
        publisher=fields.get("publisher") or fields.get("site") or (found.publisher if found else None),
        language=language(text, fields.get("lang") or fields.get("language")),
        authors=_names(fields.get("author") or fields.get("authors")) or (found.authors if found else ()),
    )


def front_matter(source: str) -> tuple[dict[str, str], str]:
    """The fields of YAML or TOML front matter (flat ones; a list's items joined by commas), and the rest."""
    found = _FRONT.match(source)
    if not found:
        return {}, source
    fields: dict[str, str] = {}
    matches = list(_FIELD.finditer(found["fields"]))
    for this, following in zip(matches, [*matches[1:], None], strict=True):
        below = found["fields"][this.end() : following.start() if following else None]
        value = this["value"].strip("[]") or ", ".join(item.strip("\"'") for item in _ITEM.findall(below))
        fields[this["key"].lower()] = value.strip().strip("\"'").strip()
    return {key: value for key, value in fields.items() if value}, source[found.end() :]


def first_heading(source: str) -> tuple[str, str | None]:
    """`source` without a level-one heading at its very start, and that heading's words."""
    found = re.match(r"\s*# +(.+?)(?: +#+)?[ \t]*(?:\r?\n|\Z)|\s*(\S[^\n]*)\r?\n=+[ \t]*(?:\r?\n|\Z)", source)
    if not found:
        return source, None
    return source[found.end() :], readable(found[1] or found[2]).strip()


def readable(source: str) -> str:
    """`source` with its inline markup reduced to words; code stays as it is."""
    pieces = _CODE.split(source)
    return "".join(piece if n % 2 else _plain(piece) for n, piece in enumerate(pieces))


def _plain(source: str) -> str:
    for form, words in (
        (_PICTURE, ""),
        (_LINK, r"\1"),
        (_REFERENCE, ""),
        (_AUTOLINK, r"\1"),
        (_HEADING, r"\1"),
        (_QUOTE, ""),
    ):
        source = form.sub(words, source)
    for form in (_BOLD, _ITALIC, _ESCAPED):
        source = form.sub(r"\1", source)
    return source


def _names(value: str | None) -> tuple[str, ...]:
    return tuple(n for name in re.split(r",|;|\band\b", value or "") if (n := name.strip().strip("\"'")))
