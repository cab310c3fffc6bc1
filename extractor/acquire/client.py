"""One request and its answer, as on the wire: bounded in size and time, to public addresses only, with an honest name.

Redirects are answers like any other; who asks decides whether to follow them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal, Self
from urllib.parse import urlsplit

from extractor.acquire.decode import decoded
from extractor.acquire.guard import AddressError
from extractor.problems import InputError
from extractor.settings import Settings

if TYPE_CHECKING:
    import httpx

ROBOT = "extractor"
"""The name that robots.txt files may address."""
ACCEPT = "text/html, application/xhtml+xml, application/xml;q=0.9, text/plain, application/json;q=0.9, */*;q=0.1"
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_CONTROL = re.compile(r"[\0-\x1f\x7f]+")


Again = Literal["soon", "next run", "larger", "never"]
"""When it may help to ask again. larger: once larger answers may come."""


class FetchError(InputError):
    """An address that cannot be had, in one line, and when it may help to ask again."""

    def __init__(self, message: str, again: Again = "never") -> None:
        super().__init__(message)
        self.again: Again = again


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request and its answer. `asked` is the request's head; `body` is as it came, still compressed by gzip.

    Brotli is unpacked, since few tools that read archives know it; the headers that told of it are kept under the names
    that crawlers give them (`X-Crawler-Content-Encoding`).

    `when`: ISO, UTC.  `address`: the peer's IP address.  `version`: `HTTP/1.1` or `HTTP/2`.  `cut`: the body went on.
    """

    url: str
    asked: bytes
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    reason: str = ""
    version: str = "HTTP/1.1"
    address: str = ""
    when: str = ""
    cut: bool = False

    def header(self, name: str) -> str:
        """The value of a header, the empty string where there is none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)

    @property
    def location(self) -> str | None:
        """Where the answer sends who asked, as an absolute URL; None where it sends nobody. Raises FetchError."""
        import httpx

        target = self.header("location")
        if self.status not in REDIRECTS or not target:
            return None
        try:
            return str(httpx.URL(self.url).join(_as_sent(target)))
        except (httpx.InvalidURL, ValueError):
            raise FetchError("redirects to an address that is none") from None

    def payload(self, limit: int, *, cut: bool = False) -> bytes:
        """The body without its compression; with `cut` no more than its first `limit` bytes.

        Raises FetchError where it is broken, or larger than `limit` bytes.
        """
        try:
            return decoded(self.body, self.header("content-encoding"), limit, cut=cut)
        except InputError as error:
            raise FetchError(str(error), "larger") from None


def _as_sent(target: str) -> str:
    """A header's address, which came in bytes and was read as Latin-1, with those beyond ASCII escaped one by one."""
    try:
        return target.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return "".join(c if c.isascii() else f"%{ord(c):02X}" for c in target)


def user_agent(contact: str = "") -> str:
    """Who is asking: the program's name and version and how to reach who runs it, never a browser's."""
    try:
        number = version("extractor")
    except PackageNotFoundError:
        number = "0"
    reach = f"; +{contact}" if contact else ""
    return f"{ROBOT}/{number} (reader of cyber-incident news{reach})"


class Client:
    """Asks. Many threads may share one."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._client = _client(settings)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def exchange(self, url: str, conditions: Mapping[str, str] | None = None, first: int | None = None) -> Exchange:
        """Ask for `url`, under `conditions` (further headers).

        At most `settings.max_bytes` come over the wire, within `settings.timeout` seconds all told. With `first` the
        first so many bytes are enough, and the body of an error is left unread.
        Raises FetchError with one line that says what went wrong.
        """
        import httpx

        from extractor.acquire.transport import deadline

        _check(url)
        when = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        told = {name.encode("ascii"): value.encode("latin-1") for name, value in (conditions or {}).items()}
        try:
            with deadline(self._settings.timeout), self._client.stream("GET", url, headers=told) as answer:
                return _exchange(url, when, answer, self._settings, first)
        except AddressError as error:
            raise FetchError(str(error), "next run") from None
        except httpx.TimeoutException:
            raise FetchError(f"no answer within {self._settings.timeout:g} seconds", "soon") from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError, ValueError) as error:
            raise FetchError(f"cannot be fetched: {_words(error)}") from None
        except httpx.HTTPError as error:
            raise FetchError(f"cannot be fetched: {_words(error)}", "soon") from None


def _check(url: str) -> None:
    try:
        scheme = urlsplit(url).scheme.lower()
    except ValueError:
        raise FetchError(f"no valid address: {url}") from None
    if scheme not in ("http", "https"):
        raise FetchError(f"only http and https addresses are fetched: {url}")


def _client(settings: Settings) -> "httpx.Client":
    """A client without a memory for cookies. A proxy hides which address is reached, so it needs `allow_private`."""
    from http.cookiejar import CookieJar, DefaultCookiePolicy
    from urllib.request import getproxies

    import httpx

    from extractor.acquire.transport import Guarded

    proxied = settings.allow_private and not settings.resolve and bool({"http", "https", "all"} & getproxies().keys())
    return httpx.Client(
        transport=None if proxied else Guarded(settings),
        http2=True,
        timeout=settings.timeout,
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
        headers={"User-Agent": user_agent(settings.contact), "Accept": ACCEPT, "Accept-Encoding": "gzip, br"},
    )


def _exchange(url: str, when: str, answer: "httpx.Response", settings: Settings, first: int | None = None) -> Exchange:
    stream = answer.extensions.get("network_stream")
    peer = stream.get_extra_info("server_addr") if stream else None  # a server may close behind the body
    body, cut = _body(answer, settings) if first is None else _beginning(answer, settings, first)
    exchange = Exchange(
        url=url,
        asked=_asked(answer.request),
        status=answer.status_code,
        headers=tuple((_on_one_line(k), _on_one_line(v)) for k, v in answer.headers.raw),
        body=body,
        reason=answer.reason_phrase,
        version=answer.http_version,
        address=str(peer[0]) if peer else "",
        when=when,
        cut=cut,
    )
    if exchange.header("content-encoding").strip().lower() != "br":
        return exchange
    body = exchange.payload(settings.max_bytes) if first is None else exchange.payload(first, cut=True)
    return replace(exchange, body=body, cut=cut or len(body) == first, headers=_told(exchange.headers, len(body)))


def _on_one_line(part: bytes) -> str:
    """A header's name or value. HTTP/2 carries line breaks, which would end the header where it is written down."""
    return _CONTROL.sub(" ", part.decode("latin-1"))


def _told(headers: tuple[tuple[str, str], ...], length: int) -> tuple[tuple[str, str], ...]:
    """The headers of an answer that was unpacked to `length` bytes."""
    gone = ("content-encoding", "content-length")
    kept = [(f"X-Crawler-{name}" if name.lower() in gone else name, value) for name, value in headers]
    return (*kept, ("Content-Length", str(length)))


def _asked(request: "httpx.Request") -> bytes:
    """The request's head in the words of HTTP/1.1, without a password."""
    lines = [b"GET " + request.url.raw_path + b" HTTP/1.1"]
    lines += [name + b": " + value for name, value in request.headers.raw if name.lower() != b"authorization"]
    return b"\r\n".join(lines) + b"\r\n\r\n"


def _body(answer: "httpx.Response", settings: Settings) -> tuple[bytes, bool]:
    """The whole body, read piece by piece so that neither a huge nor an endless one gets far."""
    too_large = FetchError(f"larger than {settings.max_bytes:,} bytes", "larger")
    length = answer.headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) > settings.max_bytes:
        raise too_large
    body, cut = _read(answer, settings, settings.max_bytes)
    if cut:
        raise too_large
    return body, False


def _beginning(answer: "httpx.Response", settings: Settings, first: int) -> tuple[bytes, bool]:
    """The first bytes of the body, and whether it goes on; nothing of an error's."""
    return (b"", False) if answer.status_code >= 400 else _read(answer, settings, first)


def _read(answer: "httpx.Response", settings: Settings, most: int) -> tuple[bytes, bool]:
    """At most `most` bytes of the body, and whether there are more."""
    import httpx

    body = bytearray()
    try:
        for piece in answer.iter_raw():
            body += piece
            if len(body) > most:
                return bytes(body[:most]), True
    except httpx.TimeoutException:
        raise FetchError(f"not complete within {settings.timeout:g} seconds", "soon") from None
    return bytes(body), False


def _words(error: Exception) -> str:
    """The error's own words on one line, else its name."""
    return " ".join(str(error).split()) or type(error).__name__
