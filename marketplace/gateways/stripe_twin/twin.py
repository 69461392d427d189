"""The twin itself: its memory, its clock, and one lock around both."""

import secrets
import string
import threading
import time
from dataclasses import dataclass, field
from typing import Final

from marketplace.gateways.stripe_twin.faults import Faults
from marketplace.gateways.stripe_twin.store import Store
from marketplace.gateways.stripe_twin.wire import Thing, missing

API_VERSION: Final = "2026-10-28.endive"
PLATFORM: Final = "acct_twinplatform00"
_LETTERS: Final = string.ascii_letters + string.digits


@dataclass(frozen=True, slots=True)
class Cause:
    """The call that an event came from; none for what people and time do."""

    request_id: str | None = None
    key: str | None = None


@dataclass(slots=True)
class Call:
    """One call of the API: whose account it acts in, the ids in its path and its parameters."""

    account: str
    path: dict[str, str]
    params: Thing


@dataclass(slots=True)
class Twin:
    """Everything a call needs. `lock` is held while anything is read or changed."""

    store: Store
    secret_key: str
    webhook_url: str = ""
    webhook_secret: str = ""
    base_url: str = "http://127.0.0.1:8420"
    pending_seconds: int = 0
    payout_seconds: int = 2 * 86_400
    lock: threading.RLock = field(default_factory=threading.RLock)
    wake: threading.Event = field(default_factory=threading.Event)
    faults: Faults = field(default_factory=Faults)
    cause: Cause = Cause()
    # The calls that are being answered, by account and idempotency key.
    in_flight: dict[tuple[str, str], str] = field(default_factory=dict)

    def now(self) -> int:
        """The present second on the twin's own clock."""
        return int(time.time() + float(self.store.fact("clock_offset", "0")))

    def wall(self) -> float:
        """The real clock, for what has to happen soon whatever the twin's own says."""
        return time.time()

    def move_clock(self, moment: float) -> int:
        """Let it be `moment` (epoch seconds) from here on; the clock runs on from there."""
        self.store.keep_fact("clock_offset", repr(moment - time.time()))
        self.wake.set()
        return self.now()

    def require(self, kind: str, thing_id: str, account: str | None = "", *, param: str = "id", status: int = 404) -> Thing:
        """A thing that must be there; raises Stripe's resource_missing."""
        found = self.store.find(kind, thing_id, account)
        if found is None:
            raise missing(_SPOKEN.get(kind, kind), thing_id, param=param, status=status)
        return found


_SPOKEN: Final = {
    "payment_intent": "payment_intent", "checkout.session": "checkout session", "balance_transaction": "balance transaction",
    "webhook_endpoint": "webhook endpoint", "transfer_reversal": "transfer reversal",
}


def make_id(prefix: str, length: int = 24) -> str:
    """A new id: `tr_…`."""
    return f"{prefix}_{''.join(secrets.choice(_LETTERS) for _ in range(length))}"
