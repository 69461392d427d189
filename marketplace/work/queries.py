"""Reading batches, tasks, claims and submissions, each through its reader's scope."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, exists, func, select
from sqlalchemy.orm import Session, joinedload

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.money.queries.disputes import hits
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import find_version, get_newer
from marketplace.training.models import Qualification
from marketplace.work.models import SUBMIT_GRACE, Batch, Claim, Import, StoredFile, Submission, Task, is_free
from marketplace.work.queries_files import may_see_claim_file
from marketplace.work.states import BATCH, CLAIM, TASK

FREE_COUNTED = 200
_WITH_TEMPLATE = joinedload(Batch.template_version).joinedload(TemplateVersion.template)


@dataclass(frozen=True)
class Progress:
    """How far a batch is: tasks by state, submissions by state, claims being worked on."""

    tasks: dict[str, int]
    submissions: dict[str, int]
    active_claims: int

    @property
    def total(self) -> int:
        """All tasks."""
        return sum(self.tasks.values())

    @property
    def complete(self) -> int:
        """Tasks that have every answer accepted."""
        return self.tasks.get("complete", 0)


@dataclass(frozen=True)
class OpenWork:
    """A batch with free tasks, as a worker sees it; `free` places are counted up to `FREE_COUNTED`."""

    batch: Batch
    has_passed: bool
    free: int

    @property
    def has_more(self) -> bool:
        """Whether there are more free places than were counted."""
        return self.free >= FREE_COUNTED

    @property
    def qualified(self) -> bool:
        """Whether the worker may start: the quiz is passed, or there is none."""
        return self.has_passed or not self.batch.template_version.quiz_needed


def find_batch(session: Session, batch_id: int, *, actor: Actor, locked: bool = False) -> Batch:
    """A batch of the actor's company (any, for admins and the system); foreign ones look like none."""
    query = select(Batch).where(Batch.id == batch_id)
    if not actor.is_system and Role.ADMIN not in actor.roles:
        query = query.where(Batch.company_id == actor.company_id)
    batch = session.scalar(query.with_for_update(key_share=True) if locked else query)
    if batch is None:
        raise NotFound()
    return batch


def get_batch(actor: Actor, batch_id: int) -> Batch:
    """A batch with its template, for its company and for admins."""
    require(actor, Permission.SEE_BATCH)
    batch = db.session.scalar(select(Batch).where(Batch.id == batch_id).options(_WITH_TEMPLATE, joinedload(Batch.company)))
    if batch is None or (batch.company_id != actor.company_id and Role.ADMIN not in actor.roles):
        raise NotFound()
    return batch


def list_batches(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[Batch]:
    """The company's batches (all of them, for admins), newest first."""
    require(actor, Permission.SEE_BATCH)
    query = select(Batch).options(_WITH_TEMPLATE, joinedload(Batch.company))
    if Role.ADMIN not in actor.roles:
        query = query.where(Batch.company_id == actor.company_id)
    if state:
        query = query.where(Batch.state == state)
    return page_by_id(db.session(), query, Batch.id, cut)


def progress_of(batch_ids: Sequence[int]) -> dict[int, Progress]:
    """The progress of some batches, in three statements however many they are."""
    made = {batch_id: Progress({}, {}, 0) for batch_id in batch_ids}
    for batch_id, state, count in db.session.execute(select(Task.batch_id, Task.state, func.count())
                                                     .where(Task.batch_id.in_(batch_ids)).group_by(Task.batch_id, Task.state)):
        made[batch_id].tasks[state] = count
    for batch_id, state, count in db.session.execute(select(Submission.batch_id, Submission.state, func.count())
                                                     .where(Submission.batch_id.in_(batch_ids)).group_by(Submission.batch_id, Submission.state)):
        made[batch_id].submissions[state] = count
    active = db.session.execute(select(Claim.batch_id, func.count())
                                .where(Claim.batch_id.in_(batch_ids), Claim.state == "active").group_by(Claim.batch_id))
    return made | {batch_id: Progress(made[batch_id].tasks, made[batch_id].submissions, count) for batch_id, count in active}


def list_tasks(actor: Actor, batch_id: int, cut: Cut, *, state: str | None = None) -> Page[Task]:
    """The tasks of a batch, in the order of its rows."""
    get_batch(actor, batch_id)
    query = select(Task).where(Task.batch_id == batch_id)
    if state:
        query = query.where(Task.state == state)
    return page_by_id(db.session(), query, Task.number, cut, newest_first=False)


def list_imports(actor: Actor, batch_id: int) -> list[Import]:
    """What was uploaded for a batch, newest first."""
    get_batch(actor, batch_id)
    return list(db.session.scalars(select(Import).where(Import.batch_id == batch_id).order_by(Import.id.desc()).limit(20)))


def get_import(actor: Actor, import_id: int) -> Import:
    """One upload of the actor's company."""
    require(actor, Permission.IMPORT_ROWS)
    found = db.session.get(Import, import_id)
    if found is None or found.company_id != actor.company_id:
        raise NotFound()
    return found


def open_work(actor: Actor, cut: Cut) -> Page[OpenWork]:
    """Batches with tasks free for the acting worker, newest first, with whether they are qualified."""
    require(actor, Permission.SEE_OPEN_WORK)
    free = exists().where(Task.batch_id == Batch.id, is_free())
    query = select(Batch).where(Batch.state == BATCH.literal("open"), free, Batch.deadline_at.is_(None) | (Batch.deadline_at > clock.now())) \
        .options(_WITH_TEMPLATE, joinedload(Batch.company))
    if actor.company_id is not None:
        query = query.where(Batch.company_id != actor.company_id)
    page = page_by_id(db.session(), query, Batch.id, cut)
    counts = _count_free([batch.id for batch in page.items])
    qualified = set(db.session.scalars(select(Qualification.template_id).where(Qualification.worker_id == actor.person_id)))
    return page.map(lambda batch: OpenWork(batch, batch.template_version.template_id in qualified, counts.get(batch.id, 0)))


def get_open_batch(actor: Actor, batch_id: int) -> OpenWork:
    """One open batch as a worker sees it before claiming."""
    require(actor, Permission.SEE_OPEN_WORK)
    batch = db.session.scalar(select(Batch).where(Batch.id == batch_id, Batch.state.in_(("open", "paused", "closed")))
                              .options(_WITH_TEMPLATE, joinedload(Batch.company)))
    if batch is None:
        raise NotFound()
    qualified = db.session.scalar(select(Qualification.id).where(Qualification.worker_id == actor.person_id,
                                                                 Qualification.template_id == batch.template_version.template_id))
    return OpenWork(batch, qualified is not None, _count_free([batch.id]).get(batch.id, 0))


def my_claims(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[Claim]:
    """The acting worker's claims, newest first."""
    require(actor, Permission.SEE_CLAIM)
    query = select(Claim).where(Claim.worker_id == actor.person_id).options(joinedload(Claim.batch), joinedload(Claim.task))
    if state:
        query = query.where(Claim.state == state)
    return page_by_id(db.session(), query, Claim.id, cut)


def get_claim(actor: Actor, claim_id: int) -> Claim:
    """One of the acting worker's own claims, with task, batch and the version it was made under."""
    require(actor, Permission.SEE_CLAIM)
    claim = db.session.scalar(select(Claim).where(Claim.id == claim_id, Claim.worker_id == actor.person_id).options(
        joinedload(Claim.task), joinedload(Claim.batch).joinedload(Batch.company),
        joinedload(Claim.template_version).joinedload(TemplateVersion.template)))
    if claim is None:
        raise NotFound()
    return claim


def newer_version(batch: Batch) -> TemplateVersion | None:
    """A version of the template that the batch could go over to; none once it is closed."""
    return None if batch.state == "closed" else get_newer(batch.template_version)


def adopted_version(claim: Claim) -> TemplateVersion | None:
    """The newer version that the batch of a claim under way has gone over to since it was made."""
    if claim.state != "active" or claim.batch.template_version_id == claim.template_version_id:
        return None
    return find_version(db.session(), claim.batch.template_version_id)


def count_slots(session: Session, batch_id: int) -> int:
    """How many answers a batch asks for in all; rows held back don't count."""
    asked = select(func.coalesce(func.sum(Task.slots), 0)).where(Task.batch_id == batch_id, Task.state != TASK.moves["hold"][1])
    return int(session.scalar(asked) or 0)


def submissions_of(claim_id: int) -> list[Submission]:
    """Every round of a claim, the first one first."""
    return list(db.session.scalars(select(Submission).where(Submission.claim_id == claim_id).order_by(Submission.round)))


def get_file(actor: Actor, file_id: int) -> StoredFile:
    """A file of a batch for its company and, once its import is stored, for reviewers, admins and workers of a task that shows it.

    A claim's file is for those who see the answers.
    """
    require(actor, Permission.SEE_FILE)
    file = db.session.get(StoredFile, file_id)
    if file is None or not _may_see(actor, file):
        raise NotFound()
    return file


def due_claims(limit: int = 500) -> list[int]:
    """Claims whose time and grace are over."""
    from_moment: Any = clock.now() - SUBMIT_GRACE
    return list(db.session.scalars(select(Claim.id).where(Claim.state == CLAIM.literal("active"), Claim.expires_at <= from_moment)
                                   .order_by(Claim.expires_at).limit(limit)))


def open_disputed() -> list[int]:
    """Open batches with a payment that its card's bank is still deciding about."""
    return list(db.session.scalars(select(Batch.id).where(
        Batch.state == BATCH.literal("open"), hits(Batch.id, Batch.company_id, Batch.currency))))


def _may_see(actor: Actor, file: StoredFile) -> bool:
    if file.claim_id is not None:
        return may_see_claim_file(actor, file)
    if file.company_id == actor.company_id:
        return True
    if file.import_id is not None:
        return False
    if actor.roles & {Role.ADMIN, Role.REVIEWER}:
        return True
    shown = select(Claim.id).join(Task, Task.id == Claim.task_id).where(
        Claim.batch_id == file.batch_id, Claim.worker_id == actor.person_id, cast(Task.input, String).contains(f'"{file.id}"'))
    return db.session.scalar(shown.limit(1)) is not None


def _count_free(batch_ids: Sequence[int]) -> dict[int, int]:
    # Looks at no more tasks than it counts, so a batch of a million costs what a small one does.
    places = (Task.slots - Task.slots_taken - Task.slots_withdrawn).label("places")
    first = select(places).where(Task.batch_id == Batch.id, is_free()).limit(FREE_COUNTED).correlate(Batch).subquery()
    query = select(Batch.id, select(func.coalesce(func.sum(first.c.places), 0)).scalar_subquery()).where(Batch.id.in_(batch_ids))
    return {batch_id: min(int(count), FREE_COUNTED) for batch_id, count in db.session.execute(query)}
