"""Batches under /api/v1: posted, edited, published, paused, raised, closed."""

from typing import Any

from marketplace.api.door import expected_version
from marketplace.api.parameters import one_of
from marketplace.kernel.forms import REQUIRED, raise_field
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work import service
from marketplace.work.api.door import api
from marketplace.work.exported import hidden_fields
from marketplace.work.forms import AdoptionForm, BatchChangesForm, BatchForm, OfferForm, PriceForm
from marketplace.work.queries import get_batch, list_batches, list_tasks, progress_of
from marketplace.work.shapes import (
    BatchShape,
    ProgressShape,
    TaskShape,
    shape_batch,
    shape_progress,
    shape_task,
)
from marketplace.work.states import BATCH, TASK

_TERMS = {"title": "Same product or not, November", "currency": "KRW", "price": 200}
_KEPT = ("title", "note", "price", "deadline_at", "claim_minutes", "review_hours")


@api.get("/batches", permission=Permission.SEE_BATCH, returns=(BatchShape,), query={"state": one_of(*BATCH.states)})
def list_company_batches(cut: Cut, state: str | None) -> Page[BatchShape]:
    """The company's batches (everybody's, for admins), newest first."""
    return list_batches(current_actor(), cut, state=state).map(shape_batch)


@api.post("/batches", permission=Permission.POST_BATCH, form=BatchForm, returns=BatchShape, errors=(404,),
          example=_TERMS | {"template_version_id": 1, "slots_per_task": 1})
def post_batch(values: dict[str, Any]) -> BatchShape:
    """Start a batch as a draft, under one version of a template."""
    return shape_batch(service.post_batch(**values, actor=current_actor()))


@api.get("/batches/<id:batch_id>", permission=Permission.SEE_BATCH, returns=BatchShape, versioned=True)
def show_batch(batch_id: int) -> BatchShape:
    """One batch; its ETag is what If-Match takes when editing."""
    return shape_batch(get_batch(current_actor(), batch_id))


@api.patch("/batches/<id:batch_id>", permission=Permission.EDIT_BATCH, form=BatchChangesForm, returns=BatchShape, versioned=True,
           example=_TERMS)
def edit_batch(batch_id: int, values: dict[str, Any]) -> BatchShape:
    """Change what is sent of a draft; a deadline of null takes it away. Guarded by If-Match."""
    actor, expected = current_actor(), expected_version()
    before = get_batch(actor, batch_id)
    changed = {name: getattr(before, name) for name in _KEPT} | _changes(values)
    expected = before.version if expected is None else expected  # what isn't sent must still be as it was read
    return shape_batch(service.edit_batch(batch_id, **changed, expected_version=expected, actor=actor))


@api.get("/batches/<id:batch_id>/progress", permission=Permission.SEE_BATCH, returns=ProgressShape)
def show_progress(batch_id: int) -> ProgressShape:
    """How far a batch is."""
    get_batch(current_actor(), batch_id)
    return shape_progress(progress_of([batch_id])[batch_id])


@api.get("/batches/<id:batch_id>/tasks", permission=Permission.SEE_BATCH, returns=(TaskShape,), query={"state": one_of(*TASK.states)})
def list_batch_tasks(batch_id: int, cut: Cut, state: str | None) -> Page[TaskShape]:
    """The tasks of a batch, in the order of its rows; `held` ones wait for the business, their `reason` says why."""
    actor = current_actor()
    batch = get_batch(actor, batch_id)
    spec, masked = batch.template_version.spec, hidden_fields(actor, batch.company_id, batch.template_version.template_id)
    return list_tasks(actor, batch_id, cut, state=state).map(lambda task: shape_task(task, spec, masked))


@api.post("/batches/<id:batch_id>/publication", permission=Permission.PUBLISH_BATCH, returns=BatchShape)
def publish_batch(batch_id: int) -> BatchShape:
    """Hold the money for every task and open the batch to workers."""
    return shape_batch(service.publish_batch(batch_id, actor=current_actor()))


@api.post("/batches/<id:batch_id>/pauses", permission=Permission.PAUSE_BATCH, returns=BatchShape)
def pause_batch(batch_id: int) -> BatchShape:
    """Hand out no more tasks; claims under way go on."""
    return shape_batch(service.pause_batch(batch_id, actor=current_actor()))


@api.post("/batches/<id:batch_id>/resumptions", permission=Permission.RESUME_BATCH, returns=BatchShape)
def resume_batch(batch_id: int) -> BatchShape:
    """Hand out tasks again."""
    return shape_batch(service.resume_batch(batch_id, actor=current_actor()))


@api.post("/batches/<id:batch_id>/prices", permission=Permission.PUBLISH_BATCH, form=PriceForm, returns=BatchShape,
          example={"currency": "KRW", "price": 250})
def raise_price(batch_id: int, values: dict[str, Any]) -> BatchShape:
    """Pay more for what isn't claimed yet; claims keep the price they were made at."""
    return shape_batch(service.raise_price(batch_id, price=values["price"], actor=current_actor()))


@api.post("/batches/<id:batch_id>/adoptions", permission=Permission.ADOPT_VERSION, form=AdoptionForm, returns=BatchShape,
          example={"template_version_id": 2})
def adopt_version(batch_id: int, values: dict[str, Any]) -> BatchShape:
    """Let unclaimed tasks be done by a newer version of the template; claims keep the one they were made under."""
    return shape_batch(service.adopt_version(batch_id, **values, actor=current_actor()))


@api.post("/batches/<id:batch_id>/offers", permission=Permission.PUBLISH_BATCH, form=OfferForm, returns=BatchShape, example={"number": 7})
def offer_tasks(batch_id: int, values: dict[str, Any]) -> BatchShape:
    """Let workers have the rows that routes held back, or the one of that number; a published batch holds their money first."""
    return shape_batch(service.offer_tasks(batch_id, number=values.get("number"), actor=current_actor()))


@api.post("/batches/<id:batch_id>/closure", permission=Permission.CLOSE_BATCH, returns=BatchShape)
def close_batch(batch_id: int) -> BatchShape:
    """Take back what nobody holds and return its money; what is under way ends as promised."""
    return shape_batch(service.close_batch(batch_id, actor=current_actor()))


def _changes(sent: dict[str, Any]) -> dict[str, Any]:
    """What a body changes: null leaves a term as it is, but takes away the note and the deadline; a price needs its currency."""
    changes = {name: value for name, value in sent.items() if name in _KEPT and (value is not None or name == "deadline_at")}
    if "note" in sent:
        changes["note"] = sent["note"] or ""
    if sent.get("title") == "":
        raise raise_field("title", REQUIRED)
    return changes
