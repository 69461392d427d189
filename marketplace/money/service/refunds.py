"""Money of a closed batch goes back to the card it came from."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from marketplace.gateways.money_provider import (
    MoneyProvider,
    ProviderRefund,
    ProviderRefused,
    ProviderUnavailable,
)
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.dispute_models import Dispute
from marketplace.money.ledger import Leg, locked_balance, post
from marketplace.money.provider_models import Payment, Refund
from marketplace.money.service.keys import looking_up, needs_new_key, pause_before_next
from marketplace.money.service.payouts import LEASE
from marketplace.money.states import REFUND

_LIVE = ("requested", "sending", "sent", "settled")


@verb
def request_refund(*, company_id: int, currency: str, actor: Actor) -> list[Refund]:
    """Send everything in a company's wallet back to its cards, the newest payment first; raises `Conflict` nothing_to_refund, nothing_refundable."""
    require(actor, Permission.FUND_BATCH)
    if not actor.is_system and company_id != actor.company_id:
        raise NotFound()
    with transaction() as session:
        left = locked_balance(session, "wallet", company_id, currency)
        if left.minor <= 0:
            raise Conflict("nothing_to_refund", Text("돌려받을 금액이 없어요.", "There is nothing to give back."))
        refunded = select(Refund.payment_id, func.sum(Refund.amount_minor).label("minor")).where(Refund.state.in_(_LIVE)) \
            .group_by(Refund.payment_id).subquery()
        # The provider refunds nothing of a payment that its card has disputed, and the bank has given back what it was about.
        disputed = select(Dispute.payment_id).where(Dispute.company_id == company_id)
        payments = session.execute(select(Payment, func.coalesce(refunded.c.minor, 0)).outerjoin(refunded, refunded.c.payment_id == Payment.id)
                                   .where(Payment.company_id == company_id, Payment.currency == currency, Payment.state == "paid",
                                          Payment.id.not_in(disputed))
                                   .order_by(Payment.id.desc())).all()
        made = []
        for payment, gone in payments:
            part = Money(min(left.minor, payment.amount_minor - int(gone)), currency)
            if part.minor <= 0:
                continue
            refund = Refund(payment_id=payment.id, company_id=company_id, amount_minor=part.minor, currency=currency,
                            next_try_at=clock.now(), created_at=clock.now())
            session.add(refund)
            session.flush()
            post(session, actor, "refund", f"refund:{refund.id}", [Leg("wallet", company_id, -part), Leg("provider", 0, part)])
            record(session, actor, "request_refund", "refund", refund.id, company_id=company_id, amount=str(part))
            made.append(refund)
            left = left - part
        if not made:
            raise Conflict("nothing_refundable", Text(
                "카드 분쟁이 있는 결제는 카드로 돌려줄 수 없어요. 지갑의 돈은 다음 묶음에 쓸 수 있어요.",
                "A payment that its card disputed can't be refunded. What is in the wallet can pay for your next batch."))
    return made


@verb
def _start(refund_id: int) -> tuple[Refund, str, bool] | None:
    """The refund, taken for one attempt (`attempt` counts its keys), its payment, and whether nobody has tried before."""
    with transaction() as session:
        refund = session.get(Refund, refund_id, with_for_update=True)
        if refund is None:
            return None
        now, (origins, target) = clock.now(), REFUND.moves["send"]
        is_first, key = refund.state == REFUND.start, refund.attempt + needs_new_key(refund.state, refund.last_error)
        won = session.execute(update(Refund).where(Refund.id == refund_id, Refund.state.in_(origins), Refund.next_try_at <= now)
                              .values(state=target, attempt=key, next_try_at=now + LEASE, last_error=""))
        session.refresh(refund)
        payment_id = session.get_one(Payment, refund.payment_id).provider_payment_id or ""
        return (refund, payment_id, is_first) if changed(won) else None


def send_refund(refund_id: int, *, provider: MoneyProvider, actor: Actor) -> bool:
    """One attempt, with no transaction open; before a later one the provider is asked what it already has."""
    require(actor, Permission.RUN_JOBS)
    started = _start(refund_id)
    if started is None:
        return False
    refund, provider_payment_id, is_first = started
    try:
        existing = None if is_first else _existing(provider, refund, provider_payment_id)
        sent = existing or provider.send_refund(payment_id=provider_payment_id, amount=refund.amount, reference=refund.reference,
                                                key=f"{refund.reference}:{refund.attempt}")
    except ProviderUnavailable as error:
        _note(refund, str(error))
        return False
    except ProviderRefused as error:
        _refuse(refund_id, f"{error.code}: {error.message}", actor)
        return False
    if not sent.is_made:
        _refuse(refund_id, f"{sent.status} by the provider", actor, provider_refund_id=sent.id)
        return False
    _record_sent(refund, sent, actor)
    return True


def _existing(provider: MoneyProvider, refund: Refund, provider_payment_id: str) -> ProviderRefund | None:
    """What an earlier attempt made: the one under way, else the one that failed."""
    with looking_up():
        found = provider.find_refunds(provider_payment_id, refund.reference)
    return next((one for one in found if one.is_made), found[0] if found else None)


@verb
def _record_sent(refund: Refund, sent: ProviderRefund, actor: Actor) -> None:
    with transaction() as session:
        won = session.execute(update(Refund).where(Refund.id == refund.id, Refund.state == "sending")
                              .values(state=REFUND.moves["record_sent"][1], provider_refund_id=sent.id, last_error=""))
        if changed(won):
            record(session, actor, "send_refund", "refund", refund.id, company_id=refund.company_id)


@verb
def settle_refund(refund_id: int, *, provider_refund_id: str, amount: Money, actor: Actor) -> bool:
    """The provider says the refund is made; False for no news, as when it has failed since."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        refund = _find(session, refund_id, amount)
        if refund.provider_refund_id not in (None, provider_refund_id):
            raise _differs()
        if refund.state == "settled" or (refund.state == "failed" and refund.provider_refund_id):
            return False
        move(session, REFUND, refund, "settle", provider_refund_id=provider_refund_id)
        record(session, actor, "settle_refund", "refund", refund.id, company_id=refund.company_id, amount=str(amount))
    return True


@verb
def fail_refund(refund_id: int, *, provider_refund_id: str, amount: Money, actor: Actor) -> str:
    """The provider says the card didn't take it, perhaps days after it was made: the money is in the wallet again, once.

    What it came to: "done", "ignored", or "waiting" while an attempt is under way that may be making another refund.
    """
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        refund = _find(session, refund_id, amount)
        if refund.state == "failed" or refund.provider_refund_id not in (None, provider_refund_id):
            return "ignored"  # heard before, or an earlier attempt's: another refund took its place
        if refund.state == "sending":
            # Its sender asks the provider before anything else, finds this refund and gives the money back itself.
            is_under_way = refund.last_error == "" and refund.next_try_at > clock.now()
            return "waiting" if is_under_way else "ignored"
        _give_back(session, refund, "bounce", f"{provider_refund_id} failed at the provider", actor, provider_refund_id=provider_refund_id)
    return "done"


def due_refunds(limit: int = 200) -> list[int]:
    """Refunds whose next attempt has come."""
    with transaction() as session:
        return list(session.scalars(select(Refund.id).where(Refund.state.in_(REFUND.moves["send"][0]), Refund.next_try_at <= clock.now())
                                    .order_by(Refund.next_try_at).limit(limit)))


@verb
def _note(refund: Refund, why: str) -> None:
    with transaction() as session:
        now = clock.now()
        wait = pause_before_next(refund.attempt, refund.created_at, now)
        session.execute(update(Refund).where(Refund.id == refund.id, Refund.state == "sending", Refund.attempt == refund.attempt)
                        .values(next_try_at=now + wait, last_error=why[:300]))


@verb
def _refuse(refund_id: int, why: str, actor: Actor, **changes: str) -> None:
    with transaction() as session:
        _give_back(session, session.get_one(Refund, refund_id, with_for_update=True), "fail", why, actor, **changes)


def _give_back(session: Session, refund: Refund, by: str, why: str, actor: Actor, **changes: str) -> None:
    move(session, REFUND, refund, by, last_error=why[:300], **changes)
    post(session, actor, "refund_returned", f"refund_returned:{refund.id}",
         [Leg("provider", 0, -refund.amount), Leg("wallet", refund.company_id, refund.amount)])
    record(session, actor, "fail_refund", "refund", refund.id, company_id=refund.company_id, amount=str(refund.amount))


def _find(session: Session, refund_id: int, amount: Money) -> Refund:
    refund = session.get(Refund, refund_id, with_for_update=True)
    if refund is None or refund.amount != amount:
        raise _differs()
    return refund


def _differs() -> Conflict:
    return Conflict("refund_differs", Text("환불 기록이 달라요.", "The refund differs from ours."))
