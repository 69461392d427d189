"""Reviews, earnings and receipts under /api/v1."""

from typing import Any

from flask import Response

from marketplace.api.parameters import WORDS
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.money.queries.worker import my_bonuses
from marketplace.money.receipt_file import receipt_file
from marketplace.quality import bonuses, service
from marketplace.quality.api.door import api
from marketplace.quality.forms import BonusForm, ReviewForm
from marketplace.quality.queries import page_of_queue
from marketplace.quality.queries_hashes import published_hashes
from marketplace.quality.queries_submission import get_submission
from marketplace.quality.queries_worker import get_receipt, my_earnings
from marketplace.quality.receipt_paper import receipt_paper
from marketplace.quality.shapes import (
    BonusShape,
    EarningShape,
    QueuedShape,
    ReviewShape,
    SubmissionShape,
    shape_bonus,
    shape_earning,
    shape_queued,
    shape_review,
    shape_submission,
)
from marketplace.quality.shapes_receipts import DayHashesShape, ReceiptShape, shape_day_hashes, shape_receipt
from marketplace.web.actor import current_actor
from marketplace.web.papers import pdf_answer

ITEMS = {key: {"passed": True} for key in ("verdict", "differences", "no_false_differences", "note")}
_REVIEW = {"decision": "accept", "items": ITEMS, "message": ""}


@api.get("/reviews", permission=Permission.SEE_REVIEW_QUEUE, returns=(QueuedShape,))
def list_review_queue(cut: Cut) -> Page[QueuedShape]:
    """What waits for the acting reviewer, in the order it was handed in."""
    return page_of_queue(current_actor(), cut).map(shape_queued)


@api.get("/submissions/<id:submission_id>", permission=Permission.SEE_SUBMISSION, returns=SubmissionShape)
def show_submission(submission_id: int) -> SubmissionShape:
    """A submission beside what it answers, with its review and verdict once there are any."""
    return shape_submission(get_submission(current_actor(), submission_id))


@api.post("/submissions/<id:submission_id>/reviews", permission=Permission.REVIEW_SUBMISSION, form=ReviewForm, returns=ReviewShape,
          example=_REVIEW)
def review_submission(submission_id: int, values: dict[str, Any]) -> ReviewShape:
    """Score every checklist item and decide; what takes money away needs a failed item and its evidence."""
    items = service.items_from(values.pop("items"))
    return shape_review(service.review_submission(submission_id, items=items, **values, actor=current_actor()))


@api.post("/submissions/<id:submission_id>/bonuses", permission=Permission.GIVE_BONUS, form=BonusForm, returns=BonusShape,
          example={"currency": "KRW", "amount": 500, "reason": "Found a mistake in our own data."})
def give_bonus(submission_id: int, values: dict[str, Any]) -> BonusShape:
    """Pay the worker of an accepted answer on top, from the company's wallet."""
    return shape_bonus(bonuses.give_bonus(submission_id, **values, actor=current_actor()))


@api.get("/bonuses", permission=Permission.SEE_EARNINGS, returns=(BonusShape,))
def list_my_bonuses(cut: Cut) -> Page[BonusShape]:
    """What businesses paid the acting worker on top, newest first."""
    return my_bonuses(current_actor(), cut).map(shape_bonus)


@api.get("/earnings", permission=Permission.SEE_EARNINGS, returns=(EarningShape,))
def list_earnings(cut: Cut) -> Page[EarningShape]:
    """Every verdict that paid the acting worker, newest first; what appeals added is under `/appeals`."""
    return my_earnings(current_actor(), cut).map(shape_earning)


@api.get("/receipts/<id:claim_id>/file", permission=Permission.SEE_RECEIPT, returns=("application/json",))
def download_receipt(claim_id: int) -> Response:
    """The receipt as a file that `python -m marketplace.money.receipt` checks offline."""
    return Response(receipt_file(get_receipt(current_actor(), claim_id).receipt), content_type="application/json")


@api.get("/receipts/<id:claim_id>/pdf", permission=Permission.SEE_RECEIPT, returns=("application/pdf",))
def download_receipt_paper(claim_id: int) -> Response:
    """The receipt as a PDF, in the language of `Accept-Language`."""
    return pdf_answer(receipt_paper(get_receipt(current_actor(), claim_id)))


@api.get("/receipts/hashes", permission=Permission.SEE_SELF, returns=DayHashesShape, query={"date": WORDS})
def show_published_hashes(date: str | None) -> DayHashesShape:
    """The hashes of all receipts and payouts of one past day in Korea (`2026-11-25`), sorted, and one hash over them."""
    return shape_day_hashes(published_hashes(current_actor(), date or ""))


@api.get("/receipts/<id:claim_id>", permission=Permission.SEE_RECEIPT, returns=ReceiptShape)
def show_receipt(claim_id: int) -> ReceiptShape:
    """How the pay of a decided claim came about, added up again."""
    return shape_receipt(get_receipt(current_actor(), claim_id).receipt)
