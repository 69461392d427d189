"""A business pays on top for an answer that was accepted."""

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.journal import record
from marketplace.kernel.money import Money, part_of
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money import escrow
from marketplace.money.cause_models import Bonus
from marketplace.quality.queries_submission import get_submission
from marketplace.work.models import Batch


@verb
def give_bonus(submission_id: int, *, amount: Money, reason: str, actor: Actor) -> Bonus:
    """Pay the worker of an accepted answer on top, from the company's wallet, with the batch's fee.

    Raises `NotFound` for another company's, `Conflict` not_accepted, wallet_short, `Invalid` currency_differs.
    """
    with transaction() as session:
        seen = get_submission(actor, submission_id)
        require(actor, Permission.GIVE_BONUS, seen.submission)
        verdict, batch = seen.verdict, session.get_one(Batch, seen.submission.batch_id)
        if verdict is None or not verdict.pays:
            raise Conflict("not_accepted", Text(
                "검수에서 승인한 답에만 보너스를 줄 수 있어요.", "A bonus is only for an answer that its review accepted."))
        if amount.currency != verdict.currency:
            raise Invalid.field("currency", "currency_differs", Text("이 묶음의 통화는 {currency}예요.", "This batch is in {currency}."),
                                currency=verdict.currency)
        bonus = Bonus(verdict_id=verdict.id, verdict_pays=True, company_id=batch.company_id, worker_id=verdict.worker_id,
                      amount_minor=amount.minor, fee_minor=part_of(amount, batch.fee_bps).minor, currency=amount.currency, reason=reason,
                      made_by=actor.person_id, created_at=clock.now())
        session.add(bonus)
        session.flush()
        escrow.pay_bonus(session, actor, bonus)
        record(session, actor, "give_bonus", "submission", submission_id, company_id=batch.company_id, bonus_id=bonus.id,
               worker_id=bonus.worker_id, batch_id=batch.id, amount=str(amount))
    return bonus
