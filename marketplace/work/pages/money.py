"""A business's money by page: its wallet, what each batch holds and has cost, payments, refunds, and every entry behind them."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.forms import VerbForm
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.money import service
from marketplace.money.forms import CurrencyForm, TopUpForm
from marketplace.money.queries.company import (
    flows_of,
    hold_movements,
    list_payments,
    list_refunds,
    wallet_movements,
    wallets,
)
from marketplace.money.queries.disputes import company_disputes
from marketplace.money.states import DISPUTE, PAYMENT, REFUND
from marketplace.money.words import ACCOUNTS, ENTRIES
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work.queries import get_batch, list_batches

pages = Door("company_money", __name__)
LATEST = Cut(10)


@pages.get("/money", permission=Permission.SEE_MONEY)
def show_money() -> ResponseReturnValue:
    """The wallet first, then where the money is and where it went."""
    return draw_money()


@pages.get("/money/payments", permission=Permission.SEE_MONEY)
def show_payments() -> ResponseReturnValue:
    """Every payment, newest first."""
    return render_template("money/payment_list.html", page=list_payments(current_actor(), asked_cut()), PAYMENT=PAYMENT)


@pages.get("/money/batches", permission=Permission.SEE_MONEY)
def show_batches() -> ResponseReturnValue:
    """What each batch held, paid, cost and gave back."""
    page = list_batches(current_actor(), asked_cut())
    return render_template("money/payment_batches.html", page=page, flows=flows_of([batch.id for batch in page.items]), won=Money)


@pages.get("/batches/<id:batch_id>/money", permission=Permission.SEE_MONEY)
def show_batch_money(batch_id: int) -> ResponseReturnValue:
    """Every entry that touched what a batch holds."""
    actor = current_actor()
    batch = get_batch(actor, batch_id)
    page = hold_movements(actor, batch.id, asked_cut())
    return render_template("money/payment_batch.html", batch=batch, flow=flows_of([batch.id])[batch.id], page=page,
                           ENTRIES=ENTRIES, ACCOUNTS=ACCOUNTS, won=Money)


@pages.post("/money/refunds", permission=Permission.FUND_BATCH)
def request_refund() -> ResponseReturnValue:
    """Send the whole wallet of one currency back to the cards it came from."""
    form, actor = sent(CurrencyForm), current_actor()
    made = attempt(form, lambda currency: service.request_refund(company_id=actor.company_id or 0, currency=currency, actor=actor))
    if made is None:
        return draw_money(form)
    flash(t("환불을 신청했어요. 보통 며칠 안에 카드로 돌아가요.", "The refund is requested. It usually reaches the card within days."), "success")
    return redirect("/money", 303)


def draw_money(form: VerbForm | None = None, top_up: TopUpForm | None = None) -> ResponseReturnValue:
    """The page of the company's money, with what was refused at its place."""
    actor = current_actor()
    batches = list_batches(actor, LATEST)
    drawn = render_template(
        "money/payments.html", wallets=wallets(actor), page=wallet_movements(actor, asked_cut()), batches=batches.items,
        flows=flows_of([batch.id for batch in batches.items]), payments=list_payments(actor, LATEST), refunds=list_refunds(actor, LATEST).items,
        disputes=company_disputes(actor, LATEST).items, DISPUTE=DISPUTE, form=form, top_up=top_up or TopUpForm(data={"currency": "KRW"}),
        PAYMENT=PAYMENT, REFUND=REFUND, ENTRIES=ENTRIES, ACCOUNTS=ACCOUNTS, won=Money)
    return drawn, next((int(getattr(one, "status", 422)) for one in (form, top_up) if one is not None), 200)
