"""What the bank says of a run: each row was paid or came back, at once or days after it was paid. A file that doesn't fit changes nothing."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move, refuse_move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.bank.files import Answer, digest, read_answers, refuse_rows
from marketplace.money.bank.models import BankAccount, BankRun, BankRunItem
from marketplace.money.bank.states import AT_THE_BANK, BANK_RUN, RUN_ITEM
from marketplace.money.provider_models import Payout
from marketplace.money.service.bank_runs import find_run, items_of
from marketplace.money.service.payouts import book_paid, give_back, take_back


@verb
def confirm_bank_run(run_id: int, *, data: bytes, actor: Actor) -> BankRun:
    """Take in the bank's answer, whole or in parts, also what comes back once all were paid.

    Raises `Invalid` with every row that doesn't fit, `Conflict` wrong_state before the run is approved.
    """
    require(actor, Permission.CONFIRM_BANK_RUN)
    answers = read_answers(data)
    with transaction() as session:
        run = find_run(session, run_id)
        if run.state not in AT_THE_BANK:
            raise refuse_move(BANK_RUN, run.state)
        items = {item.reference: item for item in items_of(session, run)}
        refuse_rows(_faults(answers, items))
        for answer in answers:
            item = items[answer.reference]
            payout = session.get_one(Payout, item.payout_id, with_for_update=True)
            if answer.result == "done":
                move(session, RUN_ITEM, item, "confirm")
                book_paid(session, payout, transfer_id=item.transfer_id, paid_from="bank", actor=actor)
            else:
                _return(session, run, item, payout, reason=answer.reason, actor=actor)
        record(session, actor, "confirm_bank_run", "bank_run", run.id, rows=len(answers), sha256=digest(data),
               returned=sum(one.result == "returned" for one in answers))
        if BANK_RUN.allows("settle", run.state) and all(item.state != RUN_ITEM.start for item in items.values()):
            move(session, BANK_RUN, run, "settle", settled_at=clock.now())
    return run


def _return(session: Session, run: BankRun, item: BankRunItem, payout: Payout, *, reason: str, actor: Actor) -> None:
    """The money is ours again and the worker's balance; no more goes to the account as it was in this run."""
    was_paid = item.state == RUN_ITEM.moves["confirm"][1]
    move(session, RUN_ITEM, item, "return_it", reason=reason)
    if was_paid:
        take_back(session, payout, came_to="bank", code="bank_returned", why=reason, actor=actor)
    else:
        give_back(session, payout, code="bank_returned", why=reason, actor=actor)
    session.execute(update(BankAccount).where(BankAccount.worker_id == payout.worker_id, BankAccount.changed_at <= run.created_at)
                    .values(returned_for=reason))


def _faults(answers: list[Answer], items: dict[str, BankRunItem]) -> list[Text]:
    seen: set[str] = set()
    faults = []
    for one in answers:
        item = items.get(one.reference)
        if item is None:
            fault = Text("{row}번째 줄: {payout} 정산은 이 파일에 없어요.", "Row {row}: {payout} is not in this run.")
        elif one.reference in seen or not RUN_ITEM.allows("confirm" if one.result == "done" else "return_it", item.state):
            fault = Text("{row}번째 줄: {payout} 정산은 이미 확인했어요.", "Row {row}: {payout} was confirmed already.")
        elif item.amount_minor != one.amount:
            fault = Text("{row}번째 줄: {payout} 정산은 {won}원이에요.", "Row {row}: {payout} is over {won} won.")
        else:
            fault = None
        if fault is not None:
            faults.append(fault.format(row=one.row, payout=one.reference, won=item.amount_minor if item else 0))
        seen.add(one.reference)
    return faults
