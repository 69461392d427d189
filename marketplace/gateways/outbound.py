"""The only way to an address that a tenant gave: looked up once, judged, and connected to exactly as judged."""

import ipaddress
import socket
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final
from urllib.parse import SplitResult, urlsplit

import httpx

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolve = Callable[[str, int], list[str]]
PORTS: Final = {"http": 80, "https": 443}
PORTS_ALLOWED: Final = frozenset({80, 443, 8080, 8443})
TIMEOUT: Final = httpx.Timeout(10.0, connect=5.0)
URL_MOST: Final = 2_000
_NAT64: Final = ipaddress.ip_network("64:ff9b::/96")
_LABEL_CHARACTERS: Final = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-.:")


class NotDelivered(Exception):
    """The other side didn't take it: no connection, a redirect, or an answer that isn't 2xx. Its words are never shown."""


@dataclass(frozen=True)
class Destination:
    """A judged address: where to connect, and under which name."""

    url: SplitResult
    address: str
    port: int


def judge(url: str, *, resolve: Resolve | None = None, is_allowed: Callable[[Address], bool] | None = None) -> Destination:
    """Where a URL leads; raises `Invalid` address_not_allowed unless every address behind its name is public.

    Asked when it is saved and again each time something is sent: a name can be pointed elsewhere meanwhile.
    """
    parts, port = _read(url)
    try:
        found = [ipaddress.ip_address(one.partition("%")[0]) for one in (resolve or look_up)(parts.hostname or "", port)]
    except (OSError, ValueError) as error:
        raise _refused("name_unknown") from error
    if not found or not all((is_allowed or is_public)(one) for one in found):
        raise _refused("address_not_public")
    return Destination(parts, str(found[0]), port)


def send(url: str, body: bytes, headers: dict[str, str], *, resolve: Resolve | None = None,
         is_allowed: Callable[[Address], bool] | None = None) -> int:
    """POST `body` to a judged address, following no redirect; the status. Raises `Invalid`, `NotDelivered`."""
    to = judge(url, resolve=resolve, is_allowed=is_allowed)
    host = f"[{to.address}]" if ":" in to.address else to.address
    there = to.url._replace(netloc=f"{host}:{to.port}").geturl()
    named = {**headers, "Host": to.url.netloc, "User-Agent": "Ilgam/1"}
    try:
        # The socket goes to the address that was judged; the certificate is still checked against the name.
        with httpx.Client(timeout=TIMEOUT, follow_redirects=False, trust_env=False) as client, client.stream(
                "POST", there, content=body, headers=named, extensions={"sni_hostname": to.url.hostname}) as answer:
            status = answer.status_code
    except (httpx.HTTPError, OSError) as error:
        raise NotDelivered(type(error).__name__) from error
    if status // 100 != 2:
        raise NotDelivered("redirect not followed" if status // 100 == 3 else f"HTTP {status}")
    return status


def look_up(host: str, port: int) -> list[str]:
    """Every address behind a name."""
    return [str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def is_public(address: Address) -> bool:
    """Whether an address is on the open internet, also after unwrapping mapped, 6to4, NAT64 and Teredo addresses."""
    return all(one.is_global and not one.is_multicast and not one.is_reserved for one in _wrapped(address))


def _wrapped(address: Address) -> list[Address]:
    if isinstance(address, ipaddress.IPv4Address):
        return [address]
    inner: list[Address] = [one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one is not None]
    if address in _NAT64:
        inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    # A wrapper is no address of its own: what it wraps decides.
    return inner if address.ipv4_mapped or address in _NAT64 else [address, *inner]


def _read(url: str) -> tuple[SplitResult, int]:
    if len(url) > URL_MOST or not url.isascii() or not url.isprintable() or "\\" in url or " " in url:
        raise _refused("url_unreadable")
    try:
        parts = urlsplit(url)
        port = PORTS.get(parts.scheme, 0) if parts.port is None else parts.port
    except ValueError as error:
        raise _refused("url_unreadable") from error
    host = parts.hostname or ""
    if parts.scheme not in PORTS or port not in PORTS_ALLOWED or parts.username is not None or parts.password is not None:
        raise _refused("url_not_allowed")
    if parts.fragment or not host or not set(host) <= _LABEL_CHARACTERS or _is_odd_number(host):
        raise _refused("url_not_allowed")
    return parts, port


def _is_odd_number(host: str) -> bool:
    """Whether a host is a number that only some resolvers read as an address: 0177.0.0.1, 2130706433, 0x7f.1, 127.1."""
    last = host.rstrip(".").rpartition(".")[2]
    if not (last.isdigit() or last.startswith("0x")):
        return False
    try:
        ipaddress.IPv4Address(host)
    except ValueError:
        return True
    return False


def _refused(why: str) -> Invalid:
    return Invalid.field("url", "address_not_allowed", Text(
        "이 주소로는 보낼 수 없어요. 인터넷에서 누구나 닿는 https 주소를 적어 주세요.",
        "We can't send to this address. Please give a public https address."), why=why)
