"""Which addresses are kept out, however they are written, and that a name is looked up once."""

import socket
import threading
import time
from typing import Any

import httpcore
import pytest

from extractor.acquire.client import Client, FetchError
from extractor.acquire.guard import AddressError, RefusedError, addresses, refusal
from extractor.acquire.transport import _Backend, deadline
from extractor.settings import Settings

KEPT_OUT = """127.0.0.1 127.9.9.9 0.0.0.0 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 100.100.100.200
192.0.0.192 192.0.2.1 198.18.0.1 203.0.113.9 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 fe80::1
fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 2001:db8::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 ::ffff:a00:1 ::7f00:1
2002:7f00:1::1 2002:a9fe:a9fe:: 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe 2001:0:1:1:1:1:80ff:fffe""".split()


@pytest.mark.parametrize("address", KEPT_OUT)
def test_addresses_of_this_machine_and_network_are_kept_out(address: str) -> None:
    assert refusal(address)


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"]
)
def test_public_addresses_pass(address: str) -> None:
    assert refusal(address) is None


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:7f00:1]"])
def test_other_spellings_of_this_machine_are_kept_out(host: str) -> None:
    with Client(Settings(timeout=2)) as client, pytest.raises(FetchError) as caught:
        client.exchange(f"http://{host}:9/")
    assert "refused" in str(caught.value)
    assert caught.value.again == "next run"


def test_one_private_answer_among_public_ones_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, 80)) for number in ("1.1.1.1", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers)
    with pytest.raises(RefusedError, match=r"both\.example is 10\.0\.0\.1, a private address: refused"):
        addresses("both.example", 80, Settings())


def test_a_name_service_that_never_answers_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    genuine, woken = socket.getaddrinfo, threading.Event()

    def stuck(host: str, *rest: Any, **named: Any) -> Any:
        if host.endswith(".example"):
            woken.wait(20)
        return genuine(host, *rest, **named)

    monkeypatch.setattr(socket, "getaddrinfo", stuck)
    start = time.monotonic()
    with Client(Settings(timeout=0.3)) as client:
        for _ in range(2):
            with pytest.raises(FetchError, match=r"the name service says nothing of stuck\.example within") as caught:
                client.exchange("http://stuck.example/")
            assert caught.value.again == "next run"
        with pytest.raises(FetchError, match="refused"):  # others are not held up
            client.exchange("http://localhost:9/")
    assert time.monotonic() - start < 3
    woken.set()


def test_a_look_up_has_what_is_left_of_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: Any, **__: Any) -> list[Any]:
        time.sleep(1)
        return []

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    start = time.monotonic()
    with pytest.raises(AddressError), deadline(0.2):
        _Backend(Settings(timeout=30)).connect_tcp("slow.example", 80, timeout=30)
    assert time.monotonic() - start < 2


def test_a_name_is_looked_up_once_so_that_a_second_answer_has_no_say(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    genuine = socket.getaddrinfo

    def turning(host: str, *rest: Any, **named: Any) -> Any:
        if host == "turning.example":
            asked.append(host)
            host = "127.0.0.1" if len(asked) == 1 else "10.255.255.1"
        return genuine(host, *rest, **named)

    with socket.create_server(("127.0.0.1", 0)) as server:
        monkeypatch.setattr(socket, "getaddrinfo", turning)
        stream: httpcore.NetworkStream = _Backend(Settings(allow_private=True)).connect_tcp(
            "turning.example", server.getsockname()[1], timeout=2
        )
        assert stream.get_extra_info("server_addr")[0] == "127.0.0.1"
        stream.close()
    assert asked == ["turning.example"]
