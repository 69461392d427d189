"""Working on a task: one page made for its kind, checked before it is handed in, with what a reviewer asked to mend."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.api.door import encode
from marketplace.api.keeping import answer_once
from marketplace.kernel.database import db
from marketplace.kernel.errors import Conflict, FieldError, Invalid
from marketplace.kernel.policy import Permission
from marketplace.quality.pages.sending import read_sent, wants_json
from marketplace.quality.queries_worker import judged_items, latest_round
from marketplace.standards.differences import compare
from marketplace.standards.prose import render_prose
from marketplace.standards.rules import Finding
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import sent
from marketplace.work import desk, service
from marketplace.work.answers import answers_so_far, read_answers, still_suggested
from marketplace.work.checks import check_answers
from marketplace.work.claim_files import load_claim_files
from marketplace.work.forms import ClaimFileForm
from marketplace.work.models import Claim
from marketplace.work.proof import claims_proof
from marketplace.work.queries import adopted_version, get_claim
from marketplace.work.queries_files import files_of_claim
from marketplace.work.subject import show_subject

pages = Door("answering", __name__)


@pages.get("/claims/<id:claim_id>", permission=Permission.SEE_CLAIM)
def show_claim(claim_id: int) -> ResponseReturnValue:
    """The task with its clock and its form; once handed in, where that stands."""
    claim = get_claim(current_actor(), claim_id)
    latest = latest_round(claim.id)
    if claim.state == "submitted" and latest is not None:
        return redirect(f"/submissions/{latest[0].id}", 303)
    return draw_claim(claim)


@pages.post("/claims/<id:claim_id>/checks", permission=Permission.SUBMIT_CLAIM)
def check_claim(claim_id: int) -> ResponseReturnValue:
    """What would be refused, and what looks wrong, if it were handed in now; nothing is kept."""
    claim = get_claim(current_actor(), claim_id)
    spec, given = claim.template_version.spec, claim.task.input
    raw, unkept = read_sent(claim_id, spec)
    checked = check_answers(spec, given, raw, load_claim_files(db.session(), spec, claim_id))
    if wants_json():
        return jsonify(ready=not checked.wrong, fields={name: str(error.message) for name, error in checked.wrong.items()},
                       warnings=[{"field": one.field, "message": str(one.message)} for one in checked.warnings])
    return draw_claim(get_claim(current_actor(), claim_id), raw, errors=checked.wrong | unkept, warnings=checked.warnings, was_checked=True)


@pages.post("/claims/<id:claim_id>/submissions", permission=Permission.SUBMIT_CLAIM)
def submit_claim(claim_id: int) -> ResponseReturnValue:
    """Hand it in; what can't be taken is said at its field, and nothing typed is lost. A script's repeated try has one effect."""
    actor = current_actor()
    if wants_json():
        body, status = answer_once(lambda: _handed_in(claim_id))
        return Response(body, status, mimetype="application/json")
    raw, unkept = read_sent(claim_id, get_claim(actor, claim_id).template_version.spec)
    if unkept:
        return draw_claim(get_claim(actor, claim_id), raw, errors=unkept, status=Invalid.status)
    try:
        submission = service.submit_claim(claim_id, answers=raw, actor=actor)
    except Invalid as refusal:
        return draw_claim(get_claim(actor, claim_id), raw, errors=refusal.fields, status=refusal.status)
    except Conflict as refusal:
        if refusal.code != "claim_expired":
            raise
        return draw_claim(get_claim(actor, claim_id), raw, refusal=refusal)
    return redirect(f"/submissions/{submission.id}", 303)


def _handed_in(claim_id: int) -> tuple[bytes, int]:
    actor = current_actor()
    raw = read_answers(get_claim(actor, claim_id).template_version.spec, request.form)
    submission = service.submit_claim(claim_id, answers=raw, expected_round=request.args.get("expected_round", type=int), actor=actor)
    return encode({"href": f"/submissions/{submission.id}"}), 201


@pages.post("/claims/<id:claim_id>/files", permission=Permission.ADD_CLAIM_FILE)
def add_claim_file(claim_id: int) -> ResponseReturnValue:
    """Add a file: a script sends one and gets its facts; a plain form sends all it has, which is kept as the draft."""
    actor = current_actor()
    if wants_json():
        values = sent(ClaimFileForm).read()
        file = values["file"]
        kept = service.add_claim_file(claim_id, field=values["field"], file=file.stream, filename=file.filename, actor=actor)
        return jsonify(id=str(kept.id), name=kept.shown_name, is_photo=kept.width > 0), 201
    raw, unkept = read_sent(claim_id, get_claim(actor, claim_id).template_version.spec)
    service.save_draft(claim_id, answers=raw, actor=actor)
    if unkept:
        return draw_claim(get_claim(actor, claim_id), raw, errors=unkept, status=Invalid.status)
    return redirect(f"/claims/{claim_id}", 303)


def draw_claim(claim: Claim, raw: Mapping[str, Any] | None = None, *, errors: Mapping[str, FieldError] | None = None,
               warnings: list[Finding] | None = None, was_checked: bool = False, refusal: Conflict | None = None,
               status: int = 200) -> ResponseReturnValue:
    """The page of a task, with what has been typed and what is wrong with it."""
    spec = claim.template_version.spec
    latest = latest_round(claim.id)
    asked = latest[1] if latest is not None and claim.round > 1 else None
    adopted = adopted_version(claim)
    held = raw if raw is not None else answers_so_far(claim, latest[0].answers if latest else None)
    drawn = render_template(
        "work/claim.html", render_prose=render_prose, claim=claim, spec=spec, subject=show_subject(spec, claim.task.input), controls=spec.controls(),
        held=spec.fill_form(held), suggested=still_suggested(claim, held), errors=errors or {}, warnings=warnings or [],
        was_checked=was_checked, asked=asked,
        asked_items=[item for item in judged_items(spec.checklist, asked.items) if item["answer"] == "fail"] if asked else [],
        is_over=refusal is not None or desk.is_over(claim), refusal=refusal, proof_code=claims_proof(claim), next_held=desk.next_held(claim),
        files={str(file.id): file for file in files_of_claim(db.session(), claim.id)},
        adopted=adopted, found=compare(spec, adopted.spec) if adopted else None)
    return drawn, refusal.status if refusal else status
