"""A company's money under /api/v1: wallet, payments, refunds."""

from typing import Any

from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.kernel.shapes import shape_amount
from marketplace.money import service
from marketplace.money.api.door import api
from marketplace.money.forms import CurrencyForm
from marketplace.money.queries.company import (
    get_payment,
    list_payments,
    list_refunds,
    wallet_movements,
    wallets,
)
from marketplace.money.shapes import (
    MovementShape,
    PaymentShape,
    RefundShape,
    RefundsShape,
    WalletShape,
    shape_movement,
    shape_payment,
    shape_refund,
)
from marketplace.web.actor import current_actor


@api.get("/wallet", permission=Permission.SEE_MONEY, returns=WalletShape)
def show_wallet() -> WalletShape:
    """What the company has paid in and not yet put into work."""
    return WalletShape([shape_amount(amount) for amount in wallets(current_actor())])


@api.get("/wallet/movements", permission=Permission.SEE_MONEY, returns=(MovementShape,))
def list_wallet_movements(cut: Cut) -> Page[MovementShape]:
    """Every entry that touched the company's wallet, newest first."""
    return wallet_movements(current_actor(), cut).map(shape_movement)


@api.get("/payments", permission=Permission.SEE_MONEY, returns=(PaymentShape,))
def list_company_payments(cut: Cut) -> Page[PaymentShape]:
    """What the company paid or began to pay, newest first."""
    return list_payments(current_actor(), cut).map(shape_payment)


@api.get("/payments/<id:payment_id>", permission=Permission.SEE_MONEY, returns=PaymentShape)
def show_payment(payment_id: int) -> PaymentShape:
    """One payment; it is paid when the provider has said so."""
    return shape_payment(get_payment(current_actor(), payment_id))


@api.get("/refunds", permission=Permission.SEE_MONEY, returns=(RefundShape,))
def list_company_refunds(cut: Cut) -> Page[RefundShape]:
    """What goes or went back to the company's cards, newest first."""
    return list_refunds(current_actor(), cut).map(shape_refund)


@api.post("/refunds", permission=Permission.FUND_BATCH, form=CurrencyForm, returns=RefundsShape, example={"currency": "KRW"})
def request_refund(values: dict[str, Any]) -> RefundsShape:
    """Send everything in the company's wallet back to its cards."""
    actor = current_actor()
    refunds = service.request_refund(company_id=actor.company_id or 0, **values, actor=actor)
    return RefundsShape([shape_refund(refund) for refund in refunds])
