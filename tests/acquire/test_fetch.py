"""One URL from a real server on this machine: what it gives, and how it fails."""

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest

from extractor.acquire import pages
from extractor.acquire.fetch import fetch
from extractor.model import Page
from extractor.problems import Failed, InputError
from extractor.settings import Settings

HTML = b"<html><body><p>A port authority paid nothing and restored its systems from copies.</p></body></html>"
ASKED: list[str] = []


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.0"

    def do_GET(self) -> None:
        ASKED.append(self.headers["User-Agent"])
        answers: dict[str, Callable[[], None]] = {
            "/page": lambda: self._send(200, HTML, {"Content-Type": "text/html; charset=koi8-u"}),
            "/moved": lambda: self._send(302, b"", {"Location": "/page"}),
            "/loop": lambda: self._send(302, b"", {"Location": "/loop"}),
            "/away": lambda: self._send(302, b"", {"Location": "file:///etc/hostname"}),
            "/huge": lambda: self._send(200, b"a" * 5000, {"Content-Type": "text/plain"}),
            "/endless": self._endless,
            "/bomb": lambda: self._send(200, gzip.compress(b"a" * 5_000_000), {"Content-Encoding": "gzip"}),
            "/layers": lambda: self._send(200, HTML, {"Content-Encoding": "gzip, gzip"}),
            "/garbled": lambda: self._send(200, HTML, {"Content-Encoding": "gzip"}),
            "/empty": lambda: self._send(200, b"", {}),
            "/picture": lambda: self._send(200, b"\x89PNG\r\n\x1a\n" + b"\0" * 50, {"Content-Type": "image/png"}),
            "/list": lambda: self._send(200, b'[{"text": "a"}, {"text": "b"}]', {"Content-Type": "application/json"}),
            "/slow": self._slow,
        }
        answers.get(self.path, lambda: self._send(404, b"gone", {}))()

    def _send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):  # the reader has gone
            self.wfile.write(body)

    def _endless(self) -> None:
        self._send(200, b"", {"Content-Type": "text/plain"})
        with suppress(OSError):
            for _ in count():
                self.wfile.write(b"more " * 1000)

    def _slow(self) -> None:
        time.sleep(2)
        self._send(200, HTML, {})

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def failure(url: str, **limits: float) -> str:
    with pytest.raises(InputError) as caught:
        fetch(url, Settings(allow_private=True, **limits))  # type: ignore[arg-type]
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_knows_where_it_came_from(site: str) -> None:
    page = fetch(f"{site}/moved", Settings(allow_private=True))
    assert (page.name, page.url, page.body) == (f"{site}/moved", f"{site}/page", HTML)
    assert page.media_type == "text/html; charset=koi8-u"
    assert page.fetched
    assert ASKED[-1].startswith("extractor/")


def test_unreachable_addresses_fail_in_one_line(site: str) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        closed = listener.getsockname()[1]
    assert failure(f"http://127.0.0.1:{closed}/").startswith("cannot be fetched: ")
    assert failure(f"{site}/nothing") == "the server answers 404 Not Found"
    assert failure("ftp://127.0.0.1/x").startswith("only http and https")
    assert failure("http://") != ""
    assert failure("http://a b/") != ""


def test_redirects_end(site: str) -> None:
    assert failure(f"{site}/loop") == "more than 5 redirects"
    assert failure(f"{site}/away") == "redirects to an address that is neither http nor https"


@pytest.mark.parametrize("path", ["/huge", "/endless", "/bomb"])
def test_size_is_limited(site: str, path: str) -> None:
    assert failure(f"{site}{path}", max_bytes=4000) == "larger than 4,000 bytes"


def test_broken_or_layered_compression_is_refused(site: str) -> None:
    assert failure(f"{site}/layers") == "the answer is compressed more than once"
    assert failure(f"{site}/garbled") == "the answer's compression is broken"


def test_time_is_limited(site: str) -> None:
    assert failure(f"{site}/slow", timeout=0.2) == "no answer within 0.2 seconds"
    assert failure(f"{site}/endless", timeout=0.3, max_bytes=10**12) == "not complete within 0.3 seconds"


def test_a_url_among_inputs(site: str) -> None:
    words = [f"{site}/{path}" for path in ("page", "empty", "picture", "list", "nothing")]
    found = list(pages(words, Settings(allow_private=True)))
    assert [type(p) for p in found] == [Page, Failed, Failed, Page, Page, Failed]
    assert found[1:3] == [Failed(words[1], "the answer is empty"), Failed(words[2], "not text but a PNG image")]
