"""A pytest plugin: our local Stripe as a process of its own, empty for each test that asks for it."""

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from marketplace.gateways.stripe_provider import StripeProvider

ROOT = Path(__file__).resolve().parent.parent
SECRET_KEY, WEBHOOK_SECRET = "sk_test_of_the_tests", "whsec_of_the_tests"
GOOD, DECLINED, NEEDS_3DS = "4242424242424242", "4000000000000002", "4000002760003184"
# Read before the tests' hostile defaults take them away: the contract can be held against Stripe's own test mode.
REMOTE_BASE = os.environ.get("STRIPE_API_BASE", "")
REMOTE_KEY = os.environ.get("STRIPE_SECRET_KEY", "")
IS_REMOTE = bool(REMOTE_BASE and REMOTE_KEY)


class StripeTwin:
    """The running twin: where it is, and what people, banks and bad networks do there."""

    def __init__(self, base_url: str) -> None:
        self.base_url, self.secret_key, self.webhook_secret = base_url, SECRET_KEY, WEBHOOK_SECRET
        self.http = httpx.Client(base_url=base_url, headers={"Authorization": f"Bearer {SECRET_KEY}"}, timeout=30)

    def provider(self, **options: Any) -> StripeProvider:
        """Our adapter, talking to this twin."""
        return StripeProvider(self.secret_key, self.base_url, [self.webhook_secret], **options)

    def switch(self, path: str, **said: Any) -> Any:
        """Turn a switch under /_twin/ and give its answer."""
        answer = self.http.post(f"/_twin{path}", json=said)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def call(self, method: str, path: str, data: dict[str, Any] | None = None, key: str = "", **headers: str) -> httpx.Response:
        """A call of the API without the client, so that the answer can be seen as it is."""
        named = {name.replace("_", "-"): value for name, value in headers.items()} | ({"Idempotency-Key": key} if key else {})
        place = {"params": data} if method == "GET" else {"data": data}
        return self.http.request(method, path, headers=named, **place)

    def pay(self, checkout_id: str, card: str = GOOD, *, confirm: bool = True) -> dict[str, Any]:
        """Pay on a payment page; the page as it stands then."""
        return self.switch(f"/checkout/{checkout_id}/pay", card=card, confirm=confirm)

    def complete_onboarding(self, account_id: str) -> dict[str, Any]:
        """Fill in everything that an account lacks."""
        return self.switch(f"/accounts/{account_id}/complete")

    def restrict(self, account_id: str, **said: Any) -> dict[str, Any]:
        """Let Stripe stop an account."""
        return self.switch(f"/accounts/{account_id}/restrict", **said)

    def add_balance(self, amount: int, currency: str = "krw") -> None:
        """Money to send, from nowhere."""
        self.switch("/balance", amount=amount, currency=currency)

    def transfers(self, **filters: Any) -> list[dict[str, Any]]:
        """Every transfer in Stripe's own list, the newest first."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.call("GET", "/v1/transfers", filters | {"limit": 100} | ({"starting_after": found[-1]["id"]} if found else {})).json()
            found += page["data"]
            if not page["has_more"]:
                return found

    def advance(self, **duration: float) -> int:
        """Let time pass at the twin: `advance(hours=25)`; its clock afterwards."""
        seconds = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86_400}
        return int(self.switch("/clock", advance=sum(seconds[unit] * value for unit, value in duration.items()))["now"])

    def move(self, moment: datetime) -> None:
        """Let it be `moment` at the twin."""
        self.switch("/clock", now=moment.timestamp())

    def now(self) -> int:
        """What time it is at the twin, in epoch seconds."""
        return int(self.http.get("/_twin/clock").json()["now"])

    def set_webhook(self, url: str, secret: str = WEBHOOK_SECRET) -> None:
        """Send every event to `url` from here on; an empty one stops it."""
        self.switch("/webhook", url=url, secret=secret)

    def deliver(self) -> dict[str, int]:
        """Send everything that waits, now; how many were taken and how many failed."""
        return dict(self.switch("/deliver"))

    def keep_events(self) -> None:
        """From here on events wait to be collected instead of being sent."""
        self.set_webhook("collect:")

    def collect(self) -> list[tuple[bytes, str]]:
        """Take everything that waits as (body, signature), without a server."""
        return [(one["payload"].encode(), one["signature"]) for one in self.switch("/collect")]

    def fault(self, operation: str, fault: str, **more: Any) -> None:
        """Let the next call of `operation` meet a fault: `fault("transfers.create", "error_after")`."""
        self.switch("/faults", operation=operation, fault=fault, **more)

    def plan(self, **said: Any) -> None:
        """Faults by percentage from a seed, see the twin's `Plan`."""
        self.switch("/plan", **said)

    def reset(self) -> None:
        """Forget everything."""
        self.switch("/reset")
        self.switch("/webhook", url="")


def start_twin(*words: str) -> tuple["subprocess.Popen[str]", str]:
    """Start a twin on a free port; the process and its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "marketplace.gateways.stripe_twin", "--port", "0", *words], cwd=ROOT, text=True,
        stdout=subprocess.PIPE, env={"PATH": os.environ.get("PATH", ""), "STRIPE_SECRET_KEY": SECRET_KEY, "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET})
    assert process.stdout is not None
    said = process.stdout.readline()
    assert "http" in said, "the local Stripe did not start"
    return process, said.split()[-1]


def stop_twin(process: "subprocess.Popen[str]") -> None:
    """End a twin and wait for it."""
    process.terminate()
    process.wait(10)
    if process.stdout is not None:
        process.stdout.close()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "twin_only: turns switches that only our local Stripe has")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not IS_REMOTE:
        return
    out = [item for item in items if item.get_closest_marker("twin_only")]
    config.hook.pytest_deselected(items=out)
    items[:] = [item for item in items if item not in out]


@pytest.fixture(scope="session")
def _running_twin() -> Iterator[StripeTwin]:
    process, base_url = start_twin()
    twin = StripeTwin(base_url)
    yield twin
    twin.http.close()
    stop_twin(process)


@pytest.fixture
def stripe_twin(_running_twin: StripeTwin) -> StripeTwin:
    """Our local Stripe, empty, on the real time, with no webhooks."""
    _running_twin.reset()
    return _running_twin
