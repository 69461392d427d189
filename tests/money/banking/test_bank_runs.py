"""Bank runs: made, approved by two others, downloaded, and settled by the bank's answer."""

import hashlib

import pytest
from sqlalchemy.exc import IntegrityError

from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Conflict, Forbidden, Invalid
from marketplace.money import service as money
from marketplace.money.bank.models import BankRun
from marketplace.money.ledger import balance
from marketplace.money.provider_models import Payout
from marketplace.money.service.bank_confirmations import confirm_bank_run
from marketplace.money.service.bank_runs import (
    approve_bank_run,
    cancel_bank_run,
    download_bank_run,
    make_bank_run,
)
from tests.cast import SYSTEM
from tests.money.banking.answers import write_answer
from tests.money.banking.conftest import EARNED


@pytest.fixture
def run(queued, office, stocked):
    """Ada's run of Mira's payout."""
    return make_bank_run(actor=office.ada)


@pytest.fixture
def approved(run, office):
    """Approved by Bo and Cho."""
    approve_bank_run(run.id, actor=office.bo)
    return approve_bank_run(run.id, actor=office.cho)


def _state(db, payout):
    db.session.expire_all()
    return db.session.get(Payout, payout.id).state


def test_a_confirmed_run_pays_its_workers_from_our_bank_account(db, queued, approved, office, prove):
    run = confirm_bank_run(approved.id, data=write_answer(f"{queued.reference},{EARNED},done,"), actor=office.ada)

    assert (run.state, _state(db, queued)) == ("settled", "paid")
    assert balance(db.session(), "bank", 0, "KRW").minor == -10_000 + EARNED
    prove()


def test_a_returned_row_gives_the_worker_their_money_back_with_its_reason(db, queued, approved, office, prove):
    run = confirm_bank_run(approved.id, data=write_answer(f"{queued.reference},{EARNED},returned,예금주 다름"), actor=office.ada)

    assert (run.state, _state(db, queued)) == ("settled", "failed")
    assert db.session.get(Payout, queued.id).last_error == "bank_returned: 예금주 다름"
    assert balance(db.session(), "worker", queued.worker_id, "KRW").minor == EARNED
    prove()


def test_the_file_is_given_only_after_two_approvals_and_is_the_one_whose_digest_is_kept(run, office):
    with pytest.raises(Conflict, match="not_approved"):
        download_bank_run(run.id, encoding="cp949", actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    with pytest.raises(Conflict, match="not_approved"):
        download_bank_run(run.id, encoding="cp949", actor=office.ada)
    approve_bank_run(run.id, actor=office.cho)

    data = download_bank_run(run.id, encoding="cp949", actor=office.ada)
    assert data.decode("cp949").splitlines() == [
        "bank_code,account,amount,holder,memo", f"004,12345678901234,{EARNED},김미라,payout:1"]
    assert hashlib.sha256(data).hexdigest() == run.sha256_cp949
    assert download_bank_run(run.id, encoding="utf8", actor=office.ada).decode("utf-8-sig") == data.decode("cp949")


def test_nobody_approves_what_they_made_or_approved_before(run, office):
    with pytest.raises(Forbidden):
        approve_bank_run(run.id, actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)
    for actor in (office.ada, office.bo):
        with pytest.raises(Forbidden):
            approve_bank_run(run.id, actor=actor)


@pytest.mark.parametrize("change", [
    "first_by = made_by", "first_by = {bo}, second_by = {bo}", "first_by = {bo}, second_by = made_by", "second_by = {bo}",
    "state = 'approved'", "state = 'approved', first_by = {bo}", "state = 'settled'",
])
def test_the_database_refuses_a_run_that_one_person_approves(db, run, office, change):
    statement = f"UPDATE bank_runs SET {change.format(bo=office.bo.person_id)} WHERE id = {run.id}"

    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(db.text(statement))
    db.session.expire_all()
    assert db.session.get(BankRun, run.id).first_by is None


def test_more_than_our_bank_account_holds_is_not_approved(queued, office, db, prove):
    run = make_bank_run(actor=office.ada)
    approve_bank_run(run.id, actor=office.bo)

    with pytest.raises(Conflict, match="bank_short"):
        approve_bank_run(run.id, actor=office.cho)
    assert _state(db, queued) == "requested"
    prove()


def test_a_cancelled_run_leaves_its_payouts_to_the_next(run, office, queued, db):
    with pytest.raises(Conflict, match="nothing_due"):
        make_bank_run(actor=office.bo)

    cancel_bank_run(run.id, actor=office.bo)

    assert make_bank_run(actor=office.bo).total_minor == EARNED
    assert _state(db, queued) == "requested"


def test_an_approved_run_can_not_be_cancelled(approved, office):
    with pytest.raises(Conflict, match="wrong_state"):
        cancel_bank_run(approved.id, actor=office.ada)


@pytest.mark.parametrize(("rows", "total", "code", "says"), [
    (["payout:{id},1200,done,"], 1100, "total_differs", "1200"),
    (["payout:{id},1100,done,"], None, "rows_wrong", "1200 won"),
    (["payout:999,1200,done,"], None, "rows_wrong", "not in this run"),
    (["payout:{id},1200,done,", "payout:{id},1200,done,"], None, "rows_wrong", "Row 3"),
    (["payout:{id},1200,returned,"], None, "rows_wrong", "why"),
    (["payout:{id},1200,maybe,"], None, "rows_wrong", "done or returned"),
    (["payout:{id},1200,done,,extra"], None, "rows_wrong", "cells"),
    (["payout:{{x}},1200,done,"], None, "rows_wrong", "payout:{x}"),
    (["payout:{id},1200,done,"], "{x}", "total_differs", "{x}"),
])
def test_an_answer_that_does_not_fit_is_refused_by_row_and_changes_nothing(db, queued, approved, office, prove, rows, total, code, says):
    data = write_answer(*(row.format(id=queued.id) for row in rows), total=total)

    with pytest.raises(Invalid, match=code) as refused:
        confirm_bank_run(approved.id, data=data, actor=office.ada)
    assert says in refused.value.message.en
    assert _state(db, queued) == "sending"
    prove()


@pytest.mark.parametrize(("data", "code"), [
    (b"", "header_wrong"), (b"a,b\n1,2\n3,4", "header_wrong"), (b"reference,amount,result,reason\npayout:1,1200,done,\n", "total_missing"),
    (b"\xff\xfe\x00", "not_a_table"), (b"x" * 5_000_001, "file_too_large"),
])
def test_what_is_no_answer_of_a_bank_is_refused(approved, office, data, code):
    with pytest.raises(Invalid, match=code):
        confirm_bank_run(approved.id, data=data, actor=office.ada)


def test_an_answer_counts_once(queued, approved, office, prove):
    data = write_answer(f"{queued.reference},{EARNED},done,")
    confirm_bank_run(approved.id, data=data, actor=office.ada)

    with pytest.raises(Invalid, match="rows_wrong"):
        confirm_bank_run(approved.id, data=data, actor=office.ada)
    prove()


def test_the_provider_is_never_asked_to_send_a_bank_payout(bank, queued):
    assert money.due_payouts() == []
    assert not money.send_payout(queued.id, provider=bank.provider, actor=SYSTEM)
    assert bank.twin.transfers(transfer_group=queued.reference) == []
