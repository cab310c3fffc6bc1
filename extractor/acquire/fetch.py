"""One http(s) URL -> Page. Not a crawler: it fetches what the user named and nothing else."""

import time
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from extractor.model import Page
from extractor.problems import InputError
from extractor.settings import Settings

if TYPE_CHECKING:
    import httpx

MAX_REDIRECTS = 5


def is_url(word: str) -> bool:
    """Whether `word` is written as a URL (`http://...`, also `ftp://...`, which is then refused)."""
    return "://" in word[:12]


def fetch(url: str, settings: Settings) -> Page:
    """The page at `url`, its name being the URL as given, its `url` the one that answered.

    At most five redirects, `settings.max_bytes` bytes, `settings.timeout` seconds.
    Raises InputError with one line that says what went wrong.
    """
    import httpx

    if urlsplit(url).scheme.lower() not in ("http", "https"):
        raise InputError(f"only http and https addresses are fetched: {url}")
    try:
        with _client(settings) as client, client.stream("GET", url) as answer:
            return _page(url, answer, settings)
    except httpx.TooManyRedirects:
        raise InputError(f"more than {MAX_REDIRECTS} redirects") from None
    except httpx.TimeoutException:
        raise InputError(f"no answer within {settings.timeout:g} seconds") from None
    except httpx.UnsupportedProtocol:
        raise InputError("redirects to an address that is neither http nor https") from None
    except httpx.DecodingError:
        raise InputError("the answer's compression is broken") from None
    except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
        raise InputError(f"cannot be fetched: {_words(error)}") from None


def _client(settings: Settings) -> "httpx.Client":
    import httpx

    return httpx.Client(
        follow_redirects=True,
        max_redirects=MAX_REDIRECTS,
        timeout=settings.timeout,
        headers={
            "User-Agent": user_agent(),
            "Accept": "text/html, application/xhtml+xml, text/plain, application/json;q=0.9, */*;q=0.1",
            "Accept-Encoding": "gzip, deflate",
        },
    )


def user_agent() -> str:
    """Who is asking: the program's name and version, never a browser's."""
    try:
        number = version("extractor")
    except PackageNotFoundError:
        number = "0"
    return f"extractor/{number} (cyber-incident article reader; one page at a person's request)"


def _page(url: str, answer: "httpx.Response", settings: Settings) -> Page:
    if answer.status_code >= 400:
        raise InputError(f"the server answers {answer.status_code} {answer.reason_phrase}".rstrip())
    if "," in answer.headers.get("content-encoding", ""):  # a bomb in layers: each grows a thousandfold
        raise InputError("the answer is compressed more than once")
    return Page(
        name=url,
        body=_body(answer, settings),
        media_type=answer.headers.get("content-type", ""),
        url=str(answer.url),
        fetched=datetime.now(UTC).isoformat(timespec="seconds"),
    )


def _body(answer: "httpx.Response", settings: Settings) -> bytes:
    """The body, read piece by piece so that neither a huge nor an endless one gets far."""
    too_large = f"larger than {settings.max_bytes:,} bytes"
    length = answer.headers.get("content-length", "")
    if length.isdigit() and int(length) > settings.max_bytes:
        raise InputError(too_large)
    deadline = time.monotonic() + settings.timeout
    body = bytearray()
    for piece in answer.iter_bytes(65_536):
        body += piece
        if len(body) > settings.max_bytes:
            raise InputError(too_large)
        if time.monotonic() > deadline:
            raise InputError(f"not complete within {settings.timeout:g} seconds")
    return bytes(body)


def _words(error: Exception) -> str:
    """The error's own words on one line, else its name."""
    return " ".join(str(error).split()) or type(error).__name__
