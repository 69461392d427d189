"""What a batch costs, and paying for it, under /api/v1."""

from typing import Any

import msgspec

from marketplace.gateways.provider import money_provider
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.kernel.text import Text
from marketplace.money import service as money
from marketplace.money.shapes import PaymentShape, shape_payment
from marketplace.web.actor import current_actor
from marketplace.work.api.door import api
from marketplace.work.forms import PaymentForm
from marketplace.work.funding import total_to_fund
from marketplace.work.queries import get_batch
from marketplace.work.quotes import quote_batch


class QuoteShape(msgspec.Struct):
    """What publishing holds: so many answers at a price and a fee, what the wallet has, and what is missing."""

    price: AmountShape
    fee: AmountShape
    slots: int
    total: AmountShape
    wallet: AmountShape
    missing: AmountShape


@api.get("/batches/<id:batch_id>/quote", permission=Permission.FUND_BATCH, returns=QuoteShape)
def show_quote(batch_id: int) -> QuoteShape:
    """What publishing a batch costs, and what is missing for it; nothing is once it is published."""
    batch = get_batch(current_actor(), batch_id)
    quote = quote_batch(batch)
    missing = quote.missing if batch.state == "draft" else Money(0, batch.currency)
    price, fee, total, wallet = (shape_amount(amount) for amount in (quote.price, quote.fee, quote.total, quote.wallet))
    return QuoteShape(price, fee, quote.slots, total, wallet, shape_amount(missing))


@api.post("/batches/<id:batch_id>/payments", permission=Permission.FUND_BATCH, form=PaymentForm, returns=PaymentShape, outbound=True,
          example={})
def fund_batch(batch_id: int, values: dict[str, Any]) -> PaymentShape:
    """Ask for what is missing to publish, or to raise the price; pay it on the page at `checkout_url`.

    An open payment of the same amount is answered again.
    """
    actor = current_actor()
    batch = get_batch(actor, batch_id)
    payment = money.fund_batch(batch_id=batch.id, company_id=batch.company_id, total=total_to_fund(batch, values.get("price")), actor=actor)
    if payment is None:
        raise Conflict("nothing_missing", Text("더 결제할 금액이 없어요. 바로 공개할 수 있어요.", "Nothing is missing. You can publish it now."))
    page = f"{current_settings().base_url}/batches/{batch.id}/paid"
    return shape_payment(money.open_checkout(payment.id, title=batch.title, return_url=page, provider=money_provider(), actor=actor))
