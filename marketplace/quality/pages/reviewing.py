"""Reviewing by page: the queue, the submission beside its input and standard, and the checklist, made for the keyboard."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import BadRequest, Conflict, FieldError, Invalid
from marketplace.kernel.forms import ChoiceField, TextField, VerbForm
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text, t
from marketplace.quality import service, sheet
from marketplace.quality.forms import DECISIONS, BonusForm
from marketplace.quality.models import Review
from marketplace.quality.queries import (
    count_waiting,
    get_for_review,
    next_to_review,
    review_pace,
    review_queue,
    rounds_of,
)
from marketplace.quality.queries_worker import judged_items
from marketplace.standards.prose import render_prose
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.work.models import Submission
from marketplace.work.proof import claims_proof
from marketplace.work.states import SUBMISSION
from marketplace.work.subject import show_subject

pages = Door("reviewing", __name__)
ITEM, NOTE = "item-", "note-"


class VerdictForm(VerbForm):
    """What stands under the checklist: the decision, and what to tell the worker."""

    decision = ChoiceField(Text("결정", "Decision"), choices=DECISIONS)
    message = TextField(Text("작업자에게", "To the worker"), needed=False, lines=True, most=2000)


@pages.get("/reviews", permission=Permission.SEE_REVIEW_QUEUE)
def show_queue() -> ResponseReturnValue:
    """The submission that is due first; what to expect when nothing waits."""
    first = next_to_review(current_actor())
    if first is None:
        return render_template("quality/nothing_waits.html", pace=review_pace(current_actor()))
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
    typed, form = _read_sheet()
    try:
        service.review_submission(submission_id, items=typed.results(), actor=actor, **_decision(form))
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


def _read_sheet() -> tuple[sheet.Typed, VerdictForm]:
    """The checklist and the decision out of the sent form; raises `BadRequest` for any other field."""
    sent = request.form
    answers = {name.removeprefix(ITEM): sent[name] for name in sent if name.startswith(ITEM)}
    notes = {name.removeprefix(NOTE): sent[name] for name in sent if name.startswith(NOTE)}
    doubled = next((name for name in sent if len(sent.getlist(name)) > 1), None)
    if doubled is not None:
        raise BadRequest("duplicate_parameter", Text("같은 항목이 두 번 왔어요: {field}", "The field {field} was sent twice."), field=doubled[:80])
    rest = sent.copy()
    for name in [name for name in rest if name.startswith((ITEM, NOTE))]:
        del rest[name]
    return sheet.Typed(answers, notes), VerdictForm(rest)


def _decision(form: VerdictForm) -> dict[str, str]:
    values = form.read()
    return {"decision": values["decision"], "message": values["message"] or ""}


def _refuse(refusal: Conflict, submission_id: int) -> ResponseReturnValue:
    submission = get_for_review(current_actor(), submission_id)
    return render_template("quality/review_refused.html", refusal=refusal, submission=submission,
                           following=next_to_review(current_actor(), submission)), refusal.status


def _draw(submission: Submission, typed: sheet.Typed, form: VerdictForm, refusal: Invalid | None = None) -> ResponseReturnValue:
    actor, spec = current_actor(), submission.claim.template_version.spec
    rounds = rounds_of(submission)
    done: Review | None = rounds[-1].review
    return render_template(
        "quality/review.html", submission=submission, spec=spec, sop=render_prose(spec.sop), subject=show_subject(spec, submission.task.input),
        rounds=rounds, rows=sheet.answer_rows(spec, rounds, submission.task.input), proof_code=claims_proof(submission.claim),
        findings=sheet.findings_of(spec, submission.findings), done=done,
        judged=judged_items(spec.checklist, done.items) if done else [], items=sheet.checklist_items(spec, typed), form=form,
        errors=_named(refusal, submission), sums=sheet.arithmetic(spec, submission.claim.price), queue=review_queue(actor),
        left=count_waiting(actor), pace=review_pace(actor), following=next_to_review(actor, submission), urgency=sheet.urgency,
        rounds_most=service.ROUNDS_MOST, SUBMISSION=SUBMISSION,
        bonus_form=BonusForm() if submission.state in ("accepted", "partial") else None), refusal.status if refusal else 200


def _named(refusal: Invalid | None, submission: Submission) -> list[tuple[str, str, FieldError]]:
    """Where each error of a refused review is: the anchor of its control, its name, and what is wrong."""
    if refusal is None:
        return []
    labels = {f"items.{item.key}": (f"{NOTE}{item.key}", str(item.label)) for item in submission.claim.template_version.spec.checklist}
    labels |= {"decision": ("decision", t("결정", "Decision")), "message": ("message", t("작업자에게", "To the worker"))}
    fields = refusal.fields or {"": FieldError(refusal.code, refusal.message)}
    return [(*labels.get(name, ("sheet", t("점검표", "Checklist"))), error) for name, error in fields.items()]
