"""Reviewing a submission by checklist; a final verdict releases the money, and nothing else does."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import Conflict, Invalid, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.machines import refuse_move
from marketplace.kernel.money import Money, part_of
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.kernel.text import Text
from marketplace.money import escrow
from marketplace.quality import statements as sql
from marketplace.quality.models import Review
from marketplace.quality.scoring import OUTCOMES, ItemResult, Scored, pay_for, refuse_misfit, score
from marketplace.standards.queries import spec_of_version
from marketplace.work.models import Claim, Submission
from marketplace.work.service import finish_slot, reopen_for_rework, reopen_slot
from marketplace.work.states import SUBMISSION

MOVES = {"accept": "accept", "partial": "pay_in_part", "rework": "ask_rework", "reject": "reject"}
ROUNDS_MOST = 3


@verb
def review_submission(submission_id: int, *, decision: str, items: Mapping[str, ItemResult], message: str = "", actor: Actor) -> Review:
    """Score every checklist item and decide: accept, pay in part, ask for rework, or reject.

    Money is only taken away with a failed item and its evidence. Raises `Forbidden` for one's own work,
    `Conflict` already_reviewed, `Invalid` when the decision and the items don't fit.
    """
    with transaction() as session:
        submission = _find(session, submission_id, actor)
        require(actor, Permission.REVIEW_SUBMISSION, submission)
        spec = spec_of_version(session, submission.template_version_id, submission.published_at)
        scored = score(spec.checklist, items)
        pay = pay_for(Money(submission.price_minor, submission.currency), scored)
        _refuse_misfit(decision, scored, pay, spec.pass_mark, message=message, round_=submission.round)
        return _decide(session, submission, decision, scored, message=message, actor=actor)


@verb
def accept_by_silence(submission_id: int, *, actor: Actor) -> Review:
    """Accept a submission that nobody reviewed in time: silence is never the worker's loss."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        submission = _find(session, submission_id, actor)
        if submission.review_due_at > clock.now():
            raise Conflict("not_due", Text("아직 검수 시간이 남았어요.", "There is still time to review this."))
        spec = spec_of_version(session, submission.template_version_id, submission.published_at)
        items = tuple(ItemResult(item.key, True) for item in spec.checklist)
        return _decide(session, submission, "accept", Scored(items, 100, False), message="", actor=actor)


def _decide(session: Session, submission: Row[Any], decision: str, scored: Scored, *, message: str, actor: Actor) -> Review:
    _win(session, submission, decision, actor)
    values = {"submission_id": submission.id, "reviewer_id": actor.person_id, "decision": decision, "score": scored.score, "failed": scored.failed,
              "items": [item.to_json() for item in scored.items], "message": message, "at": clock.now()}
    review = Review(id=session.connection().execute(sql.WRITE_REVIEW, values).scalar_one(), **values)
    if decision == "rework":
        reopen_for_rework(session, submission.claim_id, minutes=submission.claim_minutes)
    else:
        _give_verdict(session, submission, review, scored, actor)
    record(session, actor, "review_submission", "submission", submission.id, company_id=submission.company_id, decision=decision,
           review_id=review.id, claim_id=submission.claim_id, worker_id=submission.worker_id, batch_id=submission.batch_id, score=scored.score)
    return review


def _give_verdict(session: Session, submission: Row[Any], review: Review, scored: Scored, actor: Actor) -> None:
    price, outcome = Money(submission.price_minor, submission.currency), OUTCOMES[review.decision]
    pay = {"accepted": price, "partial": pay_for(price, scored), "rejected": Money(0, price.currency)}[outcome]
    fee = part_of(pay, submission.fee_bps)
    verdict_id = session.connection().execute(sql.GIVE_VERDICT, {
        "claim_id": submission.claim_id, "submission_id": submission.id, "review_id": review.id, "worker_id": submission.worker_id,
        "outcome": outcome, "pays": outcome != "rejected", "price_minor": price.minor, "pay_minor": pay.minor, "fee_minor": fee.minor,
        "currency": price.currency, "at": clock.now()}).scalar_one()
    if outcome == "rejected":
        reopen_slot(session, actor, session.get_one(Claim, submission.claim_id))
        return
    held = Money(finish_slot(session, submission.task_id), price.currency)
    escrow.release(session, actor, verdict_id=verdict_id, batch_id=submission.batch_id, company_id=submission.company_id,
                   worker_id=submission.worker_id, held=held, pay=pay, fee=fee)


def _find(session: Session, submission_id: int, actor: Actor) -> Row[Any]:
    """The submission with what a decision needs of its claim, its batch and its template's version; foreign ones look like none."""
    submission = session.connection().execute(sql.TO_DECIDE, {"which": submission_id}).first()
    sees_all = actor.is_system or Role.REVIEWER in actor.roles
    if submission is None or not (sees_all or submission.company_id == actor.company_id or submission.worker_id == actor.person_id):
        raise NotFound()
    return submission


def _win(session: Session, submission: Row[Any], decision: str, actor: Actor) -> None:
    """Only one review wins a submission: a guarded update that a second reviewer, or silence, loses."""
    who = "silence" if actor.is_system else "business" if actor.company_id == submission.company_id else "platform"
    won = session.connection().execute(sql.WIN, {
        "which": submission.id, "target": SUBMISSION.moves[MOVES[decision]][1], "now": clock.now(), "who": who})
    if changed(won) == 0:
        if session.scalar(select(Review.id).where(Review.submission_id == submission.id)):
            raise Conflict("already_reviewed", Text("이미 검수가 끝났어요. 다음 제출물로 넘어가 주세요.",
                                                    "This was reviewed already. Please go on to the next one."))
        raise refuse_move(SUBMISSION, session.scalars(select(Submission.state).where(Submission.id == submission.id)).one())


def _refuse_misfit(decision: str, scored: Scored, pay: Money, pass_mark: int, *, message: str, round_: int) -> None:
    if decision == "rework":
        if round_ >= ROUNDS_MOST:
            raise Conflict("too_many_rounds", Text("재작업은 {most}번까지 부탁할 수 있어요. 이제 결정해 주세요.",
                                                   "Rework can be asked {most} times. Please decide now."), most=ROUNDS_MOST - 1)
        if not message:
            raise Invalid.field("message", "what_to_fix_missing", Text("무엇을 고치면 되는지 적어 주세요.", "Please write what to fix."))
    else:
        refuse_misfit(decision, scored, pay, pass_mark)


def items_from(raw: Any) -> dict[str, ItemResult]:
    """Read `{"key": {"passed": true, "evidence": "…"}}`; raises `Invalid` item_wrong."""
    results = {}
    for key, value in raw.items() if isinstance(raw, dict) else ():
        passed, evidence = (value.get("passed"), value.get("evidence", "")) if isinstance(value, dict) else (None, "")
        if type(passed) is not bool or not isinstance(evidence, str) or len(evidence) > 1000 or set(value) - {"passed", "evidence"}:
            raise Invalid.field("items", "item_wrong", Text(
                "항목마다 통과 여부와 근거를 보내 주세요.", "Each item needs passed (true or false) and evidence."), item=str(key)[:80])
        results[key] = ItemResult(key, passed, evidence.strip())
    return results
