"""Paying into the wallet before there is a batch to pay for: on to the provider's page, and back from it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.gateways.provider import money_provider
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import t
from marketplace.money import service
from marketplace.money.forms import TopUpForm
from marketplace.money.states import PAYMENT
from marketplace.money.words import WALLET
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work.pages.money import draw_money

pages = Door("top_ups", __name__)


@pages.post("/money/payments", permission=Permission.FUND_BATCH)
def top_up_wallet() -> ResponseReturnValue:
    """Ask for so much and pay it on the provider's page."""
    form = sent(TopUpForm)
    address = attempt(form, lambda amount, **_: _open(amount))
    return draw_money(top_up=form) if address is None else redirect(address, 303)


@pages.get("/money/payments/<id:payment_id>/paid", permission=Permission.FUND_BATCH)
def return_from_top_up(payment_id: int) -> ResponseReturnValue:
    """Back from the provider's page, paid or not: ask the provider if its event hasn't come yet, and say where things stand."""
    payment = service.confirm_payment(payment_id, provider=money_provider(), actor=current_actor())
    if payment.state != "paid":
        return render_template("money/payment_open.html", batch=None, payment=payment, PAYMENT=PAYMENT)
    flash(t("결제를 확인했어요. 돈은 지갑에 있어요.", "Your payment is confirmed. It is in your wallet."), "success")
    return redirect("/money", 303)


def _open(amount: Money) -> str:
    actor = current_actor()
    payment = service.top_up_wallet(company_id=actor.company_id or 0, amount=amount, actor=actor)
    back = f"{current_settings().base_url}/money/payments/{payment.id}/paid"
    return service.open_checkout(payment.id, title=str(WALLET), return_url=back, provider=money_provider(), actor=actor).checkout_url or "/money"
