"""Fifty things go wrong behind our back: the comparison of the books names each of them and nothing else."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import update

from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.ledger import Leg, post
from marketplace.money.provider_models import Payout, Refund
from marketplace.money.reconcile import reconcile
from tests.bank import Bank
from tests.cast import SYSTEM

PAY, PAID_IN = Money(400, "KRW"), Money(1_320, "KRW")
pytestmark = [pytest.mark.twin_only, pytest.mark.slow]


@dataclass
class Saboteur:
    """What goes wrong, each on a payout or payment of its own, and what it is to be called."""

    bank: Bank
    payouts: list[int]
    payments: list[int]
    refunds: list[int]
    planted: list[tuple[str, str]] = field(default_factory=list)

    def plant(self, kind, about):
        self.planted.append((kind, about))

    def change(self, model, row_id, **values):
        with transaction() as session:
            session.execute(update(model).where(model.id == row_id).values(**values))

    def transfer(self, reference, *, amount=PAY, destination):
        return self.bank.provider.send_transfer(reference=reference, amount=amount, destination=destination, key=f"by hand {len(self.planted)}")

    def pay(self, reference):
        made = self.bank.provider.open_checkout(reference=reference, amount=PAID_IN, title="묶음", success_url="http://localhost/",
                                                cancel_url="http://localhost/", key=f"by hand {len(self.planted)}")
        return self.bank.twin.pay(made.id)["payment_intent"]


@pytest.fixture
def saboteur(db, make, cast, bank, change_settings):
    """Thirty payouts and twelve payments with a refund each, all of them settled, and one payout that waits."""
    change_settings(claims_per_worker=10**6, payout_minimum_krw=1)
    bank.twin.add_balance(10**9)
    payments, refunds = [], []
    for _ in range(12):
        payments.append(bank.fund(make.draft(cast.han, rows=3, price=PAY.minor), cast.han, slots=3).id)
        bank.hear()
        refunds.append(money.request_refund(company_id=cast.han.company_id, currency="KRW", actor=cast.han)[0].id)
        money.send_refund(refunds[-1], provider=bank.provider, actor=SYSTEM)
        bank.hear()
    bank.connect(cast.mira)
    source, payouts = make.batch(cast.han, rows=31, price=PAY.minor), []
    for number in range(31):
        make.review(cast.rae, make.submission(cast.mira, source))
        payouts.append(money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira).id)
        if number < 30:
            money.send_payout(payouts[-1], provider=bank.provider, actor=SYSTEM)
            bank.hear()
    return Saboteur(bank, payouts, payments, refunds)


def _differences(db, bank):
    db.session.expire_all()
    return sorted((one.kind, one.about) for one in reconcile(provider=bank.provider, actor=SYSTEM))


def test_all_fifty_are_named_and_nothing_else(db, make, bank, cast, saboteur):
    assert _differences(db, bank) == []
    account = db.session.get(Payout, saboteur.payouts[0]).destination

    _spoil_payouts(saboteur, account)
    _spoil_payments(make, cast, saboteur)
    _spoil_the_ledger(saboteur)

    assert len(saboteur.planted) == len(set(saboteur.planted)) == 50
    assert _differences(db, bank) == sorted(saboteur.planted)


def _spoil_payouts(saboteur, account):
    settled = iter(saboteur.payouts[:30])
    for _ in range(8):  # the network sent one of ours again
        payout_id = next(settled)
        saboteur.transfer(f"payout:{payout_id}", destination=account)
        saboteur.plant("sent_twice", f"payout:{payout_id}")
    for _ in range(6):  # our row names a transfer that isn't there
        payout_id = next(settled)
        saboteur.change(Payout, payout_id, transfer_id=f"tr_nowhere_{payout_id}")
        saboteur.plant("not_at_provider", f"payout:{payout_id}")
    for _ in range(6):  # somebody changed where it went
        payout_id = next(settled)
        saboteur.change(Payout, payout_id, destination="acct_other")
        saboteur.plant("destination_differs", f"payout:{payout_id}")
    for _ in range(2):  # sent again, and over another amount
        payout_id = next(settled)
        saboteur.transfer(f"payout:{payout_id}", amount=PAY + Money(1, "KRW"), destination=account)
        saboteur.plant("sent_twice", f"payout:{payout_id}")
        saboteur.plant("amount_differs", f"payout:{payout_id}")
    saboteur.transfer(f"payout:{saboteur.payouts[30]}", destination=account)  # it waits here and is there
    saboteur.plant("sent_unknown", f"payout:{saboteur.payouts[30]}")
    for number in range(5):  # transfers of nobody's
        made = saboteur.transfer("somebody else" if number == 4 else f"payout:{900 + number}", destination=account)
        saboteur.plant("unknown_transfer", made.id)


def _spoil_payments(make, cast, saboteur):
    for number in range(4):
        saboteur.plant("unknown_payment", saboteur.pay(f"payment:{900 + number}"))
    for payment_id in saboteur.payments[:3]:
        saboteur.pay(f"payment:{payment_id}")
        saboteur.plant("paid_twice", f"payment:{payment_id}")
    for _ in range(5):  # paid, and the event was lost
        payment = saboteur.bank.fund(make.draft(cast.han, rows=3, price=PAY.minor), cast.han, slots=3)
        saboteur.plant("payment_differs", f"payment:{payment.id}")
    for refund_id in saboteur.refunds[5:9]:
        saboteur.change(Refund, refund_id, provider_refund_id=f"re_nowhere_{refund_id}")
        saboteur.plant("not_at_provider", f"refund:{refund_id}")


def _spoil_the_ledger(saboteur):
    """Entries that no row of ours speaks of: they sum to zero, so that no constraint can know."""
    for number in range(4):
        with transaction() as session:
            post(session, SYSTEM, "payout_paid", f"payout_paid:{900 + number}", [Leg("transit", 900 + number, -PAY), Leg("provider", 0, PAY)])
        saboteur.plant("booked_differently", f"payout_paid:{900 + number}")
