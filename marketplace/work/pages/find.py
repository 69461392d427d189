"""Finding work: open batches, one batch before claiming, and taking a task."""

from flask import g, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict, Forbidden
from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.standards.prose import render_prose
from marketplace.training.queries import attempts_left
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door
from marketplace.work import desk, service
from marketplace.work.models import Claim
from marketplace.work.pace import paces_of
from marketplace.work.queries import get_open_batch, open_work

pages = Door("find", __name__)
FREE_SHOWN = 12


@pages.get("/work", permission=Permission.SEE_OPEN_WORK)
def list_open_work() -> ResponseReturnValue:
    """Batches with free tasks, what an hour of each really earns, and what one is in the middle of."""
    actor = current_actor()
    found = open_work(actor, asked_cut())
    return render_template("work/find.html", page=found, paces=paces_of([one.batch for one in found.items]), held=desk.held_now(actor))


@pages.get("/work/<id:batch_id>", permission=Permission.SEE_OPEN_WORK)
def show_open_batch(batch_id: int) -> ResponseReturnValue:
    """Everything one should know before claiming: the standard, the checklist, the price and the clock."""
    actor = current_actor()
    found, held = get_open_batch(actor, batch_id), desk.held_now(actor)
    version = found.batch.template_version
    return render_template(
        "work/find_batch.html", found=found, batch=found.batch, spec=version.spec, render_prose=render_prose,
        pace=paces_of([found.batch])[batch_id], tasks=desk.free_tasks(actor, batch_id, FREE_SHOWN), name_task=desk.name_task,
        held=[claim for claim in held if claim.batch_id == batch_id], seats_left=current_settings().claims_per_worker - len(held),
        attempts_left=attempts_left(actor, version.template_id))


@pages.post("/batches/<id:batch_id>/claims", permission=Permission.CLAIM_TASK)
def claim_next(batch_id: int) -> ResponseReturnValue:
    """Take the next free task of a batch."""
    try:
        return _work_on(service.claim_next(batch_id, actor=current_actor()))
    except (Conflict, Forbidden) as refusal:
        return _refuse(refusal, batch_id)


@pages.post("/tasks/<id:task_id>/claims", permission=Permission.CLAIM_TASK)
def claim_task(task_id: int) -> ResponseReturnValue:
    """Take this very task."""
    try:
        return _work_on(service.claim_task(task_id, actor=current_actor()))
    except (Conflict, Forbidden) as refusal:
        return _refuse(refusal)


def _work_on(claim: Claim) -> ResponseReturnValue:
    return redirect(f"/claims/{claim.id}", 303)


def _refuse(refusal: Conflict | Forbidden, batch_id: int | None = None) -> ResponseReturnValue:
    """Why no task was taken, with the one thing that helps."""
    return render_template("work/find_refused.html", refusal=refusal, batch_id=batch_id, request_id=g.request_id), refusal.status
