"""A batch goes over to a newer version of its template: what is claimed from now on is done by that one."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import find_usable_version, find_version
from marketplace.standards.service import open_to_workers
from marketplace.standards.spec import Spec
from marketplace.work.models import Batch, Claim, Task
from marketplace.work.queries import find_batch
from marketplace.work.service.batches import refuse_terms
from marketplace.work.states import CLAIM

READ_AT_ONCE = 1_000


@verb
def adopt_version(batch_id: int, *, template_version_id: int, actor: Actor) -> Batch:
    """Let a batch's unclaimed tasks be done by a newer version of its template; claims keep the one they were made under.

    Raises `NotFound`; `Conflict` not_newer, batch_closed, rows_differ; `Invalid` price_min, price_max.
    """
    require(actor, Permission.ADOPT_VERSION)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor, locked=True)
        before, after = find_version(session, batch.template_version_id), find_usable_version(session, template_version_id, actor)
        _refuse_other(batch, before, after)
        refuse_terms(after.spec.price_range.get(batch.currency), batch.price, None)
        _refuse_unfit_rows(session, batch, before.spec, after.spec)
        batch.template_version_id, batch.version = after.id, batch.version + 1
        if batch.published_at is not None:
            open_to_workers(session, after)
        held = select(Claim.id, Claim.worker_id).where(Claim.batch_id == batch.id, Claim.state == CLAIM.literal("active")).order_by(Claim.id)
        record(session, actor, "adopt_version", "batch", batch.id, company_id=batch.company_id, template_version_id=after.id,
               number=after.number, holders=[[*one] for one in session.execute(held)])
    return batch


def _refuse_other(batch: Batch, before: TemplateVersion, after: TemplateVersion) -> None:
    if batch.state == "closed":
        raise Conflict("batch_closed", Text("마감한 묶음은 바꿀 수 없어요.", "A closed batch can't be changed."))
    if after.template_id != before.template_id or after.number <= before.number:
        raise Conflict("not_newer", Text("같은 작업 기준의 더 새로운 버전만 적용할 수 있어요.",
                                         "Only a newer version of the same template can be adopted."), number=before.number)


def _refuse_unfit_rows(session: Session, batch: Batch, before: Spec, after: Spec) -> None:
    """The rows are there already: the new version must be able to read every one of them as it is."""
    if after.inputs == before.inputs:
        return
    rows = select(Task.number, Task.input).where(Task.batch_id == batch.id).order_by(Task.number).execution_options(yield_per=READ_AT_ONCE)
    with session.execute(rows) as found:  # closed also when a row is refused: PostgreSQL holds a cursor for it
        for number, given in found:
            read, errors = after.check_input(given)
            if errors or read != given:
                raise _misfit(number, next(iter(errors), ""))


def _misfit(row: int, field: str) -> Conflict:
    return Conflict("rows_differ", Text(
        "이미 올린 자료가 새 버전에 맞지 않아요. {row}번째 줄의 {field}을(를) 확인해 주세요. 새 묶음을 만들면 새 버전으로 올릴 수 있어요.",
        "The rows don't fit the new version: see {field} in row {row}. A new batch can take the new version."), row=row, field=field)
