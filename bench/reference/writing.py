"""The writes themselves, shared by the thinnest and the full reference."""

import random
from datetime import timedelta
from typing import Any

from sqlalchemy.engine import Connection

from bench.reference import statements as sql
from marketplace.kernel import clock

PRICE, FEE = 450, 45
_accounts: dict[tuple[str, int], int] = {}


def take(connection: Connection, statement: Any, batch_id: int, **more: Any) -> int:
    """The id of a task that is ours now; the queue wraps round."""
    for start in (random.getrandbits(31), 0):
        task_id = connection.execute(statement, {"in_batch": batch_id, "start": start, **more}).scalar()
        if task_id is not None:
            return int(task_id)
    raise LookupError("no free task")


def open_claim(connection: Connection, task_id: int, sent: dict[str, Any]) -> int:
    """A claim on it."""
    now = clock.now()
    return int(connection.execute(sql.OPEN_CLAIM, {
        "task_id": task_id, "batch_id": sent["batch_id"], "company_id": sent["company_id"], "worker_id": sent["worker_id"],
        "template_version_id": sent["template_version_id"], "price_minor": PRICE, "currency": "KRW", "state": "active", "round": 1,
        "claimed_at": now, "expires_at": now + timedelta(minutes=40)}).scalar_one())


def hand_in(connection: Connection, sent: dict[str, Any], findings: list[Any]) -> int:
    """The claim ends, a submission waits for review."""
    now = clock.now()
    connection.execute(sql.END_CLAIM, {"one": sent["claim_id"]})
    return int(connection.execute(sql.HAND_IN, {
        "claim_id": sent["claim_id"], "task_id": sent["task_id"], "batch_id": sent["batch_id"], "company_id": sent["company_id"],
        "worker_id": sent["worker_id"], "round": 1, "answers": sent["answers"], "findings": findings, "seconds": 1, "state": "under_review",
        "submitted_at": now, "review_due_at": now + timedelta(hours=72)}).scalar_one())


def decide(connection: Connection, sent: dict[str, Any]) -> tuple[int, Any]:
    """Accepted, with a review and a verdict; the task is complete. The verdict's id and the submission."""
    now, one = clock.now(), sent["submission_id"]
    of = connection.execute(sql.DECIDE, {"one": one, "now": now}).one()
    review_id = connection.execute(sql.WRITE_REVIEW, {
        "submission_id": one, "reviewer_id": sent["reviewer_id"], "decision": "accept", "score": 100, "failed": 0, "items": sent["items"],
        "message": "", "at": now}).scalar_one()
    verdict_id = connection.execute(sql.WRITE_VERDICT, {
        "claim_id": of.claim_id, "submission_id": one, "review_id": review_id, "worker_id": of.worker_id, "outcome": "accepted", "pays": True,
        "price_minor": PRICE, "pay_minor": PRICE, "fee_minor": FEE, "currency": "KRW", "at": now}).scalar_one()
    connection.execute(sql.FINISH_TASK, {"one": of.task_id})
    return int(verdict_id), of


def release(connection: Connection, verdict_id: int, accounts: dict[tuple[str, int], int], of: Any) -> None:
    """The three lines and the entry of a release."""
    key = f"release:verdict:{verdict_id}"
    legs = (("hold", of.batch_id, -PRICE - FEE), ("worker", of.worker_id, PRICE), ("fee", 0, FEE))
    connection.execute(sql.WRITE_LINES, [
        {"entry_key": key, "number": number, "entry_kind": "release", "account_id": accounts[kind, owner], "account_kind": kind,
         "currency": "KRW", "amount_minor": amount} for number, (kind, owner, amount) in enumerate(legs, 1)])
    connection.execute(sql.WRITE_ENTRY, {"key": key, "kind": "release", "currency": "KRW", "verdict_id": verdict_id, "verdict_pays": True,
                                         "actor_name": "reference", "posted_at": clock.now()})


def find_accounts(connection: Connection, of: Any) -> dict[tuple[str, int], int]:
    """The accounts of a release, asked for each time; a worker's first pay opens theirs."""
    wanted = (("hold", of.batch_id), ("worker", of.worker_id), ("fee", 0))
    while True:
        found = {(row.kind, row.owner_id): row.id for row in connection.execute(sql.FIND_ACCOUNTS, {"owners": [owner for _, owner in wanted]})}
        missing = [{"kind": kind, "owner_id": owner, "currency": "KRW"} for kind, owner in wanted if (kind, owner) not in found]
        if not missing:
            return found
        connection.execute(sql.OPEN_ACCOUNTS, missing)


def known_accounts(connection: Connection, of: Any) -> dict[tuple[str, int], int]:
    """The accounts of a release, asked for once in a process."""
    if ("worker", of.worker_id) not in _accounts:
        _accounts.update(find_accounts(connection, of))
    return _accounts


def record(connection: Connection, verb: str, subject: tuple[str, int], actor_id: int, sent: dict[str, Any]) -> None:
    """A journal row."""
    connection.execute(sql.RECORD, {
        "at": clock.now(), "actor_kind": "key", "actor_id": actor_id, "actor_name": "reference", "verb": verb, "subject_kind": subject[0],
        "subject_id": subject[1], "company_id": sent["company_id"], "facts": {"batch_id": sent["batch_id"], "claim_id": subject[1]}})
