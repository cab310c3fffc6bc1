"""Which addresses may be reached. A page must not make this program talk to the machine or network it runs in."""

import socket
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network
from queue import Empty, Queue
from threading import BoundedSemaphore, Thread

from extractor.problems import InputError
from extractor.settings import Settings

SPECIAL = tuple(
    map(ip_network, "168.63.129.16/32 192.0.0.0/24 192.88.99.0/24 64:ff9b:1::/48 3fff::/20 5f00::/16".split())
)
"""Kept out though some releases of Python take them for public: answered by a cloud's own machinery (the first), or
set aside in IANA's registries of special addresses."""

_CARRIERS = tuple(IPv6Network(network) for network in ("::ffff:0:0/96", "::/96", "64:ff9b::/96"))
"""IPv6 addresses that are IPv4 ones by another name: mapped, compatible, behind NAT64."""


class AddressError(InputError):
    """A host that has no address, or none that may be reached; asking again soon is no use."""


class RefusedError(AddressError):
    """An address that the guard keeps out."""


def refusal(address: str) -> str | None:
    """What `address` is when it may not be reached, in words; None for a public one."""
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address):
        if int(number) > 1 and any(number in network for network in _CARRIERS):
            return refusal(str(IPv4Address(int(number) & 0xFFFFFFFF)))
        tunnel = number.sixtofour or (number.teredo or (None, None))[1]
        if tunnel and (reason := refusal(str(tunnel))):
            return reason
    for word in ("loopback", "link_local", "multicast", "unspecified", "reserved", "private"):
        if getattr(number, f"is_{word}"):
            return f"{'an' if word[0] == 'u' else 'a'} {word.replace('_', '-')} address"
    special = any(number in network for network in SPECIAL if network.version == number.version)
    return None if number.is_global and not special else "not a public address"


def addresses(host: str, port: int, settings: Settings, seconds: float | None = None) -> tuple[str, ...]:
    """The addresses of `host`, checked: what is returned is what must be connected to, never the name again.

    An address that the user gave for the host needs no check. The name service is waited for no longer than `seconds`
    (None: `settings.timeout`).
    Raises RefusedError where any of them may not be reached, AddressError where the name has none.
    """
    if given := dict(settings.resolve).get(host.lower()):
        return (given,)
    found = _looked_up(host, port, settings.timeout if seconds is None else seconds)
    if not settings.allow_private:
        _check(host, found)
    return found


def _looked_up(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """What the system says of `host`. Its look-up cannot be ended, so a thread waits for it, and is left behind."""
    answer: Queue[list[str] | OSError | UnicodeError] = Queue(1)

    def look() -> None:
        try:
            answer.put([str(each[4][0]) for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)])
        except (OSError, UnicodeError) as error:
            answer.put(error)
        finally:
            _lookups.release()

    found: list[str] | OSError | UnicodeError | None = None
    if _lookups.acquire(timeout=max(seconds, 0.0)):
        Thread(target=look, daemon=True, name="look-up").start()
        with suppress(Empty):
            found = answer.get(timeout=max(seconds, 0.0))
    if found is None:
        raise AddressError(f"cannot be fetched: the name service says nothing of {host} within {seconds:.3g} seconds")
    if isinstance(found, OSError | UnicodeError):
        raise AddressError(f"cannot be fetched: no address is known for {host}")
    return tuple(dict.fromkeys(found))


_lookups = BoundedSemaphore(64)
"""Look-ups that are under way at the same time, those that were left behind among them."""


def _check(host: str, found: Iterable[str]) -> None:
    for address in found:
        if reason := refusal(address):
            where = host if host == address else f"{host} is {address}"
            raise RefusedError(f"{where}, {reason}: refused (--allow-private fetches it all the same)")
