"""How much a batch needs in all before it is published, or before its price is raised."""

from marketplace.kernel.database import db
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.work.fair_pay import fair_pay, refuse_low_pay
from marketplace.work.models import Batch
from marketplace.work.pace import pace_of
from marketplace.work.quotes import quote_batch, quote_raise


def total_to_fund(batch: Batch, price: Money | None = None) -> Money:
    """What the wallet must have: for publishing a draft, or for raising a published batch to `price`.

    Raises `Conflict` no_tasks, wrong_state, pay_too_low; `Invalid` price_not_higher, currency_differs.
    """
    if batch.state == "draft":
        total = quote_batch(batch).total
        if not total:
            raise Conflict("no_tasks", Text("먼저 자료를 가져와 주세요.", "Please import some rows first."))
        refuse_low_pay(fair_pay(batch, pace_of(db.session(), batch, batch.template_version.spec)))
        return total
    if batch.state == "closed" or price is None:
        raise Conflict("nothing_to_pay", Text("이 묶음은 더 결제할 것이 없어요.", "There is nothing to pay for this batch."))
    if price.currency != batch.currency:
        raise Invalid.field("currency", "currency_differs", Text(
            "이 묶음의 통화는 {currency}예요.", "This batch is in {currency}."), currency=batch.currency)
    if price <= batch.price:
        raise Invalid.field("price", "price_not_higher", Text("지금보다 높은 단가를 적어 주세요.", "Please enter a higher price than now."))
    return quote_raise(batch, price).total
