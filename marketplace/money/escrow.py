"""Money held for a batch: in at publish, out to a worker only by a verdict that pays, the rest back to the business."""

from sqlalchemy.orm import Session

from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.money.cause_models import Bonus
from marketplace.money.ledger import Leg, locked_balance, post


def hold(session: Session, actor: Actor, *, key: str, batch_id: int, company_id: int, amount: Money) -> None:
    """Move `amount` from the company's wallet to the batch's hold; raises `Conflict` escrow_short naming the gap."""
    wallet = locked_balance(session, "wallet", company_id, amount.currency)
    if wallet < amount:
        gap = amount - wallet
        sentence = Text("{gap}이 부족해요. 먼저 결제해 주세요.", "{gap} is missing. Please pay it first.")
        raise Conflict("escrow_short", sentence.format(gap=gap.words()), gap=str(gap), needed=str(amount))
    post(session, actor, "hold", key, [Leg("wallet", company_id, -amount), Leg("hold", batch_id, amount)])


def release(session: Session, actor: Actor, *, verdict_id: int, batch_id: int, company_id: int, worker_id: int,
            held: Money, pay: Money, fee: Money) -> None:
    """Pay a worker what an accepted or partial verdict says, take our fee, give the rest of the slot back.

    The one posting that credits a worker for work. The database takes it only for a verdict that pays, once.
    """
    rest = held - pay - fee
    if rest.minor < 0:
        raise ValueError(f"verdict {verdict_id} pays more than is held")
    post(session, actor, "release", f"release:verdict:{verdict_id}", [
        Leg("hold", batch_id, -held), Leg("worker", worker_id, pay), Leg("fee", 0, fee), Leg("wallet", company_id, rest),
    ], verdict_id=verdict_id)


def pay_bonus(session: Session, actor: Actor, bonus: Bonus) -> None:
    """Pay a worker on top for accepted work, and our fee, from the company's wallet; raises `Conflict` wallet_short naming the gap."""
    total = bonus.amount + bonus.fee
    wallet = locked_balance(session, "wallet", bonus.company_id, bonus.currency)
    if wallet < total:
        gap = total - wallet
        sentence = Text("지갑에 {gap}이 부족해요. 묶음을 결제하거나 마감한 뒤 다시 보내 주세요.",
                        "The wallet lacks {gap}. Pay more in or close a batch, then send it again.")
        raise Conflict("wallet_short", sentence.format(gap=gap.words()), gap=str(gap), needed=str(total))
    post(session, actor, "bonus", f"bonus:{bonus.id}", [
        Leg("wallet", bonus.company_id, -total), Leg("worker", bonus.worker_id, bonus.amount), Leg("fee", 0, bonus.fee),
    ], bonus_id=bonus.id)


def share_appeal(session: Session, *, company_id: int, more: Money, fee: Money, business_pays: bool) -> tuple[Money, Money]:
    """Who bears what an appeal adds: our fee out of it, and our own loss.

    The company's wallet as far as it goes, the worker's money before our fee; the platform the rest, or all of it where the business
    isn't to pay. Locks the wallet until the transaction ends.
    """
    nothing = Money(0, more.currency)
    paid = min(locked_balance(session, "wallet", company_id, more.currency), more + fee) if business_pays else nothing
    return max(paid - more, nothing), max(more - paid, nothing)


def pay_appeal(session: Session, actor: Actor, *, appeal_id: int, batch_id: int, worker_id: int, more: Money, fee: Money, lost: Money) -> None:
    """Pay a worker what an appeal adds to the verdict, out of what the batch holds for it and, for what we lose by it, our own pocket.

    The database takes it only for an appeal that pays, once.
    """
    post(session, actor, "appeal", f"appeal:{appeal_id}", [
        Leg("hold", batch_id, lost - more - fee), Leg("loss", 0, -lost), Leg("worker", worker_id, more), Leg("fee", 0, fee),
    ], appeal_id=appeal_id)


def give_back(session: Session, actor: Actor, *, key: str, batch_id: int, company_id: int, amount: Money) -> None:
    """Return held money that no work will use to the company's wallet."""
    post(session, actor, "give_back", key, [Leg("hold", batch_id, -amount), Leg("wallet", company_id, amount)])
