"""The statements that our own verbs send, in their order, with nothing decided on their answers: what the database part costs."""

from typing import Any

from flask import Blueprint, Response, request
from sqlalchemy import bindparam, exists, insert, select, update
from sqlalchemy.engine import Connection

from bench.reference import statements as sql
from bench.reference import writing
from bench.reference.answers import answer, sent
from bench.reference.database import READER, table, transaction
from marketplace.kernel import clock
from marketplace.kernel.ids import hash_secret

same = Blueprint("same", __name__)
_people, _keys, _workers = table("people"), table("api_keys"), table("workers")
_members, _companies = table("memberships"), table("companies")
_batches, _versions, _earned, _kept = table("batches"), table("template_versions"), table("qualifications"), table("kept_answers")

_FIND_KEY = select(_people, _workers, _members, _companies, _keys.c.scopes).select_from(
    _people.join(_keys, _keys.c.person_id == _people.c.id).outerjoin(_workers, _workers.c.person_id == _people.c.id)
    .outerjoin(_members, _members.c.person_id == _people.c.id).outerjoin(_companies, _companies.c.id == _members.c.company_id)) \
    .where(_keys.c.key_hash == bindparam("key_hash"), _keys.c.revoked_at.is_(None), _people.c.state == "active")
_KEEP = insert(_kept)
_TERMS = select(_batches, _versions.c.template_id, exists().where(
    _earned.c.worker_id == bindparam("worker"), _earned.c.template_id == _versions.c.template_id).label("qualified")) \
    .join(_versions, _versions.c.id == _batches.c.template_version_id).where(_batches.c.id == bindparam("in_batch"))
_SEAT = update(_workers).where(_workers.c.person_id == bindparam("whose")).values(active_claims=_workers.c.active_claims + bindparam("change"))
_TAKE = sql.take_task(~exists().where(sql.claims.c.task_id == sql.tasks.c.id, sql.claims.c.worker_id == bindparam("worker"),
                                      sql.claims.c.state.in_(("active", "submitted"))))
_LOAD_CLAIM = select(sql.claims, sql.tasks, _batches, _versions.c.id).select_from(
    sql.claims.join(sql.tasks, sql.tasks.c.id == sql.claims.c.task_id).join(_batches, _batches.c.id == sql.claims.c.batch_id)
    .join(_versions, _versions.c.id == sql.claims.c.template_version_id)).where(sql.claims.c.id == bindparam("one"))
_LOAD_SUBMISSION = select(sql.submissions, sql.claims, _batches, _versions.c.id).select_from(
    sql.submissions.join(sql.claims, sql.claims.c.id == sql.submissions.c.claim_id).join(_batches, _batches.c.id == sql.submissions.c.batch_id)
    .join(_versions, _versions.c.id == sql.claims.c.template_version_id)).where(sql.submissions.c.id == bindparam("one"))


@same.post("/claims")
def claim() -> Response:
    """Key, terms, seat, slot, claim, journal, kept answer."""
    order, whose = sent(request), _find_key()
    with transaction() as connection:
        connection.execute(_TERMS, {"in_batch": order["batch_id"], "worker": whose}).first()
        connection.execute(_SEAT, {"whose": whose, "change": 1})
        task_id = writing.take(connection, _TAKE, order["batch_id"], worker=whose)
        claim_id = writing.open_claim(connection, task_id, order)
        writing.record(connection, "claim_task", ("task", claim_id), whose, order)
        return _keep(connection, whose, {"id": claim_id, "task_id": task_id})


@same.post("/submissions")
def submit() -> Response:
    """Key, claim with all around it, claim, seat, submission, journal, kept answer."""
    order, whose = sent(request), _find_key()
    with transaction() as connection:
        connection.execute(_LOAD_CLAIM, {"one": order["claim_id"]}).first()
        connection.execute(_SEAT, {"whose": whose, "change": -1})
        submission_id = writing.hand_in(connection, order, [])
        writing.record(connection, "submit_claim", ("submission", submission_id), whose, order)
        return _keep(connection, whose, {"id": submission_id})


@same.post("/reviews")
def review() -> Response:
    """Key, submission with all around it, the review, the verdict, the release, journal, kept answer."""
    order, whose = sent(request), _find_key()
    with transaction() as connection:
        connection.execute(_LOAD_SUBMISSION, {"one": order["submission_id"]}).first()
        verdict_id, of = writing.decide(connection, order)
        writing.release(connection, verdict_id, writing.find_accounts(connection, of), of)
        writing.record(connection, "review_submission", ("submission", order["submission_id"]), whose, order)
        return _keep(connection, whose, {"id": verdict_id})


def _find_key() -> int:
    secret = request.headers["Authorization"].partition(" ")[2]
    with READER.connect() as connection:
        found = connection.execute(_FIND_KEY, {"key_hash": hash_secret(secret)}).one()
    return int(found[0])


def _keep(connection: Connection, whose: int, made: dict[str, Any]) -> Response:
    once, done = request.headers["Idempotency-Key"], answer(made, 201)
    connection.execute(_KEEP, {"person_id": whose, "key": once, "fingerprint": hash_secret(once), "status": 201, "body": done.get_data(),
                               "at": clock.now()})
    return done
