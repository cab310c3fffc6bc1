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


def normal(url: str, base: str = "") -> str | None:
    """`url`, relative to `base`, in its one spelling; None where it is no http(s) address.

    Lower-case host, no default port, no fragment, no parameters that only track readers.
    """
    try:
        parts = urlsplit(urljoin(base, url.strip()))
        host, port = _host(parts.hostname or ""), parts.port
    except (ValueError, UnicodeError):
        return None
    scheme = parts.scheme.lower()
    if scheme not in PORTS or not host:
        return None
    place = host if port in (None, PORTS[scheme]) else f"{host}:{port}"
    query = "&".join(p for p in parts.query.split("&") if not _TRACKING.fullmatch(p.partition("=")[0]))
    found = urlunsplit((scheme, place, quote(parts.path or "/", safe=_SAFE), quote(query, safe=_SAFE + "?[]"), ""))
    return found if len(found) <= LONGEST else None


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
