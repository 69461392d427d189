"""Card disputes as the provider tells of them: whichever event comes first makes the row, and each fact counts once.

The provider takes the money from us. What is still in the company's wallet bears it first, the rest is our loss; no worker ever does.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.dispute_models import Dispute
from marketplace.money.ledger import Leg, locked_balance, post
from marketplace.money.provider_models import Payment, ProviderEventRow
from marketplace.money.service.readings import Unreadable, read_amount, read_text
from marketplace.money.states import DISPUTE

MOST_SECONDS: Final = 10**11
PATIENCE: Final = timedelta(days=7)  # how long an event waits for the payment that it is about
_ENDS: Final = {"won": "win", "warning_closed": "win", "lost": "lose"}


@verb
def take_dispute(event: ProviderEventRow, actor: Actor) -> str:
    """Do what an event about a dispute calls for: "done", "ignored" when it is no news, "waiting" until its payment is known."""
    require(actor, Permission.RUN_JOBS)
    said = event.payload
    with transaction() as session:
        payment = session.scalar(select(Payment).where(Payment.provider_payment_id == read_text(said, "payment_intent")))
        if payment is None:
            if clock.now() - event.created_at < PATIENCE:
                return "waiting"
            raise Conflict("dispute_unknown", Text("어느 결제의 분쟁인지 알 수 없어요.", "The disputed payment is none of ours."))
        dispute, is_new = _find(session, said, payment, actor)
        did = _TAKERS[event.type](session, dispute, said, actor)
        return "done" if did or is_new else "ignored"


def _find(session: Session, said: dict[str, Any], payment: Payment, actor: Actor) -> tuple[Dispute, bool]:
    """The dispute that an event is about, locked, and whether this is the first that we hear of it."""
    # The payment's row is what two first events would both wait for; its key stays free for a refund that has the wallet already.
    session.refresh(payment, with_for_update={"key_share": True})
    dispute_id, amount = read_text(said, "id"), read_amount(said)
    found = session.scalar(select(Dispute).where(Dispute.provider_dispute_id == dispute_id).with_for_update())
    if found is not None:
        if found.payment_id != payment.id or found.amount != amount:
            raise Conflict("dispute_differs", Text("분쟁 기록이 달라요.", "The dispute differs from ours."))
        return found, False
    dispute = Dispute(provider_dispute_id=dispute_id, payment_id=payment.id, company_id=payment.company_id, batch_id=payment.batch_id,
                      amount_minor=amount.minor, currency=amount.currency, reason=read_text(said, "reason"), opened_at=_opened_at(said))
    session.add(dispute)
    session.flush()
    record(session, actor, "open_dispute", "dispute", dispute.id, company_id=payment.company_id, batch_id=payment.batch_id, amount=str(amount))
    return dispute, True


def _note(session: Session, dispute: Dispute, said: dict[str, Any], actor: Actor) -> bool:
    return False


def _withdraw(session: Session, dispute: Dispute, said: dict[str, Any], actor: Actor) -> bool:
    """The provider took the money, and its fee."""
    if dispute.withdrawn_at is not None:
        return False
    wallet, fee = locked_balance(session, "wallet", dispute.company_id, dispute.currency), _fee(said, dispute.currency)
    part = Money(min(max(wallet.minor, 0), dispute.amount_minor), dispute.currency)
    dispute.withdrawn_at, dispute.from_wallet_minor, dispute.fee_minor = clock.now(), part.minor, fee.minor
    post(session, actor, "dispute", f"dispute:{dispute.id}", [
        Leg("provider", 0, dispute.amount + fee), Leg("wallet", dispute.company_id, -part), Leg("loss", 0, part - dispute.amount - fee)])
    record(session, actor, "withdraw_funds", "dispute", dispute.id, company_id=dispute.company_id, from_wallet=str(part), fee=str(fee))
    return True


def _reinstate(session: Session, dispute: Dispute, said: dict[str, Any], actor: Actor) -> bool:
    """The money came back, to whom it was taken from. It can't come back before it went, so the one implies the other."""
    if dispute.reinstated_at is not None:
        return False
    _withdraw(session, dispute, said, actor)
    dispute.reinstated_at = clock.now()
    post(session, actor, "dispute_won", f"dispute_won:{dispute.id}", [
        Leg("provider", 0, -dispute.amount), Leg("wallet", dispute.company_id, dispute.from_wallet),
        Leg("loss", 0, dispute.amount - dispute.from_wallet)])
    record(session, actor, "reinstate_funds", "dispute", dispute.id, company_id=dispute.company_id, amount=str(dispute.amount))
    return True


def _close(session: Session, dispute: Dispute, said: dict[str, Any], actor: Actor) -> bool:
    """The bank has decided. Its words move no money: that has events of its own."""
    status = read_text(said, "status")
    if status not in _ENDS:
        raise Unreadable("status")
    if dispute.state != DISPUTE.start:
        return False
    move(session, DISPUTE, dispute, _ENDS[status], closed_at=clock.now())
    record(session, actor, "close_dispute", "dispute", dispute.id, company_id=dispute.company_id, batch_id=dispute.batch_id, outcome=dispute.state)
    return True


_TAKERS: Final = {
    "charge.dispute.created": _note, "charge.dispute.updated": _note, "charge.dispute.funds_withdrawn": _withdraw,
    "charge.dispute.funds_reinstated": _reinstate, "charge.dispute.closed": _close,
}
DISPUTE_EVENTS: Final = tuple(_TAKERS)


def _opened_at(said: dict[str, Any]) -> datetime:
    """When it began at the provider, whichever of its events comes first."""
    second = said.get("created")
    if type(second) is not int or not 0 < second < MOST_SECONDS:
        raise Unreadable("created")
    return datetime.fromtimestamp(second, UTC)


def _fee(said: dict[str, Any], currency: str) -> Money:
    """What the provider took on top, from its own movements."""
    movements = said.get("balance_transactions") or []
    if not isinstance(movements, list) or not all(isinstance(one, dict) and type(one.get("fee", 0)) is int for one in movements):
        raise Unreadable("balance_transactions")
    return Money(max(sum(one.get("fee", 0) for one in movements), 0), currency)
