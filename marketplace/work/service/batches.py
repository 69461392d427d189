"""A batch lives: posted, edited, published with its money held, paused, resumed, raised, closed with the rest given back."""

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.money import Money, part_of
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money import escrow
from marketplace.money.fees import fee_on
from marketplace.money.queries.disputes import hits
from marketplace.standards.queries import find_usable_version, find_version
from marketplace.standards.service import open_to_workers, refuse_retired
from marketplace.standards.spec import PriceRange
from marketplace.work.fair_pay import fair_pay, refuse_low_pay
from marketplace.work.forecasts import foresee, keep_forecast
from marketplace.work.models import Batch, Task
from marketplace.work.pace import pace_of
from marketplace.work.queries import count_slots, find_batch
from marketplace.work.quotes import quote_slots
from marketplace.work.service.outcomes import task_state
from marketplace.work.states import BATCH, TASK


@verb
def post_batch(*, template_version_id: int, title: str, note: str = "", currency: str = "KRW", price: Money,
               slots_per_task: int = 1, claim_minutes: int | None = None, review_hours: int | None = None,
               deadline_at: datetime | None = None, actor: Actor) -> Batch:
    """Start a batch as a draft of the acting person's company; raises `Invalid` price_min, price_max, deadline_past."""
    require(actor, Permission.POST_BATCH)
    with transaction() as session:
        version = find_usable_version(session, template_version_id, actor)
        if version.template.retired_at is not None:
            raise refuse_retired()
        refuse_terms(version.spec.price_range.get(currency), price, deadline_at)
        batch = Batch(
            company_id=actor.company_id, template_version_id=version.id, title=title, note=note, currency=currency, price_minor=price.minor,
            fee_bps=fee_on(clock.today(), currency), slots_per_task=slots_per_task, claim_minutes=claim_minutes or version.spec.claim_minutes,
            review_hours=review_hours or version.spec.review_hours, deadline_at=deadline_at, created_by=actor.person_id, created_at=clock.now())
        session.add(batch)
        session.flush()
        record(session, actor, "post_batch", "batch", batch.id, company_id=batch.company_id, price=str(price))
    return batch


@verb
def edit_batch(batch_id: int, *, title: str, note: str = "", price: Money, deadline_at: datetime | None = None,
               claim_minutes: int | None = None, review_hours: int | None = None, expected_version: int | None = None, actor: Actor) -> Batch:
    """Change a draft; raises `Conflict` changed_meanwhile when somebody else edited it since `expected_version`."""
    require(actor, Permission.EDIT_BATCH)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor, locked=True)
        if expected_version is not None and expected_version != batch.version:
            raise Conflict("changed_meanwhile", Text("그사이 다른 사람이 고쳤어요. 새로고침한 뒤 다시 고쳐 주세요.",
                                                     "Somebody else changed this meanwhile. Please reload and edit again."),
                           version=batch.version, reload=f"/batches/{batch.id}")
        _refuse_unless_draft(batch)
        _refuse_other_currency(batch, price)
        refuse_terms(find_version(session, batch.template_version_id).spec.price_range.get(batch.currency), price, deadline_at)
        batch.title, batch.note, batch.price_minor, batch.deadline_at = title, note, price.minor, deadline_at
        batch.claim_minutes, batch.review_hours = claim_minutes or batch.claim_minutes, review_hours or batch.review_hours
        batch.version += 1
        record(session, actor, "edit_batch", "batch", batch.id, company_id=batch.company_id, version=batch.version)
    return batch


@verb
def publish_batch(batch_id: int, *, actor: Actor) -> Batch:
    """Hold the money for every task and open the batch to workers; raises `Conflict` no_tasks, payment_disputed, pay_too_low, escrow_short."""
    require(actor, Permission.PUBLISH_BATCH)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor, locked=True)
        version = find_version(session, batch.template_version_id)
        slots = count_slots(session, batch.id)
        if not slots:
            raise Conflict("no_tasks", Text("먼저 자료를 가져와 주세요.", "Please import some rows first."))
        _refuse_disputed(session, batch)
        refuse_low_pay(fair_pay(batch, pace_of(session, batch, version.spec)))
        foreseen = foresee(session, batch, version, quote_slots(batch, slots))
        move(session, BATCH, batch, "publish", published_at=clock.now(), answers_asked=slots)
        keep_forecast(session, batch, foreseen)
        escrow.hold(session, actor, key=f"hold:batch:{batch.id}", batch_id=batch.id, company_id=batch.company_id, amount=batch.unit * slots)
        session.execute(update(Task).where(Task.batch_id == batch.id, Task.state == TASK.start).values(held_minor=batch.unit.minor))
        open_to_workers(session, version)
        record(session, actor, "publish_batch", "batch", batch.id, company_id=batch.company_id, slots=slots, held=str(batch.unit * slots))
    return batch


@verb
def raise_price(batch_id: int, *, price: Money, actor: Actor) -> Batch:
    """Pay more for what isn't claimed yet; claims keep the price they were made at. Raises `Conflict` escrow_short."""
    require(actor, Permission.PUBLISH_BATCH)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor, locked=True)
        if batch.state not in ("open", "paused"):
            raise Conflict("not_published", Text("공개한 묶음만 단가를 올릴 수 있어요.", "Only a published batch can be raised."))
        _refuse_other_currency(batch, price)
        _refuse_currency(batch, price)
        if price <= batch.price:
            raise Invalid.field("price", "price_not_higher", Text("지금보다 높은 단가를 적어 주세요.", "Please enter a higher price than now."))
        refuse_terms(find_version(session, batch.template_version_id).spec.price_range.get(batch.currency), price, None)
        unit = price + part_of(price, batch.fee_bps)
        # The rows are locked by this update; releases read the new held amount after it, or finished before it.
        session.execute(update(Task).where(Task.batch_id == batch.id, Task.state == "open").values(held_minor=unit.minor))
        unfinished = session.scalar(select(func.coalesce(func.sum(Task.slots - Task.slots_done - Task.slots_withdrawn), 0))
                                    .where(Task.batch_id == batch.id, Task.state == "open")) or 0
        if unfinished:
            escrow.hold(session, actor, key=f"hold:batch:{batch.id}:price:{batch.version + 1}", batch_id=batch.id,
                        company_id=batch.company_id, amount=(unit - batch.unit) * unfinished)
        batch.price_minor, batch.underpaid_at, batch.version = price.minor, None, batch.version + 1
        record(session, actor, "raise_price", "batch", batch.id, company_id=batch.company_id, price=str(price))
    return batch


@verb
def pause_batch(batch_id: int, *, actor: Actor) -> Batch:
    """Hand out no more tasks; claims under way go on."""
    return _move(batch_id, "pause", Permission.PAUSE_BATCH, actor)


@verb
def resume_batch(batch_id: int, *, actor: Actor) -> Batch:
    """Hand out tasks again; raises `Conflict` payment_disputed while the card's bank decides."""
    return _move(batch_id, "resume", Permission.RESUME_BATCH, actor)


@verb
def close_batch(batch_id: int, *, actor: Actor) -> Batch:
    """Take back what nobody holds and return its money; claims and reviews under way end as promised."""
    require(actor, Permission.CLOSE_BATCH)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor, locked=True)
        move(session, BATCH, batch, "close", closed_at=clock.now())
        free = Task.slots - Task.slots_taken
        session.execute(update(Task).where(Task.batch_id == batch.id, Task.state.in_(TASK.moves["withdraw"][0]))
                        .values(slots_withdrawn=free, state=task_state(Task.slots_done, free)))
        rest = Money(int(session.scalar(select(func.coalesce(func.sum(Task.slots_withdrawn * Task.held_minor), 0))
                                        .where(Task.batch_id == batch.id)) or 0), batch.currency)
        if rest:
            escrow.give_back(session, actor, key=f"give_back:batch:{batch.id}", batch_id=batch.id, company_id=batch.company_id, amount=rest)
        record(session, actor, "close_batch", "batch", batch.id, company_id=batch.company_id, given_back=str(rest))
    return batch


def _move(batch_id: int, name: str, permission: Permission, actor: Actor) -> Batch:
    require(actor, permission)
    with transaction() as session:
        batch = find_batch(session, batch_id, actor=actor)
        if name == "resume":
            _refuse_disputed(session, batch)
        move(session, BATCH, batch, name)
        record(session, actor, f"{name}_batch", "batch", batch.id, company_id=batch.company_id)
    return batch


def _refuse_disputed(session: Session, batch: Batch) -> None:
    if session.scalar(select(hits(batch.id, batch.company_id, batch.currency))):
        raise Conflict("payment_disputed", Text(
            "이 묶음의 결제에 카드 분쟁이 있어서, 카드사의 판단이 나온 뒤에 열 수 있어요.",
            "A payment for this batch is disputed. It can open once the card's bank has decided."))


def _refuse_unless_draft(batch: Batch) -> None:
    if batch.state != "draft":
        raise Conflict("not_a_draft", Text("작성 중인 묶음만 고칠 수 있어요.", "Only a draft can be changed."))


def _refuse_other_currency(batch: Batch, price: Money) -> None:
    if price.currency != batch.currency:
        raise Invalid.field("currency", "currency_fixed", Text(
            "이 묶음의 통화는 {currency}이고 바꿀 수 없어요.", "This batch is in {currency}; that can't be changed."), currency=batch.currency)


def _refuse_currency(batch: Batch, price: Money) -> None:
    if price.currency != batch.currency:
        raise Invalid.field("currency", "currency_differs", Text(
            "이 묶음의 통화는 {currency}예요.", "This batch is in {currency}."), currency=batch.currency)


def refuse_terms(allowed: PriceRange | None, price: Money, deadline_at: datetime | None) -> None:
    """Raise `Invalid` where a price is outside of what the template allows, or the deadline isn't within a year."""
    if allowed is None:
        raise Invalid.field("currency", "currency_not_offered", Text(
            "이 작업 기준은 {currency}로 맡길 수 없어요.", "This template has no prices in {currency}."), currency=price.currency)
    least, most = Money(allowed.least, price.currency), Money(allowed.most, price.currency)
    if price < least:
        raise Invalid.field("price", "price_min", Text(
            "단가는 {least} 이상이어야 해요.", "The price must be at least {least}.").format(least=least.words()), least=str(least))
    if most < price:
        raise Invalid.field("price", "price_max", Text(
            "단가는 {most} 이하여야 해요.", "The price must be at most {most}.").format(most=most.words()), most=str(most))
    if deadline_at is not None and not 0 < (deadline_at - clock.now()).days + 1 <= 366:
        code = "deadline_past" if deadline_at <= clock.now() else "deadline_far"
        raise Invalid.field("deadline_at", code, Text(
            "마감은 지금부터 1년 안이어야 해요.", "The deadline must lie within a year from now."))
