"""A business's batches: the list, a new one, one of them from top to bottom, its tasks and its money."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.database import db
from marketplace.kernel.forms import VerbForm
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.standards.kinds.reading import show_value
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state
from marketplace.web.door import Door
from marketplace.web.forms import attempt
from marketplace.web.history import shown_entries
from marketplace.web.moments import sent_with_moments
from marketplace.work import service
from marketplace.work.board import batch_history, latest_results, read_board, results_of
from marketplace.work.corrections import corrections_in
from marketplace.work.desk import name_task
from marketplace.work.exported import personal_fields
from marketplace.work.exports import offered_formats
from marketplace.work.forecasts import actual_of, kept_forecast
from marketplace.work.forms import BatchForm, EditDraftForm, ImportForm, PriceForm
from marketplace.work.models import Batch
from marketplace.work.next_steps import next_step
from marketplace.work.overview import count_batches, overview
from marketplace.work.pages.drafts import draw_draft, draw_new
from marketplace.work.problems import problems_of
from marketplace.work.queries import get_batch, list_imports, list_tasks, newer_version
from marketplace.work.quotes import quote_raise
from marketplace.work.states import BATCH, SUBMISSION, TASK

pages = Door("batches", __name__)


@pages.get("/batches", permission=Permission.SEE_BATCH)
def list_batches() -> ResponseReturnValue:
    """Every batch of the company: how far, at what cost, and what waits on whom."""
    actor, state = current_actor(), asked_state(BATCH)
    return render_template("work/batches.html", page=overview(actor, asked_cut("state"), state=state), counts=count_batches(actor), BATCH=BATCH)


@pages.get("/batches/new", permission=Permission.POST_BATCH)
def show_new_batch() -> ResponseReturnValue:
    """One page with everything a batch is made of."""
    asked = request.args.get("template", "")
    return draw_new(BatchForm(data={"currency": "KRW", "slots_per_task": 1}), chosen=int(asked) if asked.isascii() and asked.isdigit() else None)


@pages.post("/batches", permission=Permission.POST_BATCH)
def post_batch() -> ResponseReturnValue:
    """Keep it as a draft and go on there with the rows."""
    form = sent_with_moments(BatchForm)
    batch = attempt(form, lambda **terms: service.post_batch(**terms, actor=current_actor()))
    if batch is None:
        return draw_new(form)
    flash(t("초안으로 저장했어요. 이제 자료를 올려 주세요.", "Saved as a draft. Now upload your rows."), "success")
    return redirect(f"/batches/{batch.id}#rows", 303)


@pages.get("/batches/<id:batch_id>", permission=Permission.SEE_BATCH)
def show_batch(batch_id: int) -> ResponseReturnValue:
    """A draft to go on with, or a published batch from top to bottom."""
    return draw_batch(batch_id)


@pages.post("/batches/<id:batch_id>/terms", permission=Permission.EDIT_BATCH)
def edit_batch(batch_id: int) -> ResponseReturnValue:
    """Save a draft's terms; 409 with both versions when somebody else saved in between."""
    form = sent_with_moments(EditDraftForm)
    saved = attempt(form, partial(_save, batch_id))
    if saved is None:
        return draw_batch(batch_id, form=form)
    flash(t("저장했어요.", "Saved."), "success")
    return redirect(f"/batches/{batch_id}", 303)


@pages.get("/batches/<id:batch_id>/tasks", permission=Permission.SEE_BATCH)
def show_tasks(batch_id: int) -> ResponseReturnValue:
    """The rows of a batch, each with the answers that were accepted."""
    actor, state = current_actor(), asked_state(TASK)
    batch, page = get_batch(actor, batch_id), list_tasks(actor, batch_id, asked_cut("state"), state=state)
    return render_template("work/batch_tasks.html", batch=batch, page=page, results=results_of([task.id for task in page.items]),
                           spec=batch.template_version.spec, state=state, TASK=TASK, SUBMISSION=SUBMISSION, show_value=show_value)


def _save(batch_id: int, *, currency: str, **terms: Any) -> Batch:
    return service.edit_batch(batch_id, **terms, actor=current_actor())


def draw_batch(batch_id: int, *, form: EditDraftForm | None = None, upload: ImportForm | None = None, raised: PriceForm | None = None,
               refused: VerbForm | None = None) -> ResponseReturnValue:
    """A batch as it stands now; what was refused stands at its place, or on top where the page has moved on."""
    batch = get_batch(current_actor(), batch_id)
    if batch.state == "draft":
        return draw_draft(batch, form=form, upload=upload, refused=refused or raised)
    return _draw_published(batch, raised=raised, refused=refused or form or upload)


def _draw_published(batch: Batch, *, raised: PriceForm | None, refused: VerbForm | None) -> ResponseReturnValue:
    board, actor, spec = read_board(batch), current_actor(), batch.template_version.spec
    drawn = render_template(
        "work/batch.html", batch=batch, spec=spec, board=board, problems=problems_of(batch, board),
        results=latest_results(batch.id), history=shown_entries(batch_history(batch)), imports=list_imports(actor, batch.id),
        formats=[(one.name, one.label) for one in offered_formats(spec)],
        has_personal=bool(personal_fields(db.session(), batch.template_version.template_id)),
        rest=board.rest(batch), next=next_step(batch, board.progress), raised=raised or PriceForm(data={"currency": batch.currency}),
        gap=_gap(batch, raised), corrections=corrections_in(batch), refused=refused, newer=newer_version(batch),
        forecast=kept_forecast(batch.id), actual=actual_of(batch, board), name_task=name_task,
        show_value=show_value,
        BATCH=BATCH, SUBMISSION=SUBMISSION)
    return drawn, next((int(getattr(one, "status", 422)) for one in (raised, refused) if one is not None and one.errors), 200)


def _gap(batch: Batch, raised: PriceForm | None) -> Money | None:
    """What has to be paid in before the price can be raised, when that is why it was refused."""
    if raised is None or not any(error.code == "escrow_short" for error in raised.form_errors):
        return None
    price: Any = raised.price.data
    return quote_raise(batch, price).missing
