"""Bank runs: due payouts become one file, two people who didn't make it approve it, and only then it can be downloaded."""

from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.accounts.states import PERSON
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb, violated
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.money import Money
from marketplace.kernel.personal import open_field, seal_field
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.bank.files import ENCODINGS, Transfer, digest, write_file
from marketplace.money.bank.holds import came_back, takes_money
from marketplace.money.bank.models import BankAccount, BankRun, BankRunItem
from marketplace.money.bank.states import AT_THE_BANK, BANK_RUN, RUN_ITEM
from marketplace.money.ledger import locked_balance
from marketplace.money.provider_models import Payout
from marketplace.money.states import GIVEN_BACK, PAYOUT

MOST_ROWS = 1000


@verb
def make_bank_run(*, actor: Actor) -> BankRun:
    """A run of every bank payout that is due and in no other run; raises `Conflict` nothing_due, payout_in_a_run."""
    require(actor, Permission.MAKE_BANK_RUN)
    try:
        with transaction() as session:
            rows = _due(session)
            if not rows:
                raise Conflict("nothing_due", Text("지금 은행으로 보낼 정산이 없어요.", "No bank payout is due now."))
            run = BankRun(total_minor=sum(payout.amount_minor for payout, _ in rows), payouts=len(rows), made_by=actor.person_id,
                          sha256_cp949="", sha256_utf8="", created_at=clock.now())
            session.add(run)
            session.flush()
            items = [_write_item(run, payout, account) for payout, account in rows]
            session.add_all(items)
            run.sha256_cp949, run.sha256_utf8 = (digest(_file(items, encoding)) for encoding in ENCODINGS)
            session.flush()
            record(session, actor, "make_bank_run", "bank_run", run.id, payouts=run.payouts, total=str(run.total))
    except IntegrityError as error:
        if "bank_run_items" not in violated(error):
            raise
        raise Conflict("payout_in_a_run", Text(
            "누군가 방금 같은 정산으로 파일을 만들었어요.", "Somebody has just put these payouts into a run.")) from error
    return run


@verb
def approve_bank_run(run_id: int, *, actor: Actor) -> BankRun:
    """One of two approvals, of two people who didn't make the run; the second puts its payouts on their way.

    Raises `Forbidden` for who made or approved it, `Conflict` wrong_state, bank_short, payout_stopped.
    """
    with transaction() as session:
        run = find_run(session, run_id)
        require(actor, Permission.APPROVE_BANK_RUN, run)
        if run.state == BANK_RUN.start:
            move(session, BANK_RUN, run, "approve_first", first_by=actor.person_id)
        else:
            move(session, BANK_RUN, run, "approve", second_by=actor.person_id, approved_at=clock.now())
            _refuse_short(session)
            _start(session, run)
        record(session, actor, "approve_bank_run", "bank_run", run.id, state=run.state, total=str(run.total))
    return run


@verb
def cancel_bank_run(run_id: int, *, actor: Actor) -> BankRun:
    """Drop a run that isn't approved yet: its payouts are due again. Raises `Conflict` wrong_state."""
    require(actor, Permission.MAKE_BANK_RUN)
    with transaction() as session:
        run = find_run(session, run_id)
        move(session, BANK_RUN, run, "cancel")
        for item in items_of(session, run):
            move(session, RUN_ITEM, item, "drop")
        record(session, actor, "cancel_bank_run", "bank_run", run.id)
    return run


def download_bank_run(run_id: int, *, encoding: str, actor: Actor) -> bytes:
    """The file of an approved run, with whole account numbers; raises `Conflict` not_approved, file_differs (from its kept SHA-256)."""
    require(actor, Permission.DOWNLOAD_BANK_RUN)
    with transaction() as session:
        run = find_run(session, run_id)
        if run.state not in AT_THE_BANK:
            raise Conflict("not_approved", Text(
                "두 사람이 승인한 뒤에 내려받을 수 있어요.", "It can be downloaded once two people have approved it."))
        data = _file(items_of(session, run), encoding)
        if digest(data) != (run.sha256_cp949 if encoding == "cp949" else run.sha256_utf8):
            raise Conflict("file_differs", Text(
                "승인한 파일과 달라요. 개발팀에 알려 주세요.", "The file differs from the approved one. Tell the developers."))
        record(session, actor, "download_bank_run", "bank_run", run.id, encoding=encoding, sha256=digest(data))
    return data


def find_run(session: Session, run_id: int) -> BankRun:
    """A run, locked; raises `NotFound`."""
    found = session.get(BankRun, run_id, with_for_update=True)
    if found is None:
        raise NotFound()
    return found


def items_of(session: Session, run: BankRun) -> list[BankRunItem]:
    """What a run sends, in the order of its file."""
    return list(session.scalars(select(BankRunItem).where(BankRunItem.run_id == run.id).order_by(BankRunItem.payout_id)))


def _due(session: Session) -> list[tuple[Payout, BankAccount]]:
    in_a_run = select(BankRunItem.payout_id).where(BankRunItem.state != "dropped")
    query = select(Payout, BankAccount).join(BankAccount, BankAccount.worker_id == Payout.worker_id).join(Person, Person.id == Payout.worker_id) \
        .where(Payout.method == "bank", Payout.state == PAYOUT.start, Person.state == PERSON.start,
               Payout.id.not_in(in_a_run), takes_money())
    return [(payout, account) for payout, account in session.execute(query.order_by(Payout.id).limit(MOST_ROWS))]


def _write_item(run: BankRun, payout: Payout, account: BankAccount) -> BankRunItem:
    item = BankRunItem(run_id=run.id, payout_id=payout.id, bank_code=account.bank_code, label=account.label, amount_minor=payout.amount_minor,
                       state=RUN_ITEM.start, reason="")
    item.number_sealed, item.holder_sealed = (seal_field(text, place=item.place) for text in (account.open_number(), account.open_holder()))
    return item


def _file(items: list[BankRunItem], encoding: str) -> bytes:
    return write_file((Transfer(one.bank_code, open_field(one.number_sealed, place=one.place), one.amount_minor,
                                open_field(one.holder_sealed, place=one.place), one.reference) for one in items), encoding=encoding)


def _refuse_short(session: Session) -> None:
    """Everything that is approved and not confirmed must be in our bank account: more can't leave than is there."""
    there = -locked_balance(session, "bank", 0, "KRW")
    needed = session.scalar(select(func.coalesce(func.sum(BankRunItem.amount_minor), 0)).join(BankRun, BankRun.id == BankRunItem.run_id)
                            .where(BankRun.state == "approved", BankRunItem.state == RUN_ITEM.start))
    leaving = Money(int(needed or 0), "KRW")
    if there < leaving:
        raise Conflict("bank_short", Text(
            "회사 통장에 {there}이 있는데 {leaving}이 나가야 해요. 통장으로 옮긴 돈을 먼저 정정으로 적어 주세요.",
            "Our bank account holds {there}, but {leaving} is to leave. Book the money moved there as a correction first.")
            .format(there=there.words(), leaving=leaving.words()), there=str(there), leaving=str(leaving))


def _start(session: Session, run: BankRun) -> None:
    """The payouts are on their way; one whose worker was suspended, whose account sent money back, or that waits no longer, stops the approval."""
    mine = select(BankRunItem.payout_id).where(BankRunItem.run_id == run.id)
    paused = select(Person.id).where(Person.state != PERSON.start)
    held = select(BankAccount.worker_id).where(came_back())
    # The run has the account as it was when it was made, also for a worker who has registered another one since.
    given_back = select(Payout.worker_id).where(Payout.method == "bank", Payout.state.in_(GIVEN_BACK), Payout.next_try_at >= run.created_at)
    started = session.execute(update(Payout).where(Payout.id.in_(mine), Payout.state == PAYOUT.start,
                                                   *(Payout.worker_id.not_in(those) for those in (paused, held, given_back)))
                              .values(state=PAYOUT.moves["send"][1], attempt=Payout.attempt + 1, last_error="")
                              .execution_options(synchronize_session=False))
    if changed(started) != run.payouts:
        raise Conflict("payout_stopped", Text(
            "정지된 작업자나 돈이 되돌아온 계좌의 정산이 들어 있어요. 취소하고 다시 만들어 주세요.",
            "It holds a payout of somebody suspended, or to an account that money came back from. Cancel it and make a new one."))
