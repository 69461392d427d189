"""Reading bank accounts and bank runs."""

from dataclasses import dataclass

from sqlalchemy import select

from marketplace.accounts.models import Person
from marketplace.kernel.database import db
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.bank.holds import Hold, account_hold
from marketplace.money.bank.models import BankAccount, BankRun, BankRunItem
from marketplace.money.destinations import find_destination
from marketplace.money.provider_models import Payout


@dataclass(frozen=True)
class RunItem:
    """One row of a run, and whose it is."""

    item: BankRunItem
    worker_id: int
    worker: str


def my_bank_account(actor: Actor) -> BankAccount | None:
    """The acting worker's bank account; none when they are paid by Stripe."""
    require(actor, Permission.SEE_EARNINGS)
    return db.session.get(BankAccount, actor.person_id)


def hold_of(actor: Actor, currency: str) -> Hold | None:
    """What keeps the acting worker's money of a currency from being sent now, said in a sentence; none when it can be."""
    require(actor, Permission.SEE_EARNINGS)
    account = db.session.get(BankAccount, actor.person_id) if currency == "KRW" else None
    if account is not None:
        return account_hold(db.session(), account)
    try:
        find_destination(db.session(), actor.person_id or 0, currency)
    except Conflict as refusal:
        return Hold(refusal.code, refusal.message, "worker")
    return None


def list_bank_runs(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[BankRun]:
    """Bank runs, newest first."""
    require(actor, Permission.SEE_LEDGER)
    query = select(BankRun)
    if state:
        query = query.where(BankRun.state == state)
    return page_by_id(db.session(), query, BankRun.id, cut)


def get_bank_run(actor: Actor, run_id: int) -> BankRun:
    """One of them; raises `NotFound`."""
    require(actor, Permission.SEE_LEDGER)
    found = db.session.get(BankRun, run_id)
    if found is None:
        raise NotFound()
    return found


def run_items(actor: Actor, run_id: int, cut: Cut) -> Page[RunItem]:
    """What a run sends and how each row stands, in two statements."""
    run = get_bank_run(actor, run_id)
    page = page_by_id(db.session(), select(BankRunItem).where(BankRunItem.run_id == run.id), BankRunItem.id, cut)
    whose = {payout_id: (worker_id, name) for payout_id, worker_id, name in db.session.execute(
        select(Payout.id, Person.id, Person.name).join(Person, Person.id == Payout.worker_id)
        .where(Payout.id.in_({one.payout_id for one in page.items})))}
    return page.map(lambda one: RunItem(one, *whose[one.payout_id]))


def people_of(run: BankRun) -> dict[int, str]:
    """The names of who made and approved it."""
    ids = [one for one in (run.made_by, run.first_by, run.second_by) if one]
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
