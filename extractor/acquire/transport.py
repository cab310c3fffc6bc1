"""httpx below the surface: connects only to addresses that the guard let pass, and never beyond a deadline.

Imported where a client is made, since it loads httpx.
"""

import os
import ssl
import time
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

import httpcore
import httpx

from extractor.acquire.guard import addresses
from extractor.settings import Settings

KEEP = 5.0
"""Seconds for which an idle connection is kept; many servers close theirs soon after."""

LONGEST = 86_400.0
"""Seconds that anything may take; the system's own clocks know no much larger numbers."""

_ends: ContextVar[float | None] = ContextVar("ends", default=None)


@contextmanager
def deadline(seconds: float) -> Generator[None]:
    """Whatever this thread connects, sends or reads within ends after `seconds`, however slowly bytes drip."""
    token = _ends.set(time.monotonic() + min(seconds, LONGEST))
    try:
        yield
    finally:
        _ends.reset(token)


def _left(timeout: float | None, fault: type[Exception]) -> float | None:
    ends = _ends.get()
    if ends is None:
        return timeout
    left = ends - time.monotonic()
    if left <= 0:
        raise fault("the time is up")
    return left if timeout is None else min(timeout, left)


@cache
def _context(*_: str | None) -> ssl.SSLContext:
    """The certificates that are trusted; reading them takes longer than many an answer."""
    return httpx.create_ssl_context()


class Guarded(httpx.HTTPTransport):
    """HTTP/1.1 and HTTP/2 over checked connections.

    httpx lets no one else say how its pool connects, so the pool is replaced.
    """

    def __init__(self, settings: Settings) -> None:
        context = _context(os.environ.get("SSL_CERT_FILE"), os.environ.get("SSL_CERT_DIR"))
        super().__init__(verify=context, http2=True)
        self._pool = httpcore.ConnectionPool(
            ssl_context=context, keepalive_expiry=KEEP, http1=True, http2=True, network_backend=_Backend(settings)
        )


class _Backend(httpcore.NetworkBackend):
    """Looks the name up once, checks every answer, and connects to the number: a second answer has no say."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._plain = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        fault: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses(host, port, self._settings, _left(timeout, httpcore.ConnectTimeout)):
            left = _left(timeout, httpcore.ConnectTimeout)
            try:
                return _Stream(self._plain.connect_tcp(address, port, left, local_address, socket_options))
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                fault = error
        raise fault


class _Stream(httpcore.NetworkStream):
    """A connection whose every read and write ends with the deadline."""

    def __init__(self, inner: httpcore.NetworkStream) -> None:
        self._inner = inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, _left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, _left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(timeout, httpcore.ConnectTimeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, left))

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
