"""A small web on this machine: several hosts behind one real server, every request noted with its time."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server says. `drip`: seconds between the bytes of its body."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait: float = 0.0
    drip: float = 0.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as the server saw it."""

    at: float
    url: str
    host: str
    path: str
    headers: dict[str, str]


Page = Answer | Callable[[Asked], Answer]


class Web:
    """`web.pages[host, path]` is what is answered, 404 where there is nothing; `web.asked` is what was asked."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[tuple[str, str], Page] = {}
        self.asked: list[Asked] = []

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def put(self, host: str, path: str, page: Page | bytes | str) -> str:
        """Serve `page`; its URL."""
        body = page.encode() if isinstance(page, str) else page
        self.pages[host, path] = (
            Answer(body, headers={"Content-Type": "text/html"}) if isinstance(body, bytes) else body
        )
        return self.url(host, path)

    def article(self, host: str, number: int) -> str:
        text = (
            f"<html><body><article><h1>Report {number}</h1><p>A port paid nothing, no. {number}.</p></article></html>"
        )
        return self.put(host, f"/news/report-number-{number}", text)

    def feed(self, host: str, path: str, urls: list[str], **headers: str) -> str:
        items = "".join(f"<item><title>T{n}</title><link>{url}</link></item>" for n, url in enumerate(urls))
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>f</title>{items}</channel></rss>'
        return self.put(host, path, Answer(body.encode(), headers={"Content-Type": "application/rss+xml", **headers}))

    @property
    def hosts(self) -> list[str]:
        return sorted({host for host, _ in self.pages})

    @property
    def counts(self) -> Counter[str]:
        """How often each path was asked for, without robots.txt."""
        return Counter(asked.path for asked in self.asked if asked.path != "/robots.txt")

    def gaps(self, host: str) -> list[float]:
        """Seconds between requests to one host."""
        times = [asked.at for asked in self.asked if asked.host == host]
        return [later - sooner for sooner, later in pairwise(times)]


@contextmanager
def serving() -> Iterator[Web]:
    server = _Server(("127.0.0.1", 0), _Handler)
    web = server.web = Web(server.server_port)  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield web
    finally:
        server.shutdown()
        server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Who asked was killed: no news."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        web: Web = self.server.web  # type: ignore[attr-defined]
        host = urlsplit(f"//{self.headers['Host']}").hostname or ""
        asked = Asked(time.monotonic(), web.url(host, self.path), host, self.path, dict(self.headers.items()))
        web.asked.append(asked)
        page = web.pages.get((host, self.path), Answer(b"nothing here", 404))
        answer = page(asked) if callable(page) else page
        with suppress(OSError):
            self._send(answer)

    def _send(self, answer: Answer) -> None:
        time.sleep(answer.wait)
        self.send_response(answer.status)
        for name, value in {"Content-Length": str(len(answer.body)), **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        for piece in [answer.body[i : i + 1] for i in range(len(answer.body))] if answer.drip else [answer.body]:
            self.wfile.write(piece)
            self.wfile.flush()
            time.sleep(answer.drip)

    def log_message(self, *_: object) -> None:
        pass
