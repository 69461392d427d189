"""Webhooks: signed, sent one after the other by a thread, and tried again until somebody takes them."""

import hmac
import http.client
import json
import threading
from hashlib import sha256
from typing import Any, Final
from urllib.parse import urlsplit

from marketplace.gateways.stripe_twin.due import settle_due
from marketplace.gateways.stripe_twin.twin import Twin
from marketplace.gateways.stripe_twin.wire import Thing

LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
FORGED_SECRET: Final = "whsec_somebody_else"
PAUSES: Final = (0.5, 1, 2, 5, 10, 30)  # seconds before the next attempt; the last one repeats
MAX_ATTEMPTS: Final = 2_000
TIMEOUT_SECONDS: Final = 10
TICK_SECONDS: Final = 1.0
COLLECTED: Final = "collect:"  # a webhook address that nobody calls: somebody comes and collects
_WAITING: Final = "FROM deliveries WHERE state = 'pending' AND wait_until <= ? "
_ROW: Final = "SELECT seq, event_id, url, secret, is_forged, attempts "


class Courier(threading.Thread):
    """Delivers what is due, and lets time do its work on the twin."""

    def __init__(self, twin: Twin) -> None:
        super().__init__(name="courier", daemon=True)
        self.twin = twin
        self._line: tuple[str, http.client.HTTPConnection] | None = None
        self._carrying = threading.Lock()

    def run(self) -> None:
        """Go round for ever; woken by each new event."""
        while True:
            self.twin.wake.wait(self._pause())
            self.twin.wake.clear()
            with self.twin.lock:
                settle_due(self.twin)
            self.deliver()

    def _pause(self) -> float:
        with self.twin.lock:
            soonest = self.twin.store.rows.execute(
                f"SELECT MIN(not_before) {_WAITING} AND url <> ?", (self.twin.now(), COLLECTED)).fetchone()[0]
        left = TICK_SECONDS if soonest is None else soonest - self.twin.wall()
        return float(min(TICK_SECONDS, max(0.02, left)))

    def deliver(self, *, everything: bool = False) -> dict[str, int]:
        """Send what is due (or, with `everything`, all that waits for another attempt); how many were taken and refused."""
        counts = {"delivered": 0, "failed": 0}
        with self._carrying:
            while batch := self._due(everything=everything):
                for row in batch:
                    counts["delivered" if self._carry(row) else "failed"] += 1
                if everything and counts["failed"]:
                    break
        return counts

    def _due(self, *, everything: bool) -> list[tuple[Any, ...]]:
        with self.twin.lock:
            soonest = 1e12 if everything else self.twin.wall()
            return self.twin.store.rows.execute(
                f"{_ROW} {_WAITING} AND url <> ? AND not_before <= ? ORDER BY position, seq LIMIT 50",
                (self.twin.now(), COLLECTED, soonest)).fetchall()

    def _carry(self, row: tuple[Any, ...]) -> bool:
        seq, event_id, url, secret, is_forged, attempts = row
        with self.twin.lock:
            payload, signature = sealed(self.twin, event_id, secret, is_forged=bool(is_forged))
        try:
            status = self._post(url, payload, signature)
            # Whoever checks signatures refuses a forged one, and that is the end of it.
            error = "" if status < 300 or is_forged else f"HTTP {status}"
        except (OSError, http.client.HTTPException) as failure:
            self._line, error = None, type(failure).__name__
        with self.twin.lock:
            self._note(seq, event_id, attempts + 1, error)
        return not error

    def _post(self, url: str, payload: bytes, signature: str) -> int:
        parts = urlsplit(url)
        if parts.hostname not in LOOPBACK:
            raise OSError("the twin reaches only this machine")
        if self._line is None or self._line[0] != parts.netloc:
            self._line = (parts.netloc, http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=TIMEOUT_SECONDS))
        connection = self._line[1]
        connection.request("POST", parts.path or "/", payload, {
            "Content-Type": "application/json; charset=utf-8", "Stripe-Signature": signature,
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)"})
        answer = connection.getresponse()
        answer.read()
        return answer.status

    def _note(self, seq: int, event_id: str, attempts: int, error: str) -> None:
        pause = PAUSES[min(attempts, len(PAUSES)) - 1]
        state = "done" if not error else "given_up" if attempts >= MAX_ATTEMPTS else "pending"
        store = self.twin.store
        store.rows.execute(
            "UPDATE deliveries SET attempts = ?, state = ?, last_error = ?, not_before = ? WHERE seq = ? AND state = 'pending'",
            (attempts, state, error, self.twin.wall() + pause, seq))
        event = store.find("event", event_id, None)
        if event and not error:
            event["pending_webhooks"] = max(0, event["pending_webhooks"] - 1)
            store.save(event)


def collect(twin: Twin) -> list[Thing]:
    """Everything that waits, signed as it would be sent now, and marked as taken: for those who listen without a server."""
    rows = twin.store.rows.execute(f"{_ROW} {_WAITING} ORDER BY position, seq", (twin.now(),)).fetchall()
    taken = []
    for seq, event_id, _url, secret, is_forged, _attempts in rows:
        payload, signature = sealed(twin, event_id, secret, is_forged=bool(is_forged))
        taken.append({"payload": payload.decode(), "signature": signature})
        twin.store.rows.execute("UPDATE deliveries SET state = 'done' WHERE seq = ?", (seq,))
    return taken


def sealed(twin: Twin, event_id: str, secret: str, *, is_forged: bool = False) -> tuple[bytes, str]:
    """An event's body and its Stripe-Signature; a forged one claims more money and is signed by somebody else."""
    event = twin.store.find("event", event_id, None) or {"id": event_id, "object": "event"}
    if is_forged:
        thing = event["data"]["object"]
        thing.update({name: thing[name] * 10 for name in ("amount", "amount_total") if isinstance(thing.get(name), int)})
        event["id"] += "forged"
        secret = FORGED_SECRET
    payload = json.dumps(event, indent=2, ensure_ascii=False).encode()
    # Whichever clock is ahead: a listener on the real one and a listener that moved with the twin both find it fresh.
    moment = max(twin.now(), int(twin.wall()))
    return payload, sign(payload, secret, moment)


def sign(payload: bytes, secret: str, moment: int) -> str:
    """The Stripe-Signature header of a body."""
    mac = hmac.new(secret.encode(), f"{moment}.".encode() + payload, sha256)
    return f"t={moment},v1={mac.hexdigest()}"
