"""A business comes back from the provider's page, perhaps before the provider's event does."""

from marketplace.gateways.money_provider import MoneyProvider, ProviderError
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import NotFound, Unavailable
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.provider_models import Payment
from marketplace.money.service.payments import lapse_payment, settle_payment


def confirm_payment(payment_id: int, *, provider: MoneyProvider, actor: Actor) -> Payment:
    """Ask the provider how an open payment stands and take its word; the event that comes later changes nothing. Raises `Unavailable`."""
    require(actor, Permission.FUND_BATCH)
    payment = _find(payment_id, actor)
    if payment.state == "paid" or payment.checkout_id is None:
        return payment
    try:
        seen = provider.find_checkout(payment.checkout_id)
    except ProviderError as error:
        raise Unavailable("provider_unavailable", Text(
            "결제 회사가 지금 답하지 않아요. 결제했다면 확인되는 대로 반영해 드려요.",
            "The payment provider doesn't answer now. If you paid, it will count as soon as they confirm it.")) from error
    system = Actor.system("confirm_payment")
    if seen.paid and seen.payment_id:
        settle_payment(payment.id, provider_payment_id=seen.payment_id, amount=payment.amount, actor=system)
    elif seen.status == "expired":
        lapse_payment(payment.id, actor=system)
    return _find(payment_id, actor)


def _find(payment_id: int, actor: Actor) -> Payment:
    with transaction() as session:
        payment = session.get(Payment, payment_id)
        if payment is None or payment.company_id != actor.company_id:
            raise NotFound()
        return payment
