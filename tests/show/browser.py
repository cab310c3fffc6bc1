"""A real Chromium, spoken to over its debugging pipe: no driver, no port, no package.

    python -m tests.show.browser demo/graph.html samples/picture.png

takes the README's picture of a page.
"""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
PATIENCE = 60.0
"""Seconds until an answer is overdue: a busy machine starts a browser slowly."""


def program() -> str | None:
    """The browser on this machine, if there is one."""
    return next((path for name in PROGRAMS if (path := shutil.which(name))), None)


class Tab:
    """One page. What it says on its console is kept in `console`, what it wants from the network in `requests`."""

    def __init__(self, send: int, receive: int) -> None:
        self._send, self._receive = send, receive
        self._number = 0
        self._rest = b""
        self._session: str | None = None
        self.console: list[str] = []
        self.requests: list[str] = []

    def attach(self) -> None:
        """Takes hold of the browser's page and listens to it."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Runtime", "Log", "Network", "Page"):
            self.call(f"{domain}.enable")

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """Sends a command of the DevTools protocol; gives back its result."""
        self._number += 1
        message = {"id": self._number, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._send, json.dumps(message).encode() + b"\0")
        while (answer := self._next()).get("id") != self._number:
            self._hear(answer)
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    def _next(self) -> dict[str, Any]:
        until = time.monotonic() + PATIENCE
        while b"\0" not in self._rest:
            if time.monotonic() > until:
                raise TimeoutError("the browser does not answer")
            chunk = os.read(self._receive, 1 << 16)
            if not chunk:
                raise EOFError("the browser has ended")
            self._rest += chunk
        line, _, self._rest = self._rest.partition(b"\0")
        message: dict[str, Any] = json.loads(line)
        return message

    def _hear(self, message: dict[str, Any]) -> None:
        method, params = message.get("method"), message.get("params", {})
        # Reading the canvas back is what the tests do, not the page.
        if params.get("entry", {}).get("source") == "rendering":
            return
        if method in {"Runtime.exceptionThrown", "Log.entryAdded", "Runtime.consoleAPICalled"}:
            self.console.append(json.dumps(params)[:500])
        if method == "Network.requestWillBeSent":
            self.requests.append(params["request"]["url"])

    def open(self, path: Path) -> None:
        """Loads a file and waits until its scripts have run."""
        self.call("Page.navigate", url=path.as_uri())
        until = time.monotonic() + PATIENCE
        while self.value("document.readyState + location.protocol") != "completefile:":
            if time.monotonic() > until:
                raise TimeoutError("the page does not load")
            time.sleep(0.05)

    def value(self, script: str) -> Any:
        """The value of an expression in the page."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def click(self, x: float, y: float) -> None:
        """A click of the left button, as a person would do it."""
        self.call("Input.dispatchMouseEvent", type="mouseMoved", x=x, y=y)
        for kind in ("mousePressed", "mouseReleased"):
            self.call("Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1)

    def press(self, key: str, text: str = "") -> None:
        """A key, with the text it types."""
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, **({"text": text} if text else {}))
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def photograph(self, path: Path, width: int = 1600, height: int = 1000) -> None:
        """Writes what is seen as a PNG."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        self.value("new Promise(done => setTimeout(() => requestAnimationFrame(done), 300))")
        path.write_bytes(b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def type(self, text: str) -> None:
        """Text, into whatever has the focus."""
        self.call("Input.insertText", text=text)


@contextmanager
def tab(executable: str) -> Iterator[Tab]:
    """A page in a browser with a profile of its own, which is gone afterwards."""
    to_browser, from_us = os.pipe()
    from_browser, to_us = os.pipe()
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        process = _start(executable, profile, to_browser, to_us)
        os.close(to_browser)
        os.close(to_us)
        page = Tab(from_us, from_browser)
        try:
            page.attach()
            yield page
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            os.close(from_us)
            os.close(from_browser)


def _start(executable: str, profile: str, read_end: int, write_end: int) -> "subprocess.Popen[bytes]":
    """The browser reads commands from its descriptor 3 and answers on 4; a shell puts our pipes there."""
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in (read_end, write_end)]  # clear of 3 and 4
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    options += [
        "--disable-dev-shm-usage",
        "--window-size=1300,850",
        "--remote-debugging-pipe",
        f"--user-data-dir={profile}",
    ]
    shell = f'exec "$@" 3<&{ends[0]} 4>&{ends[1]}'
    process = subprocess.Popen(
        ["bash", "-c", shell, "browser", executable, *options],
        pass_fds=ends,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    for end in ends:
        os.close(end)
    return process


def main(page: Path, picture: Path) -> None:
    """Opens `page` and writes a picture of it."""
    executable = program()
    if not executable:
        raise SystemExit("no Chromium on this machine: install the package `chromium`")
    with tab(executable) as opened:
        opened.call("Emulation.setDeviceMetricsOverride", width=1600, height=1000, deviceScaleFactor=1, mobile=False)
        opened.open(page.resolve())
        opened.photograph(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
