"""A worker's bank account, by page."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.forms import VerbForm
from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import t
from marketplace.money.bank.codes import BANKS
from marketplace.money.bank.forms import BankAccountForm
from marketplace.money.queries.bank import hold_of, my_bank_account
from marketplace.money.service import bank_accounts as service
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent

pages = Door("bank_accounts", __name__)


@pages.get("/payouts/bank-account", permission=Permission.CONNECT_PAYOUTS)
def show_bank_account() -> ResponseReturnValue:
    """The account as it is, masked, and the form for another."""
    return _draw(BankAccountForm())


@pages.post("/payouts/bank-account", permission=Permission.CONNECT_PAYOUTS)
def register_bank_account() -> ResponseReturnValue:
    """Be paid to this account from now on."""
    form = sent(BankAccountForm)
    if attempt(form, lambda **words: service.register_bank_account(**words, actor=current_actor())) is None:
        return _draw(form)
    flash(t("계좌를 등록했어요.", "Your account is registered."), "success")
    return redirect("/earnings", 303)


@pages.post("/workers/<id:worker_id>/bank-account/reveals", permission=Permission.REVEAL_BANK_ACCOUNT)
def reveal_bank_account(worker_id: int) -> ResponseReturnValue:
    """The whole number; the journal keeps who looked."""
    number, holder = service.reveal_bank_account(worker_id, actor=current_actor())
    return render_template("money/bank_account_revealed.html", number=number, holder=holder)


def _draw(form: VerbForm) -> ResponseReturnValue:
    account = my_bank_account(current_actor())
    hold = hold_of(current_actor(), "KRW") if account else None
    return render_template("money/bank_account.html", form=form, account=account, hold=hold, BANKS=BANKS,
                           hours=current_settings().account_change_hours), getattr(form, "status", 200)
