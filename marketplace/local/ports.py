"""Ports of this machine: whether one is free, and whether somebody answers there."""

import socket
from http.client import HTTPConnection, HTTPException

HOST = "127.0.0.1"


def is_free(port: int) -> bool:
    """Whether we could listen on `port`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as asked:
        # As servers do: a port that only waits for its last packets counts as free.
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port(wanted: int) -> int:
    """`wanted` if it is free, else any port that is."""
    if is_free(wanted):
        return wanted
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as asked:
        asked.bind((HOST, 0))
        return int(asked.getsockname()[1])


def answers(port: int, path: str | None = None) -> bool:
    """Whether something accepts connections on `port`, and says 200 to `path` when one is given."""
    try:
        if path is None:
            with socket.create_connection((HOST, port), timeout=1):
                return True
        connection = HTTPConnection(HOST, port, timeout=2)
        try:
            connection.request("GET", path)
            return connection.getresponse().status == 200
        finally:
            connection.close()
    except (OSError, HTTPException):
        return False
