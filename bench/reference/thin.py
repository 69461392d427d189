"""The thinnest app that can claim, hand in and accept: only the statements without which nothing happened."""

from flask import Blueprint, Response, request

from bench.reference import statements as sql
from bench.reference import writing
from bench.reference.answers import answer, sent
from bench.reference.database import transaction

thin = Blueprint("thin", __name__)


@thin.post("/claims")
def claim() -> Response:
    """Two statements."""
    order = sent(request)
    with transaction() as connection:
        task_id = writing.take(connection, sql.TAKE_TASK, order["batch_id"])
        claim_id = writing.open_claim(connection, task_id, order)
    return answer({"id": claim_id, "task_id": task_id}, 201)


@thin.post("/submissions")
def submit() -> Response:
    """Two statements."""
    order = sent(request)
    with transaction() as connection:
        submission_id = writing.hand_in(connection, order, [])
    return answer({"id": submission_id}, 201)


@thin.post("/reviews")
def review() -> Response:
    """Six statements."""
    order = sent(request)
    with transaction() as connection:
        verdict_id, of = writing.decide(connection, order)
        writing.release(connection, verdict_id, writing.known_accounts(connection, of), of)
    return answer({"id": verdict_id}, 201)
