"""What a worker owes, after something was taken back that had left already, is kept from what they earn next."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.kernel.journal import record
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.money.ledger import Leg, locked_balance, post
from marketplace.money.models import LedgerAccount, Line


def repay_debt(session: Session, actor: Actor, worker_id: int, balance: Money) -> Money:
    """Repay as much of a worker's debt as their balance, locked by the caller, allows; the balance that is left."""
    part = Money(min(balance.minor, -locked_balance(session, "debt", worker_id, balance.currency).minor), balance.currency)
    if part.minor <= 0:
        return balance
    # The account is locked and append only, so its count of lines names this repayment and no other.
    number = session.scalar(select(func.count()).select_from(Line).join(LedgerAccount, LedgerAccount.id == Line.account_id).where(
        LedgerAccount.kind == "debt", LedgerAccount.owner_id == worker_id, LedgerAccount.currency == balance.currency))
    post(session, actor, "repayment", f"repayment:worker:{worker_id}:{balance.currency}:{number}",
         [Leg("worker", worker_id, -part), Leg("debt", worker_id, part)])
    record(session, actor, "repay_debt", "worker", worker_id, amount=str(part))
    return balance - part
