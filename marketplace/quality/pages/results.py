"""What came of a worker's work: the verdict with its evidence, and the receipt."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.money.receipt_file import receipt_file
from marketplace.money.states import PAYOUT
from marketplace.quality.forms import AppealForm
from marketplace.quality.queries_hashes import published_hashes
from marketplace.quality.queries_worker import MySubmission, get_receipt, judged_items, my_submission
from marketplace.quality.receipt_paper import receipt_paper
from marketplace.quality.states import APPEAL
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.reading import show_value
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.papers import pdf_answer
from marketplace.work import desk
from marketplace.work.proof import claims_proof
from marketplace.work.shown_answers import files_of, photos_of
from marketplace.work.states import SUBMISSION
from marketplace.work.subject import show_subject

pages = Door("results", __name__)


@pages.get("/submissions/<id:submission_id>", permission=Permission.SEE_SUBMISSION)
def show_submission(submission_id: int) -> ResponseReturnValue:
    """How a submission stands; once decided, each checklist item, the evidence and what it paid."""
    return draw_submission(my_submission(current_actor(), submission_id), AppealForm())


def draw_submission(found: MySubmission, appeal_form: AppealForm) -> str:
    """The page of a submission, with what has been typed of an appeal and what is wrong with it."""
    spec = found.submission.claim.template_version.spec
    return render_template(
        "work/claim_result.html", found=found, submission=found.submission, claim=found.submission.claim, spec=spec, SUBMISSION=SUBMISSION,
        items=judged_items(spec.checklist, found.review.items) if found.review else [], APPEAL=APPEAL, appeal_form=appeal_form,
        ruled=judged_items(spec.checklist, found.appeal.items) if found.appeal else [], appeal_hours=current_settings().appeal_hours,
        subject=show_subject(spec, found.submission.task.input),
        proof_code=claims_proof(found.submission.claim), next_held=desk.next_held(found.submission.claim),
        rows=[_answer(field, found.submission.answers.get(field.name), found.submission.task.input) for field in spec.outputs])


def _answer(field: Field, value: Any, given: Mapping[str, Any]) -> dict[str, Any]:
    return {"label": field.label, "after": show_value(field, value), "photos": photos_of(field, value, given), "files": files_of(field, value)}


@pages.get("/receipts/<id:claim_id>", permission=Permission.SEE_RECEIPT)
def show_receipt(claim_id: int) -> ResponseReturnValue:
    """How an amount came about, to print."""
    found = get_receipt(current_actor(), claim_id)
    return render_template("money/receipt.html", receipt=found.receipt, claim=found.claim, submission=found.submission,
                           SUBMISSION=SUBMISSION, PAYOUT=PAYOUT, APPEAL=APPEAL)


@pages.get("/receipts/<id:claim_id>/file", permission=Permission.SEE_RECEIPT)
def download_receipt(claim_id: int) -> ResponseReturnValue:
    """The receipt as a file that its worker can check without us."""
    body = receipt_file(get_receipt(current_actor(), claim_id).receipt)
    return Response(body, content_type="application/json", headers={
        "Content-Disposition": f'attachment; filename="ilgam-receipt-{claim_id}.json"', "Cache-Control": "private, no-store"})


@pages.get("/receipts/<id:claim_id>/pdf", permission=Permission.SEE_RECEIPT)
def download_receipt_paper(claim_id: int) -> ResponseReturnValue:
    """The receipt as a PDF."""
    return pdf_answer(receipt_paper(get_receipt(current_actor(), claim_id)))


@pages.get("/receipts/hashes", permission=Permission.SEE_PUBLIC)
def show_published_hashes() -> ResponseReturnValue:
    """The hashes of all receipts of one day, for everybody."""
    return jsonify(published_hashes(current_actor(), request.args.get("date", "")))
