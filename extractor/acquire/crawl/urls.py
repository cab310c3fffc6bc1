"""One spelling for each address, so that no page is fetched twice."""

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

LONGEST = 2_000
"""Characters; longer addresses are traps more often than articles."""
PORTS = {"http": 80, "https": 443}

_TRACKING = re.compile(
    r"(?:utm_[a-z_]+|fbclid|gclid|dclid|gbraid|wbraid|msclkid|twclid|yclid|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi))",
    re.I,
)
_SAFE = "/%:@!$&'()*+,;=~-._"
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})?")
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
"""Characters that mean the same escaped or not (RFC 3986, section 2.3)."""


def normal(url: str, base: str = "", *, tracking: bool = False) -> str | None:
    """`url`, relative to `base`, in its one spelling; None where it is no http(s) address.

    Lower-case host, no default port, no fragment, no `.` and `..` in its path, escapes in capitals and only where need
    be; no parameters that only track readers, unless `tracking`. It is requested as it is written, so that robots.txt
    judges what is asked for.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = _host(parts.hostname or ""), parts.port
        path, query = _escaped(parts.path, _SAFE), _escaped(parts.query, _SAFE + "?[]")
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not host:
        return None
    place = host if port in (None, PORTS[scheme]) else f"{host}:{port}"
    if not tracking:
        query = "&".join(p for p in query.split("&") if not _TRACKING.fullmatch(p.partition("=")[0]))
    found = urlunsplit((scheme, place, _undotted(path), query, ""))
    return found if len(found) <= LONGEST else None


def _escaped(text: str, safe: str) -> str:
    """`text` with escapes in their one spelling."""
    return _ESCAPE.sub(_escape, quote(text, safe=safe))


def _escape(found: re.Match[str]) -> str:
    if not found[1]:
        return "%25"
    character = chr(int(found[1], 16))
    return character if character in _PLAIN else found[0].upper()


def _undotted(path: str) -> str:
    """`path` without `.` and `..` (RFC 3986, section 5.2.4)."""
    steps = path.split("/")[1:]
    found: list[str] = []
    for step in steps:
        if step == "..":
            found = found[:-1]
        elif step != ".":
            found.append(step)
    return "/" + "/".join([*found, ""] if steps and steps[-1] in (".", "..") else found)


def _host(host: str) -> str:
    host = host.rstrip(".").lower()
    if ":" in host:
        return f"[{host}]"
    return host if host.isascii() else host.encode("idna").decode("ascii")


def host_of(url: str) -> str:
    """The host of a URL in its one spelling."""
    return urlsplit(url).hostname or ""


def origin_of(url: str) -> str:
    """What one robots.txt speaks for: scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def surt(url: str) -> str:
    """The key under which archive indexes sort a URL: `org,example)/path`."""
    parts = urlsplit(url.lower())
    host = (parts.hostname or "").removeprefix("www.")
    name = host if ":" in host or host.replace(".", "").isdigit() else ",".join(reversed(host.split(".")))
    port = f":{parts.port}" if parts.port else ""
    return f"{name}{port}){parts.path}" + (f"?{parts.query}" if parts.query else "")
