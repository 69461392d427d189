"""Reviewing by page: the queue, the submission beside its input and standard, and the checklist, made for the keyboard."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.policy import Permission, can
from marketplace.kernel.text import Text, t
from marketplace.quality import service, sheet
from marketplace.quality.forms import BonusForm
from marketplace.quality.pages.workbench import QueueRow, VerdictForm, panes, read_decision, read_sheet
from marketplace.quality.queries import (
    Round,
    count_waiting,
    get_for_review,
    next_to_review,
    review_pace,
    review_queue,
    rounds_of,
)
from marketplace.quality.queries_appeals import appeal_of, count_appeals, is_blind_to, shown_state
from marketplace.quality.queries_worker import judged_items
from marketplace.quality.states import APPEAL
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.work.models import Submission
from marketplace.work.states import SUBMISSION
from marketplace.work.withheld import is_withheld

pages = Door("reviewing", __name__)


@pages.get("/reviews", permission=Permission.SEE_REVIEW_QUEUE)
def show_queue() -> ResponseReturnValue:
    """The submission that is due first; what to expect when nothing waits."""
    actor = current_actor()
    first = next_to_review(actor)
    if first is None:
        return render_template("quality/nothing_waits.html", pace=review_pace(actor),
                               appeals=count_appeals(actor) if can(actor, Permission.SEE_APPEALS) else 0)
    return redirect(f"/reviews/{first}", 303)


@pages.get("/reviews/<id:submission_id>", permission=Permission.REVIEW_SUBMISSION)
def show_review(submission_id: int) -> ResponseReturnValue:
    """One submission with all that its verdict needs."""
    return _draw(get_for_review(current_actor(), submission_id), sheet.Typed(), VerdictForm())


@pages.post("/submissions/<id:submission_id>/reviews", permission=Permission.REVIEW_SUBMISSION)
def review_submission(submission_id: int) -> ResponseReturnValue:
    """Decide, and go on to the next one; what was answered is kept when the decision is refused."""
    actor = current_actor()
    get_for_review(actor, submission_id)
    typed, form = read_sheet(VerdictForm)
    try:
        service.review_submission(submission_id, items=typed.results(), actor=actor, **read_decision(form))
    except Conflict as refusal:
        return _refuse(refusal, submission_id)
    except Invalid as refusal:
        form.blame(refusal)
        return _draw(get_for_review(actor, submission_id), typed, form, refusal)
    flash(str(_SAID[str(form.decision.data)]), "success")
    following = next_to_review(actor, get_for_review(actor, submission_id))
    return redirect(f"/reviews/{following}" if following else "/reviews", 303)


_SAID = {
    "accept": Text("승인했어요. 작업자에게 바로 지급돼요.", "Accepted; the worker is credited."),
    "partial": Text("통과한 만큼 지급했어요.", "Paid for what passed."),
    "rework": Text("재작업을 부탁했어요.", "Sent back for rework."),
    "reject": Text("반려했어요. 근거도 함께 전했어요.", "Rejected; the worker sees the evidence."),
}


def _refuse(refusal: Conflict, submission_id: int) -> ResponseReturnValue:
    submission = get_for_review(current_actor(), submission_id)
    return render_template("quality/review_refused.html", refusal=refusal, submission=submission,
                           following=next_to_review(current_actor(), submission)), refusal.status


def _draw(submission: Submission, typed: sheet.Typed, form: VerdictForm, refusal: Invalid | None = None) -> ResponseReturnValue:
    actor, spec = current_actor(), submission.claim.template_version.spec
    rounds = rounds_of(submission)
    appeal = appeal_of(submission) if rounds[-1].review else None
    is_blind = is_blind_to(actor, submission, appeal)
    if is_blind:
        rounds = [Round(one.submission, None) for one in rounds]
    done, following = rounds[-1].review, next_to_review(actor, submission)
    withheld = is_withheld(actor, claim_id=submission.claim_id, company_id=submission.company_id)
    return render_template(
        "quality/review.html", **panes(rounds, typed, form, refusal, withheld=withheld), earlier=[] if is_blind else rounds[:-1],
        done=done, is_blind=is_blind,
        appeal=appeal, state=SUBMISSION.shown[shown_state(submission, is_blind)], judged=judged_items(spec.checklist, done.items) if done else [],
        ruled=judged_items(spec.checklist, appeal.items) if appeal else [], APPEAL=APPEAL,
        queue=[_queued(one) for one in review_queue(actor)], left=count_waiting(actor), pace=review_pace(actor),
        here=f"/reviews/{submission.id}", following=f"/reviews/{following}" if following else None,
        is_open=submission.state == SUBMISSION.start, is_last_round=submission.round >= service.ROUNDS_MOST,
        bonus_form=BonusForm() if done and done.decision in ("accept", "partial") else None), refusal.status if refusal else 200


def _queued(one: Submission) -> QueueRow:
    detail = t("{n}번째", "round {n}", n=one.round) if one.round > 1 else t("작업자 {n}", "worker {n}", n=one.worker_id)
    return QueueRow(f"/reviews/{one.id}", f"#{one.id} {one.batch.title}", detail, one.review_due_at)
