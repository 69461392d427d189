"""What a claim, a submission and a review can't do without, in SQLAlchemy Core, built once."""

from sqlalchemy import and_, bindparam, insert, literal_column, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bench.reference.database import IS_SQLITE, table

tasks, claims, submissions = table("tasks"), table("claims"), table("submissions")
reviews, verdicts, journal = table("reviews"), table("verdicts"), table("journal")
accounts, lines, entries = table("ledger_accounts"), table("lines"), table("entries")

FREE = and_(tasks.c.state == literal_column("'open'"), tasks.c.slots > tasks.c.slots_taken + tasks.c.slots_withdrawn)


def take_task(*more: object) -> object:
    """Pick and mark the next free task of a batch from a point in its queue: one statement."""
    pick = select(tasks.c.id).where(tasks.c.batch_id == bindparam("in_batch"), FREE, tasks.c.spread >= bindparam("start"), *more) \
        .order_by(tasks.c.spread, tasks.c.id).limit(1).with_for_update(skip_locked=True)
    return update(tasks).where(tasks.c.id == pick.scalar_subquery(), FREE).values(slots_taken=tasks.c.slots_taken + 1).returning(tasks.c.id)


TAKE_TASK = take_task()
OPEN_CLAIM = insert(claims).returning(claims.c.id)
END_CLAIM = update(claims).where(claims.c.id == bindparam("one"), claims.c.state == "active").values(state="submitted")
HAND_IN = insert(submissions).returning(submissions.c.id)
DECIDE = update(submissions).where(submissions.c.id == bindparam("one"), submissions.c.state == "under_review") \
    .values(state="accepted", decided_at=bindparam("now")).returning(
        submissions.c.claim_id, submissions.c.task_id, submissions.c.batch_id, submissions.c.worker_id)
WRITE_REVIEW = insert(reviews).returning(reviews.c.id)
WRITE_VERDICT = insert(verdicts).returning(verdicts.c.id)
FINISH_TASK = update(tasks).where(tasks.c.id == bindparam("one")).values(slots_done=tasks.c.slots_done + 1, state="complete")
WRITE_LINES, WRITE_ENTRY, RECORD = insert(lines), insert(entries), insert(journal)
FIND_ACCOUNTS = select(accounts.c.kind, accounts.c.owner_id, accounts.c.id).where(
    accounts.c.currency == "KRW", accounts.c.kind.in_(("hold", "worker", "fee")), accounts.c.owner_id.in_(bindparam("owners", expanding=True)))
OPEN_ACCOUNTS = (sqlite if IS_SQLITE else postgresql).insert(accounts).on_conflict_do_nothing()
LIST_TASKS = select(tasks.c.id, tasks.c.number, tasks.c.state, tasks.c.slots, tasks.c.slots_taken, tasks.c.input).where(
    tasks.c.batch_id == bindparam("in_batch")).order_by(tasks.c.number).limit(50)
EXPORT = select(tasks.c.number, tasks.c.input, submissions.c.id, submissions.c.answers, submissions.c.submitted_at, submissions.c.worker_id) \
    .join(tasks, tasks.c.id == submissions.c.task_id) \
    .where(submissions.c.batch_id == bindparam("in_batch"), submissions.c.state == "accepted").order_by(submissions.c.id)
