"""PDF files are opened by a process of its own, begun with the first and kept for the next.

A few hundred bytes (forms drawn in forms, each ten times) can make pdfium take all memory or never return, and nothing
can stop it from within. The process has bounds; where it ends at them, the file is told and the next gets a new one.
"""

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, replace
from functools import cache
from pathlib import Path
from typing import IO, Any

from extractor.model import Page, Report
from extractor.problems import InputError

MOST_MEMORY = 3 << 30
"""Bytes the process may have, the file among them."""
MOST_SECONDS = 120
"""Of processor time for one file; two thousand ordinary pages need ten."""
PROFILING_CLOCK = getattr(signal, "SIGPROF", None)
"""What the system ends a process with whose time is up; Windows has none, and no bound."""


def read_pdf_apart(page: Page) -> Iterator[Report]:
    """The report in a PDF. Raises InputError as `read_pdf`, and where the file takes too much memory or time."""
    yield _reader().read(page)


class Apart:
    """The process. `memory` in bytes, `seconds` of its time for a file."""

    def __init__(self, memory: int = MOST_MEMORY, seconds: int = MOST_SECONDS) -> None:
        self._memory, self._seconds = memory, seconds
        self._owner = 0
        self._begin()

    def _begin(self) -> None:
        """Have nothing yet. After a fork the pipes are the parent's, and the lock may be held by a thread of its."""
        if self._owner != os.getpid():
            self._owner, self._lock = os.getpid(), threading.Lock()
            self._process: subprocess.Popen[bytes] | None = None

    def read(self, page: Page) -> Report:
        """The report in `page`. Raises InputError where there is none or the file breaks the reader."""
        self._begin()
        with self._lock:
            answer = self._ask(page)
        if "report" in answer:
            report = answer["report"]
            return Report(**{**report, "authors": tuple(report["authors"])})
        if "refused" in answer:
            raise InputError(answer["refused"])
        raise RuntimeError(answer["unexpected"])

    def close(self) -> None:
        """End the process, if there is one and it is this process's own."""
        self._begin()
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None

    def _ask(self, page: Page) -> dict[str, Any]:
        process = self._running()
        told = {**asdict(replace(page, body=b"")), "body": len(page.body)}
        try:
            line = _exchange(process, json.dumps(told).encode() + b"\n", page.body)
        except BaseException:
            self.close()  # half an exchange is nothing to go on from
            raise
        if line.endswith(b"\n"):
            return dict(json.loads(line))
        ended = process.wait()
        self._process = None
        return {"refused": self._why(ended)}

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._process is None or self._process.poll() is not None:
            path = os.pathsep.join(place or str(Path.cwd()) for place in sys.path)
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", "extractor.read.pdf_apart", str(self._memory), str(self._seconds)],
                env={**os.environ, "PYTHONPATH": path},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process

    def _why(self, ended: int) -> str:
        if PROFILING_CLOCK is not None and ended == -PROFILING_CLOCK:
            return f"the PDF takes more than {self._seconds} seconds to read: print it into a new PDF"
        size = f"{self._memory / (1 << 30):.1f}".removesuffix(".0")
        return f"the PDF takes more than {size} GB of memory to read, or breaks its reader: print it into a new PDF"


def _exchange(process: "subprocess.Popen[bytes]", head: bytes, body: bytes) -> bytes:
    """The line that answers; empty or cut off where the process ended."""
    assert process.stdin
    assert process.stdout
    try:
        process.stdin.write(head)
        process.stdin.write(body)
        process.stdin.flush()
    except BrokenPipeError:
        return b""
    return process.stdout.readline()


@cache
def _reader() -> Apart:
    reader = Apart()
    atexit.register(reader.close)
    return reader


def serve(requests: IO[bytes], answers: IO[bytes], seconds: int) -> None:
    """Be the process: pages in, a line of JSON out for each, until there are no more."""
    for head in iter(requests.readline, b""):
        told = json.loads(head)
        page = Page(**{**told, "body": requests.read(told["body"])})
        _clock(seconds)
        answer = json.dumps(_answer(page)).encode()  # in ASCII: names of files may hold what is no UTF-8
        _clock(0)
        answers.write(answer + b"\n")
        answers.flush()


def _answer(page: Page) -> dict[str, Any]:
    from extractor.read.pdf import read_pdf

    try:
        (report,) = read_pdf(page)
    except InputError as error:
        return {"refused": str(error)}
    except MemoryError:
        sys.exit(1)
    except Exception as error:  # noqa: BLE001 - not absorbed: raised again by the process that asked
        return {"unexpected": f"{type(error).__name__}: {error}"}
    return {"report": asdict(report)}


def _clock(seconds: int) -> None:
    """Let the system end this process after so much of its time, even within pdfium; 0: no more."""
    if PROFILING_CLOCK is not None:
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _bound(memory: int) -> None:
    with suppress(ImportError, OSError, ValueError):  # Windows has no such bounds, macOS refuses some
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def main() -> None:
    """The process from its command line: bytes of memory, seconds a file."""
    memory, seconds = map(int, sys.argv[1:])
    _bound(memory)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that asked is told, and closes the pipe
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what pdfium prints is no answer
    serve(sys.stdin.buffer, answers, seconds)


if __name__ == "__main__":
    main()
