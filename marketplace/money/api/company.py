"""A company's money under /api/v1: wallet, payments, refunds."""

from typing import Any

from marketplace.gateways.provider import money_provider
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.kernel.shapes import shape_amount
from marketplace.money import service
from marketplace.money.api.door import api
from marketplace.money.forms import CurrencyForm, TopUpForm
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
from marketplace.money.words import WALLET
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


@api.post("/payments", permission=Permission.FUND_BATCH, form=TopUpForm, returns=PaymentShape, outbound=True,
          example={"currency": "KRW", "amount": 500_000})
def top_up_wallet(values: dict[str, Any]) -> PaymentShape:
    """Ask for money for the company's wallet; pay it on the page at `checkout_url`. An open payment of the same amount is answered again."""
    actor = current_actor()
    payment = service.top_up_wallet(company_id=actor.company_id or 0, amount=values["amount"], actor=actor)
    return shape_payment(service.open_checkout(payment.id, title=str(WALLET), provider=money_provider(), actor=actor,
                                               return_url=f"{current_settings().base_url}/money/payments/{payment.id}/paid"))


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
