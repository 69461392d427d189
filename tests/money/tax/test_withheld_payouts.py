"""A payout sends what is left after tax, the ledger keeps the rest for the tax offices, and a returned one gives everything back."""

import pytest
from sqlalchemy import text

from marketplace.money import service as money
from marketplace.money.ledger import balance
from marketplace.money.proof import prove_ledger
from marketplace.money.provider_models import Payout
from marketplace.money.reconcile import reconcile
from tests.cast import SYSTEM

GROSS, INCOME, LOCAL, NET = 3600, 100, 10, 3490


def _request(cast):
    return money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)


def _tax(db):
    return balance(db.session(), "tax", 0, "KRW").minor


@pytest.mark.usefixtures("korea", "earned")
def test_the_net_is_sent_and_the_taxes_are_kept(db, cast, bank, prove):
    bank.twin.add_balance(NET)

    payout = _request(cast)
    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    bank.hear()

    assert (payout.gross.minor, payout.income_tax_minor, payout.local_tax_minor, payout.amount_minor) == (GROSS, INCOME, LOCAL, NET)
    assert [one["amount"] for one in bank.twin.transfers(transfer_group=payout.reference)] == [NET]
    assert (_tax(db), balance(db.session(), "worker", cast.mira.person_id, "KRW").minor) == (INCOME + LOCAL, 0)
    prove()


@pytest.mark.usefixtures("korea", "earned")
def test_a_returned_payout_gives_the_tax_back(db, cast, bank, prove):
    payout = _request(cast)
    bank.twin.add_balance(NET)
    bank.twin.restrict(payout.destination)

    money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)

    assert db.session.get(Payout, payout.id).state == "failed"
    assert (_tax(db), balance(db.session(), "worker", cast.mira.person_id, "KRW").minor) == (0, GROSS)
    assert [one.kind for one in reconcile(provider=bank.provider, actor=SYSTEM) if one.about.startswith("payout")] == []
    prove()


@pytest.mark.usefixtures("earned")
def test_switched_off_the_whole_balance_is_sent(db, cast):
    assert (_request(cast).amount_minor, _tax(db)) == (GROSS, 0)


@pytest.mark.usefixtures("korea", "earned")
def test_a_tax_account_that_differs_from_the_payouts_is_a_fault(db, cast):
    payout = _request(cast)
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE payouts SET local_tax_minor = local_tax_minor - 10 WHERE id = :id"), {"id": payout.id})

    assert prove_ledger() == [f"the tax account has {INCOME + LOCAL} KRW, the payouts that weren't returned withheld {INCOME + LOCAL - 10}"]
