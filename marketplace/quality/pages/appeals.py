"""Appeals by page: a worker files one where they read their verdict, and another reviewer takes a second look at a blank sheet."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.paging import Cut
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text, t
from marketplace.quality import appeals, sheet
from marketplace.quality.forms import AppealForm
from marketplace.quality.models import Appeal
from marketplace.quality.pages.results import draw_submission
from marketplace.quality.pages.workbench import QueueRow, SecondVerdictForm, panes, read_decision, read_sheet
from marketplace.quality.queries import QUEUE_SHOWN, Round
from marketplace.quality.queries_appeals import (
    Waiting,
    get_appeal_to_rule,
    next_appeal,
    page_of_appeals,
)
from marketplace.quality.queries_worker import judged_items, my_submission
from marketplace.quality.states import APPEAL
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work.models import Submission

pages = Door("appeals", __name__)


@pages.post("/submissions/<id:submission_id>/appeals", permission=Permission.FILE_APPEAL)
def file_appeal(submission_id: int) -> ResponseReturnValue:
    """Ask for a second look, from where the verdict is read; a refusal keeps what was typed."""
    form = sent(AppealForm)
    if attempt(form, lambda **values: appeals.file_appeal(submission_id, **values, actor=current_actor())) is None:
        return draw_submission(my_submission(current_actor(), submission_id), form), form.status
    flash(t("이의를 신청했어요. 다른 검수자가 처음부터 다시 볼게요.", "Your appeal is filed; another reviewer looks at it afresh."), "success")
    return redirect(f"/submissions/{submission_id}", 303)


@pages.get("/appeals", permission=Permission.SEE_APPEALS)
def show_appeals() -> ResponseReturnValue:
    """The appeal that is due first; what to expect when none waits."""
    first = next_appeal(current_actor())
    return redirect(f"/appeals/{first}", 303) if first else render_template("quality/no_appeals.html")


@pages.get("/appeals/<id:appeal_id>", permission=Permission.RULE_ON_APPEAL)
def show_appeal(appeal_id: int) -> ResponseReturnValue:
    """The answer and the worker's reason beside a blank sheet; nothing of what was decided first."""
    return _draw(*get_appeal_to_rule(current_actor(), appeal_id), sheet.Typed(), SecondVerdictForm())


@pages.post("/appeals/<id:appeal_id>/rulings", permission=Permission.RULE_ON_APPEAL)
def rule_on_appeal(appeal_id: int) -> ResponseReturnValue:
    """Decide anew, and go on to the next one; what was answered is kept when the decision is refused."""
    actor = current_actor()
    appeal, submission = get_appeal_to_rule(actor, appeal_id)
    typed, form = read_sheet(SecondVerdictForm)
    try:
        ruled = appeals.rule_on_appeal(appeal_id, items=typed.results(), actor=actor, **read_decision(form))
    except Conflict as refusal:
        return _refuse(refusal, appeal, submission)
    except Invalid as refusal:
        form.blame(refusal)
        return _draw(*get_appeal_to_rule(actor, appeal_id), typed, form, refusal)
    flash(str(_SAID[ruled.state]), "success")
    following = next_appeal(actor, ruled)
    return redirect(f"/appeals/{following}" if following else "/appeals", 303)


_SAID = {
    "overturned": Text("판정이 바뀌었어요. 작업자에게 더 지급돼요.", "The verdict is changed; the worker is paid more."),
    "upheld": Text("처음 판정이 그대로 남아요. 작업자에게 근거를 전했어요.", "The first verdict stands; the worker sees your evidence."),
}


def _refuse(refusal: Conflict, appeal: Appeal, submission: Submission) -> ResponseReturnValue:
    following = next_appeal(current_actor(), appeal)
    return render_template("quality/ruling_refused.html", refusal=refusal, appeal=appeal, submission=submission, following=following), refusal.status


def _draw(appeal: Appeal, submission: Submission, typed: sheet.Typed, form: SecondVerdictForm, refusal: Invalid | None = None) -> ResponseReturnValue:
    actor, following = current_actor(), next_appeal(current_actor(), appeal)
    # Only the last answers: what an earlier round was sent back for would tell how the first reviewer sees it.
    shown = panes([Round(submission, None)], typed, form, refusal)
    return render_template(
        "quality/appeal.html", **shown, appeal=appeal, state=APPEAL.shown[appeal.state], left=shown["appeals"],
        judged=judged_items(submission.claim.template_version.spec.checklist, appeal.items),
        queue=[_queued(one) for one in page_of_appeals(actor, Cut(QUEUE_SHOWN)).items], here=f"/appeals/{appeal.id}",
        following=f"/appeals/{following}" if following else None, is_open=appeal.state == APPEAL.start), refusal.status if refusal else 200


def _queued(one: Waiting) -> QueueRow:
    return QueueRow(f"/appeals/{one.appeal.id}", f"#{one.appeal.submission_id} {one.batch.title}",
                    t("작업자 {n}", "worker {n}", n=one.appeal.worker_id), one.appeal.due_at)
