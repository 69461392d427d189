"""Clients on loopback: one thread, a socket for each, the next request sent as soon as the last one is answered."""

import selectors
import socket
import time
from collections.abc import Callable, Generator
from typing import NamedTuple

HEAD_END = b"\r\n\r\n"
PATIENCE_SECONDS = 30.0


class BenchError(Exception):
    """The run can't go on: something answered what it should not have."""


class Ask(NamedTuple):
    """One request, ready to be sent, and the name under which its time is kept."""

    name: str
    request: bytes


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: bytes


Unit = Generator[Ask, Answer, None]
"""One unit of work of one client, such as a claim and its submission: asks, is handed answers, and ends."""
Journey = Callable[[], Unit | None]
"""Starts a client's next unit; None when there is nothing left to do."""


class Measured:
    """What was done in the measured time: units, seconds, and the seconds each request took, by its name."""

    def __init__(self) -> None:
        self.units, self.seconds, self.cpu_seconds = 0, 0.0, 0.0
        self.waits: dict[str, list[float]] = {}

    @property
    def rate(self) -> float:
        """Units a second."""
        return self.units / self.seconds if self.seconds else 0.0

    def percentile(self, name: str, percent: int) -> float:
        """So many percent of the requests called `name` took at most so many seconds."""
        waits = sorted(self.waits.get(name, ()))
        return waits[min(len(waits) - 1, len(waits) * percent // 100)] if waits else 0.0

    def add(self, other: "Measured") -> None:
        """Count another slice of the same cell too."""
        self.units, self.seconds, self.cpu_seconds = (
            self.units + other.units, self.seconds + other.seconds, self.cpu_seconds + other.cpu_seconds)
        for name, waits in other.waits.items():
            self.waits.setdefault(name, []).extend(waits)


class _Client:
    """One connection and the unit it is at."""

    def __init__(self, port: int, journey: Journey) -> None:
        self.journey = journey
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.buffer, self.needed, self.sent_at, self.name = bytearray(), 0, 0.0, ""
        self.unit: Unit | None = None

    def begin(self) -> bool:
        self.unit = self.journey()
        if self.unit is None:
            return False
        self._send(next(self.unit))
        return True

    def _send(self, ask: Ask) -> None:
        self.name, self.sent_at = ask.name, time.perf_counter()
        self.socket.sendall(ask.request)

    def read(self) -> Answer | None:
        """The answer, once the whole of it is here."""
        chunk = self.socket.recv(262_144)
        if not chunk:
            raise BenchError(f"{self.name}: the server closed the connection")
        self.buffer += chunk
        if not self.needed:
            end = self.buffer.find(HEAD_END)
            if end < 0:
                return None
            self.needed = end + 4 + _content_length(bytes(self.buffer[:end]), self.name)
        if len(self.buffer) < self.needed:
            return None
        body = bytes(self.buffer[self.buffer.index(HEAD_END) + 4:self.needed])
        answer = Answer(int(self.buffer[9:12]), body)
        self.buffer.clear()
        self.needed = 0
        return answer

    def follow(self, answer: Answer) -> bool:
        """Go on with the unit; whether it has ended."""
        try:
            self._send(self.unit.send(answer))  # type: ignore[union-attr]
        except StopIteration:
            return True
        return False


def _content_length(head: bytes, name: str) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line[15:])
    raise BenchError(f"{name}: an answer without a length: {head[:200]!r}")


class _Window:
    """When counting begins (warm, or a fifth of all that may be done) and ends (time over, or the first client has no more to do)."""

    def __init__(self, seconds: float, warm: float, most: int) -> None:
        self.now = self.begin = self.end = time.perf_counter()
        self.warm_until, self.seconds, self.most = self.begin + warm, seconds, most
        self.is_open = self.is_over = False
        self.finished = 0

    def tick(self, *, leaving: bool = False) -> None:
        """Take the time; somebody without more to do closes the window."""
        self.now = time.perf_counter()
        if not self.is_open and (self.now >= self.warm_until or self.finished >= self.most // 5):
            self.is_open, self.begin, self.end = True, self.now, self.now + self.seconds
        if not self.is_over and self.is_open and (leaving or self.now >= self.end):
            self.is_over, self.end = True, min(self.end, self.now)

    @property
    def counts(self) -> bool:
        """Whether what ends now is counted."""
        return self.is_open and not self.is_over


def run_clients(port: int, journeys: list[Journey], *, seconds: float, warm: float = 0.2, most: int = 10**9) -> Measured:
    """Let the clients work for `seconds` after a warm-up, or until `most` units are begun; what ends in that time is counted."""
    clients = [_Client(port, journey) for journey in journeys]
    measured, window, cpu = Measured(), _Window(seconds, warm, most), time.process_time()
    with selectors.DefaultSelector() as selector:
        begun = 0
        for client in clients:
            selector.register(client.socket, selectors.EVENT_READ, client)
            begun += _begin_or_leave(client, selector, window)
        while selector.get_map():
            ready = selector.select(PATIENCE_SECONDS)
            if not ready:
                raise BenchError(f"no answer within {PATIENCE_SECONDS:.0f} s")
            for key, _ in ready:
                if not _hear(key.data, window, measured):
                    continue
                if window.is_over or begun >= most:
                    selector.unregister(key.fileobj)
                    window.tick(leaving=True)
                else:
                    begun += _begin_or_leave(key.data, selector, window)
    for client in clients:
        client.socket.close()
    measured.cpu_seconds, measured.seconds = time.process_time() - cpu, max(window.end - window.begin, 1e-9)
    return measured


def _hear(client: _Client, window: _Window, measured: Measured) -> bool:
    """Read what came; whether it ended the client's unit."""
    answer = client.read()
    if answer is None:
        return False
    window.tick()
    if window.counts:
        measured.waits.setdefault(client.name, []).append(window.now - client.sent_at)
    if not client.follow(answer):
        return False
    window.finished += 1
    measured.units += window.counts
    return True


def _begin_or_leave(client: _Client, selector: selectors.BaseSelector, window: _Window) -> int:
    if client.begin():
        return 1
    selector.unregister(client.socket)
    window.tick(leaving=True)
    return 0
