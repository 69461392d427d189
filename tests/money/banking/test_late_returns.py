"""What the bank sends back, at once or days after it was paid: the money is the worker's, and the account is held until they look at it."""

import io
from dataclasses import replace

import pytest

from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.journal import JournalEntry
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.money import service as money
from marketplace.money.jobs import QUEUE_PAYOUTS
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payout
from marketplace.money.queries.bank import hold_of
from marketplace.money.queries.stuck import sum_stuck
from marketplace.money.queries.worker import my_balances, payout_with
from marketplace.money.service.bank_accounts import register_bank_account
from marketplace.money.service.bank_confirmations import confirm_bank_run
from marketplace.money.service.bank_runs import approve_bank_run, make_bank_run
from marketplace.money.trust import find_level
from marketplace.scheduler.job import run_job
from tests.cast import SYSTEM, send, sign_in
from tests.money.banking.answers import write_answer
from tests.money.banking.conftest import EARNED
from tests.speaker import Speaker, new_key

CLOSED = "해지된 계좌"


@pytest.fixture
def paid(queued, office, stocked):
    """Mira's payout, in a run that is confirmed."""
    run = make_bank_run(actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    approve_bank_run(run.id, actor=office.cho)
    return confirm_bank_run(run.id, data=write_answer(f"{queued.reference},{EARNED},done,"), actor=office.ada)


@pytest.fixture
def returned(paid, queued, office):
    """Days later the bank sends it back."""
    return _return(paid, queued, office)


def _return(run, payout, office):
    return confirm_bank_run(run.id, data=write_answer(f"{payout.reference},{EARNED},returned,{CLOSED}"), actor=office.ada)


def _register(actor, number="123-456-78901234", holder="김미라"):
    return register_bank_account(bank_code="004", number=number, holder=holder, actor=actor)


def test_what_comes_back_after_it_was_paid_is_the_workers_again(db, queued, returned, prove):
    db.session.expire_all()
    payout = db.session.get(Payout, queued.id)

    assert (returned.state, payout.state, payout.last_error) == ("settled", "returned", f"bank_returned: {CLOSED}")
    assert payout.paid_at is not None
    assert balance(db.session(), "worker", queued.worker_id, "KRW").minor == EARNED
    assert balance(db.session(), "bank", 0, "KRW").minor == -10_000
    assert balance(db.session(), "transit", queued.id, "KRW").minor == 0
    prove()


def test_its_taxes_come_back_too(db, banked, office, stocked, change_settings, prove):
    change_settings(withholding=("KR",))
    payout = money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)
    assert (payout.income_tax_minor, payout.local_tax_minor) == (30, 0)
    run = make_bank_run(actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    approve_bank_run(run.id, actor=office.cho)
    for said in ("done,", f"returned,{CLOSED}"):
        confirm_bank_run(run.id, data=write_answer(f"{payout.reference},{payout.amount_minor},{said}"), actor=office.ada)

    assert balance(db.session(), "worker", banked.person_id, "KRW") == payout.gross
    assert balance(db.session(), "tax", 0, "KRW").minor == 0
    prove()


def test_it_comes_back_once(db, queued, paid, office, prove):
    _return(paid, queued, office)

    with pytest.raises(Invalid, match="rows_wrong") as refused:
        _return(paid, queued, office)
    assert "already" in refused.value.message.en
    assert balance(db.session(), "worker", queued.worker_id, "KRW").minor == EARNED
    prove()


def test_a_row_that_came_back_is_not_paid_afterwards(queued, returned, office, prove):
    with pytest.raises(Invalid, match="rows_wrong"):
        confirm_bank_run(returned.id, data=write_answer(f"{queued.reference},{EARNED},done,"), actor=office.ada)
    prove()


def test_nothing_is_taken_in_before_the_run_is_approved(queued, office, stocked):
    run = make_bank_run(actor=office.ada)

    with pytest.raises(Conflict, match="wrong_state"):
        _return(run, queued, office)


def test_nothing_more_goes_to_the_account(banked, returned):
    assert money.workers_to_pay("KRW") == []
    with pytest.raises(Conflict, match="account_returned") as held:
        money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)
    assert CLOSED in held.value.message.ko
    assert hold_of(banked, "KRW").owner == "worker"


def test_a_job_that_the_return_overtook_has_not_failed(banked, returned):
    seen_before = replace(QUEUE_PAYOUTS, due=lambda: [(banked.person_id, "KRW")])

    assert run_job(seen_before).failed == 0
    assert hold_of(banked, "KRW").code == "account_returned"


@pytest.mark.parametrize("reason", ["{until}", "코드 {E12}", "{", "{0.__class__}"])
def test_whatever_signs_the_banks_reason_has_it_is_shown_as_it_is(client, banked, queued, paid, office, reason):
    confirm_bank_run(paid.id, data=write_answer(f"{queued.reference},{EARNED},returned,{reason}"), actor=office.ada)

    with pytest.raises(Conflict, match="account_returned") as held:
        money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)
    assert f"({reason})" in held.value.message.ko
    sign_in(client, banked)
    assert reason in client.get("/earnings").text


def test_the_banks_reason_stays_out_of_the_journal(db, returned):
    assert not [entry for entry in db.session.query(JournalEntry) if CLOSED in str(entry.facts)]


def test_a_run_with_an_account_that_money_came_back_from_is_not_approved(make, cast, db, banked, queued, paid, office):
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)
    run = make_bank_run(actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    _return(paid, queued, office)

    with pytest.raises(Conflict, match="payout_stopped"):
        approve_bank_run(run.id, actor=office.cho)
    _register(banked, number="999999999999")
    with pytest.raises(Conflict, match="payout_stopped"):
        approve_bank_run(run.id, actor=office.cho)


def test_a_return_at_once_holds_the_account_too(banked, queued, office, stocked):
    run = make_bank_run(actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    approve_bank_run(run.id, actor=office.cho)
    _return(run, queued, office)

    assert money.workers_to_pay("KRW") == []
    assert hold_of(banked, "KRW").code == "account_returned"


@pytest.mark.parametrize("change", [{}, {"holder": "김미라(미라상점)"}])
def test_the_same_account_looked_at_again_is_paid_at_once(banked, returned, change):
    account = _register(banked, **change)

    assert account.returned_for == ""
    assert money.workers_to_pay("KRW") == [banked.person_id]
    assert money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked).amount_minor == EARNED


def test_another_account_rests_first(banked, returned):
    _register(banked, number="999999999999")

    with pytest.raises(Conflict, match="account_changed"):
        money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)


def test_another_holder_does_not_end_the_rest_of_a_changed_number(banked):
    _register(banked, number="999999999999")
    _register(banked, number="999999999999", holder="김미라(미라상점)")

    with pytest.raises(Conflict, match="account_changed"):
        money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)


def test_an_account_registered_since_is_not_held(banked, queued, paid, office):
    _register(banked, number="999999999999")
    _return(paid, queued, office)

    assert hold_of(banked, "KRW").code == "account_changed"


def test_what_is_queued_meanwhile_waits_for_the_account(make, cast, banked, queued, paid, office):
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)
    _return(paid, queued, office)

    assert list(sum_stuck(cast.ada)) == ["queued_held"]
    with pytest.raises(Conflict, match="nothing_due"):
        make_bank_run(actor=office.ada)

    _register(banked)
    assert list(sum_stuck(cast.ada)) == ["bank_waiting"]
    assert make_bank_run(actor=office.ada).total_minor == EARNED


def test_a_receipt_does_not_name_a_payout_that_was_made_before_its_own_came_back(make, cast, db, banked, queued, paid, office, clock):
    earned_at, batch = queued.created_at, make.batch(cast.han, rows=6)
    clock.forward(hours=1)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    later = money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)
    clock.forward(hours=1)
    _return(paid, queued, office)

    assert payout_with(banked.person_id, "KRW", earned_at) is None
    assert payout_with(banked.person_id, "KRW", later.created_at).id == later.id

    _register(banked)
    run = make_bank_run(actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    approve_bank_run(run.id, actor=office.cho)
    confirm_bank_run(run.id, data=write_answer(f"{later.reference},{EARNED},done,"), actor=office.ada)
    again = money.request_payout(worker_id=banked.person_id, currency="KRW", actor=banked)
    db.session.expire_all()
    assert [payout_with(banked.person_id, "KRW", at).id for at in (earned_at, later.created_at)] == [again.id, later.id]


@pytest.mark.usefixtures("returned")
def test_finance_sees_it_and_the_worker_is_told(db, cast, banked):
    assert list(sum_stuck(cast.ada)) == ["account_returned"]

    while follow_journal(actor=SYSTEM):
        pass
    words = [one.words["en"] for one in db.session.query(Notice).filter_by(person_id=banked.person_id)]
    assert any(CLOSED in one and "₩1,200" in one for one in words), words


def test_it_counts_as_arrived_no_more(db, banked, returned):
    assert find_level(db.session(), banked.person_id) == "new"
    won = my_balances(banked)[0]
    assert (won.free.minor, won.paid.minor, won.under_way.minor) == (EARNED, 0, 0)


@pytest.mark.usefixtures("returned")
def test_the_api_says_what_holds_the_account(app, banked):
    worker = Speaker(app, new_key(banked))

    held = worker.get("/payouts/bank-account").json["hold"]
    assert (held["code"], held["owner"], held["until"]) == ("account_returned", "worker", None)
    again = worker.post("/payouts/bank-account", {"bank_code": "004", "number": "123-456-78901234", "holder": "김미라"})
    assert again.json["hold"] is None


def test_by_page_the_bank_sends_it_back_and_the_worker_looks_at_the_account(client, banked, queued, paid, prove):
    place = f"/admin/bank-runs/{paid.id}"
    sign_in(client, "Ada")
    assert f"{place}/confirmations" in client.get(place).text
    answer = io.BytesIO(write_answer(f"{queued.reference},{EARNED},returned,{CLOSED}"))
    assert send(client, f"{place}/confirmations", file=(answer, "answer.csv")).status_code == 303
    assert CLOSED in client.get(place).text

    sign_in(client, banked)
    assert CLOSED in client.get("/earnings").text
    assert "입금됐다가 되돌아옴" in client.get(f"/payouts/{queued.id}").text
    again = send(client, "/payouts/bank-account", bank_code="004", number="123-456-78901234", holder="김미라")
    assert again.status_code == 303
    assert CLOSED not in client.get("/earnings").text
    prove()
