"""A business pays: a payment is written down, opened at the provider, and counted when the provider says it is paid."""

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from marketplace.gateways.money_provider import (
    PAYMENT_LEAST,
    PAYMENT_MOST,
    PAYMENT_STEP,
    MoneyProvider,
    ProviderError,
)
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb, violated
from marketplace.kernel.errors import Conflict, Invalid, NotFound, Unavailable
from marketplace.kernel.ids import new_request_id
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.ledger import Leg, locked_balance, post
from marketplace.money.provider_models import Payment
from marketplace.money.states import PAYMENT


@verb
def fund_batch(*, batch_id: int, company_id: int, total: Money, actor: Actor) -> Payment | None:
    """Ask for what the company's wallet lacks for a batch; None when nothing is missing, the open payment when there is one."""
    require(actor, Permission.FUND_BATCH)
    try:
        with transaction() as session:
            missing = total - locked_balance(session, "wallet", company_id, total.currency)
            opened = session.scalar(select(Payment).where(Payment.batch_id == batch_id, Payment.state.in_(("requested", "opened"))))
            if missing.minor <= 0:
                return None
            if opened is not None and opened.amount == missing:
                return opened
            if opened is not None:  # the batch has changed since; the old page must not be paid
                move(session, PAYMENT, opened, "lapse")
            payment = Payment(company_id=company_id, batch_id=batch_id, amount_minor=missing.minor, currency=missing.currency, created_at=clock.now())
            session.add(payment)
            session.flush()
            record(session, actor, "fund_batch", "payment", payment.id, company_id=company_id, batch_id=batch_id, amount=str(missing))
    except IntegrityError as error:
        if "uq_payments_open" not in violated(error) and "payments.batch_id" not in violated(error):
            raise
        raise _payment_open() from error
    return payment


@verb
def top_up_wallet(*, company_id: int, amount: Money, actor: Actor) -> Payment:
    """Ask for money for the company's wallet, for no batch yet; an open payment of the same amount is answered again.

    Raises `Invalid` too_small, too_large, not_chargeable for what no card can be charged at once.
    """
    require(actor, Permission.FUND_BATCH)
    _refuse_amount(amount)
    try:
        with transaction() as session:
            opened = session.scalar(select(Payment).where(
                Payment.company_id == company_id, Payment.currency == amount.currency, Payment.batch_id.is_(None),
                Payment.state.in_(("requested", "opened"))))
            if opened is not None and opened.amount == amount:
                return opened
            if opened is not None:  # another amount is wanted now; the old page must not be paid
                move(session, PAYMENT, opened, "lapse")
            payment = Payment(company_id=company_id, amount_minor=amount.minor, currency=amount.currency, created_at=clock.now())
            session.add(payment)
            session.flush()
            record(session, actor, "top_up_wallet", "payment", payment.id, company_id=company_id, amount=str(amount))
    except IntegrityError as error:
        if "uq_payments_top_up" not in violated(error) and "payments.company_id" not in violated(error):
            raise
        raise _payment_open() from error
    return payment


def open_checkout(payment_id: int, *, title: str, return_url: str, provider: MoneyProvider, actor: Actor) -> Payment:
    """Open the provider's payment page for a payment; called with no transaction open. Raises `Unavailable`.

    Each call has a key of its own, since a stored failure would be replayed for a day; of several pages only the one
    written down first is ever shown to anybody, so only that one can be paid.
    """
    require(actor, Permission.FUND_BATCH)
    payment = _find(payment_id, actor)
    if payment.state == "opened" and payment.checkout_url:
        return payment
    try:
        checkout = provider.open_checkout(reference=f"payment:{payment.id}", amount=payment.amount, title=title,
                                          success_url=return_url, cancel_url=return_url, key=f"payment:{payment.id}:{new_request_id()}")
    except ProviderError as error:
        raise Unavailable("provider_unavailable", Text(
            "결제 회사가 지금 답하지 않아요. 돈은 나가지 않았어요. 잠시 후 다시 눌러 주세요.",
            "The payment provider doesn't answer now. No money has moved. Please try again shortly.")) from error
    with transaction() as session:
        session.execute(update(Payment).where(Payment.id == payment_id, Payment.state == "requested")
                        .values(state=PAYMENT.moves["open"][1], checkout_id=checkout.id, checkout_url=checkout.url))
        record(session, actor, "open_checkout", "payment", payment_id, company_id=payment.company_id)
    return _find(payment_id, actor)


@verb
def settle_payment(payment_id: int, *, provider_payment_id: str, amount: Money, actor: Actor) -> Payment:
    """The provider has the money: it is in the company's wallet now, once, however often we hear of it."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        payment = session.get(Payment, payment_id, with_for_update=True)
        if payment is None or payment.amount != amount:
            raise Conflict("payment_differs", Text("결제 금액이 달라요.", "The amount paid differs from the one asked for."))
        if payment.state == "paid":
            return payment
        move(session, PAYMENT, payment, "pay", provider_payment_id=provider_payment_id, paid_at=clock.now())
        post(session, actor, "funding", f"funding:payment:{payment.id}",
             [Leg("provider", 0, -amount), Leg("wallet", payment.company_id, amount)])
        record(session, actor, "settle_payment", "payment", payment.id, company_id=payment.company_id, batch_id=payment.batch_id, amount=str(amount))
    return payment


@verb
def lapse_payment(payment_id: int, *, actor: Actor) -> None:
    """The provider's page was closed unpaid; the business can open another."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        session.execute(update(Payment).where(Payment.id == payment_id, Payment.state.in_(PAYMENT.moves["lapse"][0]))
                        .values(state=PAYMENT.moves["lapse"][1]))


def _refuse_amount(amount: Money) -> None:
    least, step = Money(PAYMENT_LEAST.get(amount.currency, 1), amount.currency), PAYMENT_STEP.get(amount.currency, 1)
    most = Money(PAYMENT_MOST - PAYMENT_MOST % step, amount.currency)
    if amount < least:
        raise Invalid.field("amount", "too_small", Text("{least}부터 결제할 수 있어요.", "Please pay at least {least}."), least=least.words())
    if amount > most:
        raise Invalid.field("amount", "too_large", Text("한 번에 {most}까지 결제할 수 있어요. 나누어 결제해 주세요.",
                                                        "At most {most} can be paid at once. Please pay in parts."), most=most.words())
    if amount.minor % step:
        raise Invalid.field("amount", "not_chargeable", Text("마지막 자리를 0으로 맞춰 주세요.", "Please let the amount end in 0."))


def _payment_open() -> Conflict:
    return Conflict("payment_open", Text("이미 결제가 열려 있어요. 새로고침해 주세요.", "A payment is open already. Please reload."))


def _find(payment_id: int, actor: Actor) -> Payment:
    with transaction() as session:
        payment = session.get(Payment, payment_id)
        if payment is None or (payment.company_id != actor.company_id and not actor.is_system):
            raise NotFound()
        return payment
