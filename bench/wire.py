"""Requests as bytes, made once or filled in quickly."""

import msgspec

from bench.load import Answer, Ask, BenchError

HOST = "ilgam.example"  # what BASE_URL says; the sockets go to loopback


def get(name: str, path: str, *, key: str = "", cookie: str = "") -> Ask:
    """A GET with a key, with a session, or with neither."""
    return Ask(name, _head("GET", path, key, cookie) + b"\r\n")


def post(name: str, path: str, body: object = None, *, key: str = "", once: str = "") -> Ask:
    """A POST of JSON; `once` is its Idempotency-Key."""
    content = b"" if body is None else msgspec.json.encode(body)
    head = _head("POST", path, key, "") + b"Content-Type: application/json\r\nContent-Length: %d\r\n" % len(content)
    if once:
        head += b"Idempotency-Key: %s\r\n" % once.encode()
    return Ask(name, head + b"\r\n" + content)


def expect(answer: Answer, status: int, what: str) -> Answer:
    """The same answer, if it has the status it should; raises `BenchError` showing what came instead."""
    if answer.status != status:
        raise BenchError(f"{what}: {answer.status} instead of {status}: {answer.body[:400].decode(errors='replace')}")
    return answer


def _head(method: str, path: str, key: str, cookie: str) -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: {HOST}\r\n"
    if key:
        head += f"Authorization: Bearer {key}\r\n"
    if cookie:
        head += f"Cookie: {cookie}\r\n"
    return head.encode()
