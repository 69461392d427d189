"""Workers with money, an account in Korea each, and three admins."""

from dataclasses import dataclass

import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.money import service as money
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from marketplace.money.service.bank_accounts import register_bank_account

EARNED = 6 * 200


@dataclass
class Office:
    """Who works in finance."""

    ada: Actor
    bo: Actor
    cho: Actor


@pytest.fixture
def office(make, cast):
    """Ada and two more admins."""
    return Office(cast.ada, make.person("Bo", admin=True), make.person("Cho", admin=True))


@pytest.fixture
def earner(make, cast):
    """Mira with six accepted answers, paid nowhere yet."""
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    return cast.mira


@pytest.fixture
def banked(earner):
    """She has a bank account."""
    register_bank_account(bank_code="004", number="123-456-78901234", holder="김미라", actor=earner)
    return earner


@pytest.fixture
def queued(banked):
    """Her payout waits for a run."""
    return money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)


@pytest.fixture
def stocked(make, cast, office):
    """Money of ours has been moved to our bank account, and booked by a correction of two people."""

    def move(amount=10_000):
        proposed = propose_adjustment(purpose="to_our_bank", from_kind="bank", from_owner=0, to_kind="provider", to_owner=0,
                                      amount=Money(amount, "KRW"), reason="통장으로 옮겼어요", actor=cast.ada)
        approve_adjustment(proposed.id, actor=office.bo)

    make.pay_in(cast.han.company_id, 20_000)
    move()
    return move
