"""What was taken back after it had left is kept from what the worker earns next."""

import pytest

from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from tests.cast import SYSTEM, sign_in

PRICE = 400


@pytest.fixture
def owing(make, cast, bank):
    """Mira's 2,400 have left; 1,500 of it were taken back: that is a debt."""
    _earn(make, cast, 6)
    bank.connect(cast.mira)
    bank.twin.add_balance(100_000)
    payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()
    proposed = propose_adjustment(purpose="take_back", from_kind="worker", from_owner=cast.mira.person_id, to_kind="wallet",
                                  to_owner=cast.han.company_id, amount=Money(1_500, "KRW"), reason="같은 사진이에요", actor=cast.ada)
    approve_adjustment(proposed.id, actor=cast.ada)


def _earn(make, cast, answers):
    batch = make.batch(cast.han, rows=answers, price=PRICE)
    for _ in range(answers):
        make.review(cast.rae, make.submission(cast.mira, batch))


def _mira(db, cast):
    return tuple(balance(db.session(), kind, cast.mira.person_id, "KRW").minor for kind in ("worker", "debt"))


def test_the_next_payout_repays_it_first(db, make, cast, owing, prove):
    assert _mira(db, cast) == (0, -1_500)
    _earn(make, cast, 7)

    payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)

    assert payout.amount == Money(1_300, "KRW")
    assert _mira(db, cast) == (0, 0)
    prove()


def test_what_is_left_after_it_may_be_too_little_and_then_nothing_moves(db, make, cast, owing, prove):
    _earn(make, cast, 6)

    with pytest.raises(Conflict, match="below_minimum"):
        money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)

    assert _mira(db, cast) == (2_400, -1_500)
    prove()


def test_the_worker_sees_what_they_owe(cast, client, owing):
    sign_in(client, cast.mira)

    assert "돌려줄 금액이 1,500원 있어요" in client.get("/earnings").text
