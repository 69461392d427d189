"""The tests reach nobody but this machine."""

import ipaddress
import socket

import pytest


class OutsideWorldError(RuntimeError):
    """A test tried to open a connection that leaves this machine."""


def is_local(host: str) -> bool:
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


def stay_on_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection and name look-up that is not for this machine."""
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def check(asked: socket.socket, address: object) -> None:
        if asked.family in (socket.AF_INET, socket.AF_INET6) and not is_local(str(address[0])):
            asked.close()
            raise OutsideWorldError(f"A test wanted to connect to {address[0]}.")

    def guarded_connect(asked: socket.socket, address: object) -> None:
        check(asked, address)
        return connect(asked, address)

    def guarded_connect_ex(asked: socket.socket, address: object) -> int:
        check(asked, address)
        return connect_ex(asked, address)

    def guarded_getaddrinfo(host, *words, **named):
        name = host.decode() if isinstance(host, bytes) else host or ""
        try:
            ipaddress.ip_address(name.partition("%")[0])
        except ValueError:
            if not is_local(name):
                raise OutsideWorldError(f"A test wanted to look up {name}.") from None
        return getaddrinfo(host, *words, **named)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
