"""Money that must not leave by itself: to an account that refuses it, or for somebody who is suspended."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.accounts import service as accounts
from marketplace.kernel import clock
from marketplace.money import service as money
from marketplace.money.jobs import payable_balances, queue_payout
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payout
from marketplace.money.service.accounts import find_account
from tests.cast import SYSTEM


@pytest.fixture
def run_payouts(bank):
    """The two jobs of paying out, so many times over."""

    def run(rounds=1):
        for _ in range(rounds):
            for owed in payable_balances():
                queue_payout(owed, SYSTEM)
            for payout_id in money.due_payouts():
                money.send_payout(payout_id, provider=bank.provider, actor=SYSTEM)

    return run


def _owed(db, worker):
    return balance(db.session(), "worker", worker.person_id, "KRW").minor


def test_an_account_that_refuses_money_is_not_tried_again_and_again(db, bank, earner, run_payouts, prove):
    bank.twin.restrict(find_account(earner.person_id).provider_account_id)

    run_payouts(5)
    assert (db.session.scalar(select(func.count()).select_from(Payout)), _owed(db, earner)) == (1, 1200)

    with clock.at(clock.now() + timedelta(hours=25)):
        run_payouts(5)
    assert db.session.scalar(select(func.count()).select_from(Payout)) == 2
    prove()


def test_its_worker_may_ask_again_at_once(bank, earner, run_payouts):
    account = find_account(earner.person_id).provider_account_id
    bank.twin.restrict(account)
    run_payouts()
    bank.twin.complete_onboarding(account)

    again = money.request_payout(worker_id=earner.person_id, currency="KRW", actor=earner)

    assert money.send_payout(again.id, provider=bank.provider, actor=SYSTEM)


def test_what_somebody_suspended_has_earned_stays_here_until_they_are_restored(db, bank, cast, earner, run_payouts, prove):
    accounts.suspend_person(earner.person_id, reason="계정을 도용당함", actor=cast.ada)
    run_payouts(2)
    assert (bank.twin.transfers(), _owed(db, earner)) == ([], 1200)

    accounts.restore_person(earner.person_id, reason="본인 확인", actor=cast.ada)
    run_payouts()
    bank.hear()

    assert [transfer["amount"] for transfer in bank.twin.transfers()] == [1200]
    prove()


def test_what_was_queued_before_the_suspension_waits_too(bank, cast, earner, run_payouts):
    money.request_payout(worker_id=earner.person_id, currency="KRW", actor=earner)
    accounts.suspend_person(earner.person_id, reason="계정을 도용당함", actor=cast.ada)

    run_payouts(2)

    assert bank.twin.transfers() == []


def test_what_may_have_left_before_the_suspension_is_followed_to_its_end(db, bank, cast, earner, run_payouts, prove):
    payout = money.request_payout(worker_id=earner.person_id, currency="KRW", actor=earner)
    bank.twin.fault("transfers.create", "error_after")
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    accounts.suspend_person(earner.person_id, reason="계정을 도용당함", actor=cast.ada)

    with clock.at(clock.now() + timedelta(hours=7)):
        run_payouts()
    bank.hear()

    assert db.session.scalar(select(Payout.state).where(Payout.id == payout.id)) == "paid"
    assert len(bank.twin.transfers()) == 1
    prove()
