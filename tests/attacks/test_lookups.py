"""A question that the provider refuses to answer is no answer: money may be on its way already."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from marketplace.gateways.money_provider import ProviderRefused, ProviderUnavailable
from marketplace.kernel import clock
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payout, Refund
from marketplace.money.service.payouts import start_attempt
from tests.cast import SYSTEM

REFUSED = ProviderRefused("more_permissions_required", "This key may not list.")


class Deaf:
    """The provider, but for its lists."""

    def __init__(self, provider: Any, error: Exception) -> None:
        self.provider, self.error = provider, error

    def __getattr__(self, name: str) -> Any:
        return getattr(self.provider, name)

    def find_transfers(self, reference: str) -> Any:
        raise self.error

    def find_refunds(self, payment_id: str, reference: str) -> Any:
        raise self.error


def _later(hours: int) -> Any:
    return clock.at(clock.now() + timedelta(hours=hours))


def test_a_refused_lookup_never_gives_back_what_was_sent(db, bank, earner, prove):
    payout = money.request_payout(worker_id=earner.person_id, currency="KRW", actor=earner)
    bank.twin.fault("transfers.create", "error_after")
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)

    with _later(7):
        assert not money.send_payout(payout.id, provider=Deaf(bank.provider, REFUSED), actor=SYSTEM)
    assert balance(db.session(), "worker", earner.person_id, "KRW").minor == 0
    with _later(14):
        money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()

    assert db.session.scalar(select(Payout.state).where(Payout.id == payout.id)) == "paid"
    assert len(bank.twin.transfers()) == 1
    prove()


def test_a_refused_lookup_never_gives_back_what_was_refunded(db, bank, cast, charged, prove):
    refund = money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0]
    bank.twin.fault("refunds.create", "error_after")
    money.send_refund(refund.id, provider=bank.provider, actor=SYSTEM)

    with _later(7):
        assert not money.send_refund(refund.id, provider=Deaf(bank.provider, REFUSED), actor=SYSTEM)
    assert balance(db.session(), "wallet", cast.han.company_id, "KRW").minor == 0
    with _later(14):
        money.send_refund(refund.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()

    assert db.session.scalar(select(Refund.state).where(Refund.id == refund.id)) == "settled"
    assert len(bank.twin.call("GET", "/v1/refunds").json()["data"]) == 1
    prove()


@pytest.mark.parametrize("error", [REFUSED, ProviderUnavailable("api_error", "It broke.")])
def test_a_lookup_that_failed_keeps_the_key_of_an_attempt_that_may_still_be_on_its_way(db, bank, earner, error):
    payout = money.request_payout(worker_id=earner.person_id, currency="KRW", actor=earner)
    frozen = start_attempt(payout.id, actor=SYSTEM)
    assert frozen is not None

    with _later(1):
        money.send_payout(payout.id, provider=Deaf(bank.provider, error), actor=SYSTEM)
    with _later(8):
        money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)

    bank.provider.send_transfer(reference=payout.reference, amount=payout.amount, destination=payout.destination,
                                key=f"{payout.reference}:{frozen.attempt}")
    assert len(bank.twin.transfers()) == 1
