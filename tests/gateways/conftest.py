"""The contract's fixtures: the adapter and the real client, both judged by the oracles at every call."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from stripe import RequestsClient, StripeClient

from marketplace.gateways.stripe_outbound import OutboundProvider
from marketplace.gateways.stripe_provider import StripeProvider
from marketplace.kernel.money import Money
from tests.gateways.oracles import Observed
from tests.stripe_twin import (
    IS_REMOTE,
    REMOTE_BASE,
    REMOTE_KEY,
    WEBHOOK_SECRET,
    StripeTwin,
    start_twin,
    stop_twin,
)

HERE = "http://127.0.0.1:8000"

if IS_REMOTE:
    @pytest.fixture(scope="session", autouse=True)
    def _hostile_defaults() -> None:
        """Stripe's own test mode is outside this machine."""


class Shop:
    """Short words for what the tests do again and again."""

    def __init__(self, provider: StripeProvider, twin: StripeTwin) -> None:
        self.provider, self.twin, self._made = provider, twin, 0

    def checkout(self, minor: int = 10_000, currency: str = "KRW", reference: str = "payment:1") -> Any:
        self._made += 1
        return self.provider.open_checkout(
            reference=reference, amount=Money(minor, currency), title="사진 태그 10건", success_url=f"{HERE}/paid?s={{CHECKOUT_SESSION_ID}}",
            cancel_url=f"{HERE}/back", key=f"checkout-{self._made}")

    def paid(self, minor: int = 10_000, currency: str = "KRW", card: str = "4242424242424242") -> str:
        """The payment id of a paid checkout."""
        checkout = self.checkout(minor, currency)
        return str(self.twin.pay(checkout.id, card)["payment_intent"])

    def account(self, *, ready: bool = True) -> str:
        self._made += 1
        opened = self.provider.open_account(reference=f"worker:{self._made}", email="worker@ilgam.example", country="KR",
                                            key=f"account-{self._made}")
        if ready:
            self.twin.complete_onboarding(opened.id)
        return opened.id

    def send(self, destination: str, minor: int = 1_000, reference: str = "payout:1", key: str = "payout:1:1") -> Any:
        return self.provider.send_transfer(reference=reference, amount=Money(minor, "KRW"), destination=destination, key=key)


class Listener:
    """A server that hears webhooks."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/webhooks/stripe"
        self.heard: list[tuple[bytes, str]] = []
        self.answers: list[int] = []


@pytest.fixture
def provider(request: pytest.FixtureRequest) -> StripeProvider:
    """Our adapter; each call is judged."""
    if IS_REMOTE:
        made = StripeProvider(REMOTE_KEY, REMOTE_BASE, [WEBHOOK_SECRET])
    else:
        made = request.getfixturevalue("stripe_twin").provider(timeout=5, retries=0)
    made.client = Observed(made.client, [])  # type: ignore[assignment]
    return made


@pytest.fixture(params=["transfers"] if IS_REMOTE else ["transfers", "outbound payments"])
def adapter(request: pytest.FixtureRequest, provider: StripeProvider) -> StripeProvider:
    """Each of our adapters in turn; each call is judged."""
    if request.param == "transfers":
        return provider
    twin = request.getfixturevalue("stripe_twin")
    made = OutboundProvider(twin.secret_key, twin.base_url, [twin.webhook_secret], financial_account="fa_of_the_tests", timeout=5, retries=0)
    made.client = Observed(made.client, [])  # type: ignore[assignment]
    return made


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Any:
    """The real client; each call is judged."""
    base, key = (REMOTE_BASE, REMOTE_KEY)
    if not IS_REMOTE:
        twin = request.getfixturevalue("stripe_twin")
        base, key = twin.base_url, twin.secret_key
    return Observed(StripeClient(key, base_addresses={"api": base}, http_client=RequestsClient(timeout=10)), [])


@pytest.fixture
def shop(provider: StripeProvider, stripe_twin: StripeTwin) -> Shop:
    return Shop(provider, stripe_twin)


@pytest.fixture
def listener() -> Iterator[Listener]:
    """Hears webhooks and answers 200, or what is in `answers`."""

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            hearing.heard.append((body, self.headers["Stripe-Signature"]))
            self.send_response(hearing.answers.pop(0) if hearing.answers else 200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Ear)
    hearing = Listener(server.server_address[1])
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield hearing
    server.shutdown()
    server.server_close()
    thread.join(5)


@pytest.fixture(scope="session")
def _running_late_twin() -> Iterator[StripeTwin]:
    process, base_url = start_twin("--pending-seconds", "3600")
    twin = StripeTwin(base_url)
    yield twin
    twin.http.close()
    stop_twin(process)


@pytest.fixture
def late_twin(_running_late_twin: StripeTwin) -> StripeTwin:
    """A twin where a payment stays pending for an hour."""
    _running_late_twin.reset()
    return _running_late_twin
