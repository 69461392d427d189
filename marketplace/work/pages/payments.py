"""Paying for a batch: on to the provider's page, and back from it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.gateways.provider import money_provider
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Permission, can
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import t
from marketplace.money import service as money
from marketplace.money.queries.company import latest_payment
from marketplace.money.states import PAYMENT
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work import service
from marketplace.work.forms import PaymentForm
from marketplace.work.funding import total_to_fund
from marketplace.work.models import Batch
from marketplace.work.pages.batches import draw_batch
from marketplace.work.queries import get_batch

pages = Door("batch_payments", __name__)


@pages.post("/batches/<id:batch_id>/payments", permission=Permission.FUND_BATCH)
def fund_batch(batch_id: int) -> ResponseReturnValue:
    """Pay what the wallet lacks on the provider's page; when nothing is missing, go straight on."""
    form, actor = sent(PaymentForm), current_actor()
    batch = get_batch(actor, batch_id)
    address = attempt(form, lambda price=None, **_: _open(batch, price))
    return draw_batch(batch_id, refused=form) if address is None else redirect(address, 303)


@pages.get("/batches/<id:batch_id>/paid", permission=Permission.FUND_BATCH)
def return_from_payment(batch_id: int) -> ResponseReturnValue:
    """Back from the provider's page, paid or not: ask the provider if its event hasn't come yet, and say where things stand."""
    actor = current_actor()
    batch, payment = get_batch(actor, batch_id), latest_payment(actor, batch_id)
    if payment is None:
        return redirect(f"/batches/{batch_id}", 303)
    payment = money.confirm_payment(payment.id, provider=money_provider(), actor=actor)
    if payment.state != "paid":
        return render_template("money/payment_open.html", batch=batch, payment=payment, PAYMENT=PAYMENT)
    flash(t("결제를 확인했어요. 돈은 지갑에 있고, 공개할 때 이 묶음에 보관돼요.",
            "Your payment is confirmed. It is in your wallet and will be held for this batch when you publish."), "success")
    return redirect(f"/batches/{batch_id}", 303)


def _open(batch: Batch, price: Money | None) -> str:
    """The address to go on to: the provider's page, or the batch when there is nothing to pay."""
    actor = current_actor()
    payment = money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=total_to_fund(batch, price), actor=actor)
    if payment is None:
        return _with_nothing_missing(batch, price)
    opened = money.open_checkout(payment.id, title=batch.title, return_url=f"{current_settings().base_url}/batches/{batch.id}/paid",
                                 provider=money_provider(), actor=actor)
    return opened.checkout_url or f"/batches/{batch.id}"


def _with_nothing_missing(batch: Batch, price: Money | None) -> str:
    actor = current_actor()
    if batch.state == "draft" and can(actor, Permission.PUBLISH_BATCH, batch):
        service.publish_batch(batch.id, actor=actor)
        flash(t("지갑의 돈으로 충분해서 바로 공개했어요.", "Your wallet had enough, so the batch is published."), "success")
    else:
        flash(t("지갑의 돈으로 충분해요. 더 결제할 것이 없어요.", "Your wallet has enough; there is nothing to pay."), "info")
    return f"/batches/{batch.id}"
