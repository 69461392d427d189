"""Appeals: a worker asks for a second look at a verdict, another reviewer scores the answer again, and it can only get better."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb, violated
from marketplace.kernel.errors import Conflict, Forbidden, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move, refuse_move
from marketplace.kernel.money import Money, part_of
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.money import escrow
from marketplace.quality.models import Appeal, Review, Verdict
from marketplace.quality.scoring import ItemResult, Scored, pay_for, refuse_misfit, score
from marketplace.quality.states import APPEAL
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import spec_of_version
from marketplace.work.models import Batch, Claim, Submission
from marketplace.work.service import seat_late_answer
from marketplace.work.states import SUBMISSION


@verb
def file_appeal(submission_id: int, *, reason: str, actor: Actor) -> Appeal:
    """Ask for a second look at a verdict that paid only a part or nothing, once, within `ILGAM_APPEAL_DAYS`.

    Raises `NotFound` for anybody else's submission, `Conflict` nothing_to_appeal, already_appealed, appeal_too_late.
    """
    with transaction() as session:
        require(actor, Permission.FILE_APPEAL)
        submission, verdict, reviewer_id = _find_judged(session, submission_id, actor)
        now = clock.now()
        if session.scalar(select(Appeal.id).where(Appeal.verdict_id == verdict.id)):
            raise _already_appealed()
        if now > appeal_until(verdict):
            raise Conflict("appeal_too_late", Text("이의 신청 기간 {days}일이 지났어요.", "The {days} days for an appeal are over."),
                           days=current_settings().appeal_days, until=appeal_until(verdict).isoformat())
        appeal = Appeal(
            verdict_id=verdict.id, submission_id=submission.id, claim_id=submission.claim_id, company_id=submission.company_id,
            worker_id=verdict.worker_id, first_reviewer_id=reviewer_id, reason=reason, filed_at=now,
            due_at=now + timedelta(hours=current_settings().appeal_hours), price_minor=verdict.price_minor, paid_minor=verdict.pay_minor,
            pay_minor=verdict.pay_minor, currency=verdict.currency)
        _add(session, appeal)
        if not verdict.pays:
            move(session, SUBMISSION, submission, "appeal")
        record(session, actor, "file_appeal", "submission", submission.id, company_id=submission.company_id, appeal_id=appeal.id,
               claim_id=submission.claim_id, batch_id=submission.batch_id)
    return appeal


@verb
def rule_on_appeal(appeal_id: int, *, decision: str, items: Mapping[str, ItemResult], message: str = "", actor: Actor) -> Appeal:
    """Score the answer again and decide anew: what is better than before is paid on top, anything else leaves the verdict as it is.

    Raises `Forbidden` for who is a party to it or judged an earlier round, `Conflict` wrong_state, appeal_overdue, `Invalid` when decision
    and items don't fit.
    """
    with transaction() as session:
        appeal, facts = _find_appeal(session, appeal_id, actor)
        require(actor, Permission.RULE_ON_APPEAL, appeal)
        refuse_who_judged(session, appeal, actor)
        if appeal.state != APPEAL.start:
            raise refuse_move(APPEAL, appeal.state)
        if clock.now() >= appeal.due_at:
            raise Conflict("appeal_overdue", Text("다시 볼 시간이 지나서 Ilgam이 지급해요. 다음 이의 신청으로 넘어가 주세요.",
                                                  "Its time is over, so Ilgam pays it. Please go on to the next one."))
        spec = spec_of_version(session, facts.template_version_id, facts.published_at)
        scored = score(spec.checklist, items)
        refuse_misfit(decision, scored, pay_for(appeal.price, scored), spec.pass_mark)
        pay = {"accept": appeal.price, "partial": pay_for(appeal.price, scored), "reject": Money(0, appeal.currency)}[decision]
        _rule(session, appeal, facts, pay, decision=decision, scored=scored, message=message, actor=actor)
        record(session, actor, "rule_on_appeal", "submission", appeal.submission_id, company_id=appeal.company_id, appeal_id=appeal.id,
               worker_id=appeal.worker_id, batch_id=facts.Submission.batch_id, claim_id=appeal.claim_id, decision=decision, score=scored.score,
               first_reviewer_id=appeal.first_reviewer_id, outcome=appeal.state, amount=str(appeal.more), lost=str(appeal.lost))
    return appeal


@verb
def concede_appeal(appeal_id: int, *, actor: Actor) -> Appeal:
    """Pay an appeal that nobody looked at in time: our silence is never the worker's loss, nor the business's."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        appeal, facts = _find_appeal(session, appeal_id, actor)
        if appeal.due_at > clock.now():
            raise Conflict("not_due", Text("아직 다시 볼 시간이 남았어요.", "There is still time to look at this."))
        more = appeal.price - appeal.paid
        move(session, APPEAL, appeal, "concede", decided_at=clock.now(), pays=True, pay_minor=appeal.price_minor, lost_minor=more.minor)
        if not appeal.paid:
            move(session, SUBMISSION, facts.Submission, "concede")
        _pay(session, appeal, facts.Submission, actor)
        record(session, actor, "concede_appeal", "submission", appeal.submission_id, company_id=appeal.company_id, appeal_id=appeal.id,
               worker_id=appeal.worker_id, batch_id=facts.Submission.batch_id, claim_id=appeal.claim_id, amount=str(more))
    return appeal


def refuse_who_judged(session: Session, appeal: Appeal, actor: Actor) -> None:
    """Raise `Forbidden` for who has judged any round of the appealed claim: a second look has fresh eyes."""
    if session.scalar(select(judged_by(actor, Appeal.claim_id)).where(Appeal.id == appeal.id)):
        raise Forbidden(message=Text("이 답을 이미 검수한 분은 다시 판단할 수 없어요. 다른 검수자가 볼게요.",
                                     "Who has reviewed this answer before cannot rule on the appeal; somebody else will."))


def judged_by(actor: Actor, claim_id: Any) -> ColumnElement[bool]:
    """Whether the actor has reviewed a claim, in whichever round."""
    return exists().where(Review.submission_id == Submission.id, Submission.claim_id == claim_id, Review.reviewer_id == actor.person_id)


def appeal_until(verdict: Verdict) -> datetime:
    """The last moment at which a verdict can be appealed."""
    return verdict.at + timedelta(days=current_settings().appeal_days)


def _find_judged(session: Session, submission_id: int, actor: Actor) -> tuple[Submission, Verdict, int]:
    found = session.execute(
        select(Submission, Verdict, Review.reviewer_id).outerjoin(Verdict, Verdict.submission_id == Submission.id)
        .outerjoin(Review, Review.id == Verdict.review_id)
        .where(Submission.id == submission_id, Submission.worker_id == actor.person_id)).first()
    if found is None:
        raise NotFound()
    submission, verdict, reviewer_id = found
    if verdict is None or verdict.outcome == "accepted" or reviewer_id is None:
        raise Conflict("nothing_to_appeal", Text("반려나 부분 승인에만 이의를 신청할 수 있어요.",
                                                 "Only a rejection or a part payment can be appealed."))
    return submission, verdict, reviewer_id


def _add(session: Session, appeal: Appeal) -> None:
    session.add(appeal)
    try:
        session.flush()
    except IntegrityError as error:
        if "verdict_id" not in violated(error):
            raise
        raise _already_appealed() from error


def _already_appealed() -> Conflict:
    return Conflict("already_appealed", Text("이미 이의를 신청했어요. 한 번만 신청할 수 있어요.",
                                             "You have appealed this already; it can be done once."))


def _find_appeal(session: Session, appeal_id: int, actor: Actor) -> tuple[Appeal, Any]:
    """The appeal, locked, with what a ruling needs of its work; it looks like none to who is no reviewer of the platform."""
    found = session.execute(
        select(Appeal, Submission, Claim.template_version_id, TemplateVersion.published_at, Batch.fee_bps, Verdict.fee_minor)
        .join(Submission, Submission.id == Appeal.submission_id).join(Claim, Claim.id == Appeal.claim_id)
        .join(TemplateVersion, TemplateVersion.id == Claim.template_version_id).join(Batch, Batch.id == Submission.batch_id)
        .join(Verdict, Verdict.id == Appeal.verdict_id).where(Appeal.id == appeal_id)
        .with_for_update(of=Appeal, key_share=True)).first()
    if found is None or not (actor.is_system or Role.REVIEWER in actor.roles):
        raise NotFound()
    return found[0], found


def _rule(session: Session, appeal: Appeal, facts: Row[Any], pay: Money, *, decision: str, scored: Scored, message: str, actor: Actor) -> None:
    ruling = {"reviewer_id": actor.person_id, "decision": decision, "items": [item.to_json() for item in scored.items], "score": scored.score,
              "message": message, "decided_at": clock.now()}
    if pay <= appeal.paid:
        move(session, APPEAL, appeal, "uphold", **ruling)
        if not appeal.paid:
            move(session, SUBMISSION, facts.Submission, "uphold")
        return
    submission, more = facts.Submission, pay - appeal.paid
    due = part_of(pay, facts.fee_bps) - Money(facts.fee_minor, pay.currency)
    held = None if appeal.paid else seat_late_answer(session, submission.task_id, submission.batch_id)
    if held is None:
        # The business has the rest of a part paid, and bears its own reviewer's verdict; ours, answered by somebody else since, is our loss.
        fee, lost = escrow.share_appeal(session, company_id=appeal.company_id, more=more, fee=due,
                                        business_pays=bool(appeal.paid) or submission.decided_by == "business")
    else:
        fee, lost = due, Money(0, pay.currency)
        _return_rest(session, appeal, submission, Money(held, pay.currency) - more - due, actor)
    move(session, APPEAL, appeal, "overturn", **ruling, pays=True, pay_minor=pay.minor, fee_minor=fee.minor, lost_minor=lost.minor)
    if submission.state == "appealed" or decision == "accept":
        move(session, SUBMISSION, submission, "overturn" if decision == "accept" else "overturn_in_part",
             decided_at=ruling["decided_at"], decided_by="platform")
    if held is None and lost < more:
        # Through what the batch holds, so that it counts among what the batch has cost.
        escrow.hold(session, actor, key=f"hold:appeal:{appeal.id}", batch_id=submission.batch_id, company_id=appeal.company_id,
                    amount=more + fee - lost)
    _pay(session, appeal, submission, actor)


def _return_rest(session: Session, appeal: Appeal, submission: Submission, rest: Money, actor: Actor) -> None:
    if rest.minor < 0:
        raise ValueError(f"appeal {appeal.id} adds more than is held")
    if rest:
        escrow.give_back(session, actor, key=f"give_back:appeal:{appeal.id}", batch_id=submission.batch_id, company_id=appeal.company_id,
                         amount=rest)


def _pay(session: Session, appeal: Appeal, submission: Submission, actor: Actor) -> None:
    escrow.pay_appeal(session, actor, appeal_id=appeal.id, batch_id=submission.batch_id, worker_id=appeal.worker_id, more=appeal.more,
                      fee=appeal.fee, lost=appeal.lost)
