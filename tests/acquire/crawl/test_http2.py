"""HTTP/2 over TLS, from a real server: pages come, and the archive says how."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import h2.config
import h2.connection
import h2.events
import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from tests.acquire.crawl.archived import records
from tests.acquire.crawl.conftest import Fetch

PAGE = b"<p>A page that came in frames.</p>"


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """The port of a server for `a.example`, whose certificate is trusted here."""
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=a.example", "-addext", "subjectAltName=DNS:a.example"]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate, key)
    context.set_alpn_protocols(["h2"])
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, context), daemon=True).start()
        yield server.getsockname()[1]


def _serve(server: socket.socket, context: ssl.SSLContext) -> None:
    while True:
        try:
            peer, _ = server.accept()
            with context.wrap_socket(peer, server_side=True) as stream:
                _talk(stream)
        except OSError:
            return


def _talk(stream: ssl.SSLSocket) -> None:
    careless = h2.config.H2Configuration(
        client_side=False, validate_outbound_headers=False, normalize_outbound_headers=False
    )
    talk = h2.connection.H2Connection(careless)
    talk.initiate_connection()
    stream.sendall(talk.data_to_send())
    while told := stream.recv(65_536):
        for event in talk.receive_data(told):
            if isinstance(event, h2.events.RequestReceived) and event.stream_id and event.headers:
                path = dict(event.headers)[b":path"]
                found = path != b"/robots.txt"
                headers = [(":status", "200" if found else "404"), ("content-type", "text/html")]
                forged = [("x-note", "a\r\n\r\n<p>forged</p>")] if path == b"/forged" else []
                talk.send_headers(event.stream_id, headers + forged)
                talk.send_data(event.stream_id, PAGE if found else b"", end_stream=True)
        stream.sendall(talk.data_to_send())


def test_a_page_over_http2(fetch: Fetch, port: int) -> None:
    report = fetch(f"https://a.example:{port}/news", resolve=(("a.example", "127.0.0.1"),))
    assert report.pages == 1, report.lines
    with (fetch.folder / "pages-00001.warc.gz").open("rb") as file:
        record = next(iter(ArchiveIterator(file, record_types=WarcRecordType.response)))
        assert record.headers["WARC-Protocol"] == "h2"
        assert record.http_headers.status_line == "HTTP/1.1 200 OK"
        assert record.reader.read() == PAGE


def test_a_header_with_line_breaks_ends_no_record(fetch: Fetch, port: int) -> None:
    fetch(f"https://a.example:{port}/forged", resolve=(("a.example", "127.0.0.1"),))
    (answer,) = [held for held in records(fetch.folder, "pages") if held.kind == "response"]
    assert answer.body == PAGE
