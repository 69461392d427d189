"""Bank accounts and bank runs under /api/v1."""

from typing import Any

from flask import Response

from marketplace.api.parameters import one_of
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.money.api.door import api
from marketplace.money.bank.files import ENCODINGS
from marketplace.money.bank.forms import BankAccountForm, ConfirmationForm
from marketplace.money.bank.states import BANK_RUN
from marketplace.money.queries.bank import get_bank_run, hold_of, list_bank_runs, my_bank_account, run_items
from marketplace.money.service import bank_accounts, bank_runs
from marketplace.money.service.bank_confirmations import confirm_bank_run as confirm
from marketplace.money.shapes_bank import (
    BankAccountShape,
    BankRunItemShape,
    BankRunShape,
    RevealedAccountShape,
    shape_bank_account,
    shape_bank_run,
    shape_run_item,
)
from marketplace.web.actor import current_actor

_ACCOUNT = {"bank_code": "004", "number": "123-456-78901234", "holder": "김미라"}


@api.get("/payouts/bank-account", permission=Permission.CONNECT_PAYOUTS, returns=BankAccountShape, errors=(404,))
def show_bank_account() -> BankAccountShape:
    """The acting worker's bank account, its number masked."""
    account = my_bank_account(current_actor())
    if account is None:
        raise NotFound()
    return shape_bank_account(account, hold_of(current_actor(), "KRW"))


@api.post("/payouts/bank-account", permission=Permission.CONNECT_PAYOUTS, form=BankAccountForm, returns=BankAccountShape, example=_ACCOUNT)
def register_bank_account(values: dict[str, Any]) -> BankAccountShape:
    """Be paid to a bank account in Korea; one that takes another's place rests before it is paid."""
    account = bank_accounts.register_bank_account(**values, actor=current_actor())
    return shape_bank_account(account, hold_of(current_actor(), "KRW"))


@api.post("/workers/<id:worker_id>/bank-account/reveals", permission=Permission.REVEAL_BANK_ACCOUNT, returns=RevealedAccountShape, shows_secret=True)
def reveal_bank_account(worker_id: int) -> RevealedAccountShape:
    """The whole number and the holder's name, for the worker or an admin; the journal keeps who looked."""
    return RevealedAccountShape(*bank_accounts.reveal_bank_account(worker_id, actor=current_actor()))


@api.get("/bank-runs", permission=Permission.SEE_LEDGER, returns=(BankRunShape,), query={"state": one_of(*BANK_RUN.states)})
def list_all_bank_runs(cut: Cut, state: str | None) -> Page[BankRunShape]:
    """Bank runs, newest first."""
    return list_bank_runs(current_actor(), cut, state=state).map(shape_bank_run)


@api.post("/bank-runs", permission=Permission.MAKE_BANK_RUN, returns=BankRunShape)
def make_bank_run() -> BankRunShape:
    """Put every bank payout that is due into one file."""
    return shape_bank_run(bank_runs.make_bank_run(actor=current_actor()))


@api.get("/bank-runs/<id:run_id>", permission=Permission.SEE_LEDGER, returns=BankRunShape)
def show_bank_run(run_id: int) -> BankRunShape:
    """One run."""
    return shape_bank_run(get_bank_run(current_actor(), run_id))


@api.get("/bank-runs/<id:run_id>/payouts", permission=Permission.SEE_LEDGER, returns=(BankRunItemShape,))
def list_bank_run_payouts(run_id: int, cut: Cut) -> Page[BankRunItemShape]:
    """What it sends, and how each row stands."""
    return run_items(current_actor(), run_id, cut).map(shape_run_item)


@api.post("/bank-runs/<id:run_id>/approvals", permission=Permission.APPROVE_BANK_RUN, returns=BankRunShape)
def approve_bank_run(run_id: int) -> BankRunShape:
    """One of two approvals, by people who didn't make it."""
    return shape_bank_run(bank_runs.approve_bank_run(run_id, actor=current_actor()))


@api.post("/bank-runs/<id:run_id>/cancellation", permission=Permission.MAKE_BANK_RUN, returns=BankRunShape)
def cancel_bank_run(run_id: int) -> BankRunShape:
    """Drop a run that isn't approved yet."""
    return shape_bank_run(bank_runs.cancel_bank_run(run_id, actor=current_actor()))


@api.get("/bank-runs/<id:run_id>/file", permission=Permission.DOWNLOAD_BANK_RUN, returns=("text/csv",), query={"encoding": one_of(*ENCODINGS)},
         errors=(409,))
def download_bank_run(run_id: int, encoding: str | None) -> Response:
    """The file for the bank, once two people have approved it."""
    asked = encoding or "cp949"
    data = bank_runs.download_bank_run(run_id, encoding=asked, actor=current_actor())
    return Response(data, content_type=f"text/csv; charset={'euc-kr' if asked == 'cp949' else 'utf-8'}",
                    headers={"Content-Disposition": f'attachment; filename="bank-run-{run_id}-{asked}.csv"'})


@api.post("/bank-runs/<id:run_id>/confirmations", permission=Permission.CONFIRM_BANK_RUN, form=ConfirmationForm, returns=BankRunShape, upload=True)
def confirm_bank_run(run_id: int, values: dict[str, Any]) -> BankRunShape:
    """Take in the bank's answer: each row done or returned; a file that doesn't fit changes nothing."""
    return shape_bank_run(confirm(run_id, data=values["file"].stream.read(), actor=current_actor()))
