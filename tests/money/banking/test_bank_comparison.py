"""The bank's side of the daily comparison: what its answers, our rows and the ledger say differently is named, and nothing else."""

import pytest
from sqlalchemy import update

from marketplace.kernel.database import transaction
from marketplace.money import service as money
from marketplace.money.bank.models import BankRun, BankRunItem
from marketplace.money.ledger import Leg, post
from marketplace.money.provider_models import Payout
from marketplace.money.reconcile import reconcile
from marketplace.money.service.bank_accounts import register_bank_account
from marketplace.money.service.bank_confirmations import confirm_bank_run
from marketplace.money.service.bank_runs import approve_bank_run, make_bank_run
from tests.cast import SYSTEM
from tests.money.banking.answers import write_answer

pytestmark = pytest.mark.twin_only
WORKERS, PAY = 16, 400


@pytest.fixture
def payouts(make, cast, office, stocked, change_settings):
    """A run of sixteen payouts: thirteen paid, one returned at once, one returned later, one without an answer yet; and one in no run."""
    change_settings(payout_minimum_krw=1)
    workers = [make.worker(f"worker{number}") for number in range(WORKERS + 1)]
    make.qualify(*workers)
    batch, made = make.batch(cast.han, rows=WORKERS + 1, price=PAY), []
    for number, worker in enumerate(workers):
        register_bank_account(bank_code="004", number=f"{10**11 + number}", holder="김미라", actor=worker)
        make.review(cast.rae, make.submission(worker, batch))
        if number < WORKERS:
            made.append(money.request_payout(worker_id=worker.person_id, currency="KRW", actor=worker))
    run = make_bank_run(actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    approve_bank_run(run.id, actor=office.cho)
    said = ["done,"] * 14 + ["returned,해지"]
    rows = [f"{one.reference},{PAY},{word}" for one, word in zip(made, said, strict=False)]
    confirm_bank_run(run.id, data=write_answer(*rows), actor=office.ada)
    confirm_bank_run(run.id, data=write_answer(f"{made[13].reference},{PAY},returned,해지"), actor=office.ada)
    made.append(money.request_payout(worker_id=workers[-1].person_id, currency="KRW", actor=workers[-1]))
    return [one.id for one in made]


def _change(model, which, **values):
    with transaction() as session:
        session.execute(update(model).where(which).values(**values))


def _differences(db, bank):
    db.session.expire_all()
    return sorted((one.kind, one.about) for one in reconcile(provider=bank.provider, actor=SYSTEM))


def test_books_that_agree_have_no_difference(db, bank, payouts, prove):
    assert _differences(db, bank) == []
    prove()


def test_each_planted_difference_is_named_and_nothing_else(db, bank, payouts):
    done, returned, waiting, apart = payouts[:13], payouts[13:15], payouts[15], payouts[16]
    item = {one: BankRunItem.payout_id == one for one in payouts}
    planted = []
    for one in done[:3]:  # the bank sent it back, and our payout wasn't told
        _change(BankRunItem, item[one], state="returned", reason="해지")
        planted.append(("bank_differs", f"payout:{one}"))
    for one in returned:  # the bank paid it, we say that it came back
        _change(BankRunItem, item[one], state="done")
        planted.append(("bank_differs", f"payout:{one}"))
    for one in done[3:5]:  # another amount went to the bank than we owe
        _change(BankRunItem, item[one], amount_minor=PAY + 1)
        planted.append(("bank_amount_differs", f"payout:{one}"))
    _change(BankRunItem, item[done[5]], amount_minor=PAY - 2)  # the run's sum is right, so only these two are named
    planted.append(("bank_amount_differs", f"payout:{done[5]}"))
    for one in done[6:8]:  # paid, and the file says nothing of it
        _change(BankRunItem, item[one], state="waiting")
        planted.append(("bank_differs", f"payout:{one}"))
    _change(Payout, Payout.id == done[8], transfer_id="bank:999:1")
    planted.append(("bank_differs", f"payout:{done[8]}"))
    _change(Payout, Payout.id == waiting, state="requested")  # its file is at the bank, and it waits for another
    planted.append(("bank_differs", f"payout:{waiting}"))
    _change(Payout, Payout.id == apart, state="sending")  # on its way, in no file
    planted.append(("bank_differs", f"payout:{apart}"))

    assert _differences(db, bank) == sorted(planted)


def test_a_run_that_is_not_the_sum_of_its_rows_is_named(db, bank, payouts):
    _change(BankRun, BankRun.id == 1, total_minor=BankRun.total_minor + 1)
    assert _differences(db, bank) == [("run_differs", "bank_run:1")]

    _change(BankRun, BankRun.id == 1, total_minor=BankRun.total_minor - 1, payouts=BankRun.payouts + 1)
    assert _differences(db, bank) == [("run_differs", "bank_run:1")]


def test_a_payout_booked_at_the_provider_that_the_bank_sent_is_named_with_what_mends_it(db, bank, make, cast, payouts):
    bank_payout = db.session.get(Payout, payouts[0])
    with transaction() as session:  # as a careless program would book it: the row is right, the entry is not
        made = Payout(worker_id=bank_payout.worker_id, method="bank", destination="004 ****0000", amount_minor=PAY, currency="KRW", state="requested",
                      next_try_at=bank_payout.created_at, created_at=bank_payout.created_at)
        session.add(made)
        session.flush()
        post(session, SYSTEM, "funding", "funding:test", [Leg("provider", 0, -made.amount), Leg("wallet", cast.han.company_id, made.amount)])
        post(session, SYSTEM, "refund", "refund:test", [Leg("wallet", cast.han.company_id, -made.amount), Leg("transit", made.id, made.amount)])
        post(session, SYSTEM, "payout_paid", f"payout_paid:{made.id}", [Leg("transit", made.id, -made.amount), Leg("provider", 0, made.amount)])

    named = [one for one in reconcile(provider=bank.provider, actor=SYSTEM) if one.kind == "booked_elsewhere"]

    assert [one.about for one in named] == [f"payout_paid:{made.id}"]
    assert (named[0].mending.from_kind, named[0].mending.to_kind, named[0].mending.amount) == ("provider", "bank", made.amount)


@pytest.mark.parametrize(("said", "says", "path"), [
    ("done", "returned", ("worker", "bank")), ("returned", "paid", ("bank", "worker")),
])
def test_what_would_mend_it_is_proposed_and_never_done(db, bank, payouts, said, says, path):
    one = next(payout for payout in payouts if db.session.get(Payout, payout).state == says)
    _change(BankRunItem, BankRunItem.payout_id == one, state=said, reason="해지")

    found, = reconcile(provider=bank.provider, actor=SYSTEM)

    assert (found.mending.from_kind, found.mending.to_kind, found.mending.amount.minor) == (*path, PAY)
