"""Where a program of steps is played: a copy of one prepared database each time, with the local Stripe beside it."""

import copy
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import make_url

from marketplace.gateways.money_provider import ProviderEvent
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.money import service as money
from tests.application import Address
from tests.bank import NOBODY, Bank
from tests.cast import SYSTEM, Cast, Maker
from tests.engines import Databases, PostgresDatabases, SqliteDatabases
from tests.money.model.books import Books
from tests.money.model.tasks import Batch, Task, fee_of

RETURNED = "예금주 다름"
QUERIES = {
    "accounts": "SELECT kind, owner_id, balance_minor FROM check_balances WHERE balance_minor <> 0",
    "batches": "SELECT id, state, price_minor, answers_asked FROM batches",
    "tasks": "SELECT id, state, slots, slots_taken, slots_done, slots_withdrawn, held_minor FROM tasks",
    "claims": "SELECT id, state, round, task_id, worker_id, price_minor FROM claims",
    "answers": "SELECT id, claim_id, state, decided_by FROM submissions",
    "verdicts": "SELECT claim_id, outcome, pay_minor, fee_minor FROM verdicts",
    "appeals": "SELECT id, submission_id, state, price_minor, paid_minor, pay_minor, fee_minor, lost_minor FROM appeals",
    "payments": "SELECT id, state, amount_minor FROM payments",
    "payouts": "SELECT id, state, amount_minor, income_tax_minor, local_tax_minor, method FROM payouts",
    "bank_accounts": "SELECT worker_id, last_digits, returned_for FROM bank_accounts",
    "bank_runs": "SELECT id, state, total_minor, payouts, made_by, first_by, second_by FROM bank_runs",
    "bank_run_items": "SELECT run_id, payout_id, state, amount_minor FROM bank_run_items",
    "refunds": "SELECT id, state, amount_minor FROM refunds",
    "disputes": "SELECT provider_dispute_id, state, amount_minor, from_wallet_minor FROM disputes",
}


class Stage:
    """The prepared database, its copies, and the cast that all of them share."""

    def __init__(self, databases: Databases, make: Maker, cast: Cast, bank: Bank) -> None:
        self.make, self.cast, self.bank = make, cast, bank
        self.copies, self.prepared = _copies_of(databases), Address.url
        self.drafts = [make.draft(cast.han, rows=rows, slots=slots, price=price).id for rows, slots, price in ((2, 1, 200), (1, 2, 255))]
        self.mails = {worker.person_id: f"{worker.name.lower()}@example.com" for worker in (cast.mira, cast.noah)}
        self.admins = [cast.ada, make.person("Bo", admin=True), make.person("Cho", admin=True)]
        self.ruth = make.person("Ruth", reviewer=True)
        _leave()

    def begin(self) -> Books:
        """A fresh copy, an empty provider, and the books that describe them."""
        Address.url = self.copies.copy()
        self.bank.twin.reset()
        self.bank.twin.keep_events()
        books = Books(self.cast.han.company_id)
        for row in self.rows("SELECT id, price_minor FROM batches"):
            books.batches[row.id] = Batch(row.price_minor)
        for row in self.rows("SELECT id, batch_id, slots FROM tasks"):
            books.tasks[row.id] = Task(row.batch_id, row.slots)
        return books

    def end(self) -> None:
        """The copy goes."""
        _leave()
        self.copies.drop(Address.url)
        Address.url = self.prepared

    def restart(self) -> None:
        """As a restarted process begins: no connection, no session, a client of its own."""
        _leave()
        self.bank.provider = self.bank.twin.provider(retries=0, timeout=3)

    def rows(self, query: str) -> list[Any]:
        return list(db.session.execute(text(query)))

    def seen(self) -> dict[str, list[tuple[Any, ...]]]:
        """Everything that the books speak of, as the database has it."""
        return {name: sorted(map(tuple, self.rows(query))) for name, query in QUERIES.items()}

    def events(self) -> list[ProviderEvent]:
        """What the provider says now, its signatures checked."""
        self.bank.twin.move(clock.now())
        return [self.bank.provider.read_event(body, signature, now=clock.now()) for body, signature in self.bank.events()]

    def take(self, event: ProviderEvent) -> tuple[str, int | str, str] | None:
        """Store and take an event; what the books read in it."""
        money.store_event(event, actor=NOBODY)
        money.take_event(event.id, actor=SYSTEM)
        return read_said(event.type, event.data)


def expected(books: Books) -> dict[str, list[tuple[Any, ...]]]:
    """The same as `Stage.seen`, by the books."""
    return {
        "accounts": sorted((kind, owner, minor) for (kind, owner), minor in books.accounts.items() if minor),
        "batches": sorted((number, one.state, one.price, books.asked(number)) for number, one in books.batches.items()),
        "tasks": sorted((number, one.state, one.slots, one.taken, one.done, one.withdrawn, one.held) for number, one in books.tasks.items()),
        "claims": sorted((number, one.state, one.round, one.task, one.worker, one.price) for number, one in books.claims.items()),
        "answers": sorted((number, one.claim, one.state, one.by) for number, one in books.answers.items()),
        "verdicts": sorted((number, one.verdict, one.paid, fee_of(one.paid)) for number, one in books.claims.items() if one.verdict),
        "appeals": sorted((number, one.claim.submission, one.state, one.claim.price, one.paid, one.pay, one.fee, one.lost)
                          for number, one in books.appeals.items()),
        **{name: sorted((number, one.state, one.amount) for number, one in getattr(books, name).items())
           for name in ("payments", "refunds")},
        "payouts": sorted((number, one.state, one.amount, one.income_tax, one.local_tax, one.method) for number, one in books.payouts.items()),
        "bank_accounts": sorted((worker, one.number[-4:], RETURNED * one.has_returned) for worker, one in books.banked.items()),
        "bank_runs": sorted((number, one.state, one.total, len(one.rows), one.made_by, one.first_by, one.second_by)
                            for number, one in books.runs.items()),
        "bank_run_items": sorted((number, payout, word, books.payouts[payout].amount) for number, one in books.runs.items()
                                 for payout, word in one.rows.items()),
        "disputes": sorted((number, one.state, one.amount, one.from_wallet) for number, one in books.disputes.items() if one.state),
    }


def read_said(kind: str, thing: Mapping[str, Any]) -> tuple[str, int | str, str] | None:
    """An event as (what, our number, what became of it), by its own words and not by the program's reader."""
    if kind == "checkout.session.completed" and thing["payment_status"] == "paid":
        return "payment", int(thing["client_reference_id"].partition(":")[2]), "paid"
    if kind == "checkout.session.expired":
        return "payment", int(thing["client_reference_id"].partition(":")[2]), "expired"
    if kind == "transfer.created":
        return "payout", int(thing["transfer_group"].partition(":")[2]), "made"
    if kind == "transfer.reversed":
        return "payout", int(thing["transfer_group"].partition(":")[2]), "reversed"
    if kind in ("refund.created", "refund.updated", "refund.failed"):
        return "refund", int(thing["metadata"]["reference"].partition(":")[2]), thing["status"]
    if kind.startswith("charge.dispute."):
        word = kind.rpartition(".")[2]
        return "dispute", thing["id"], thing["status"] if word == "closed" else word
    return None


def _leave() -> None:
    db.session.remove()
    db.engine.dispose()


def _copies_of(databases: Databases) -> Databases:
    """A supply of copies of the present database."""
    if isinstance(databases, PostgresDatabases):
        copies = copy.copy(databases)
        copies.template = make_url(Address.url).database
        return copies
    copies = SqliteDatabases()
    copies.template = sqlite3.connect(make_url(Address.url).database)
    return copies


@contextmanager
def open_stage(databases: Databases, make: Maker, cast: Cast, bank: Bank) -> Iterator[Stage]:
    """A stage that is cleared away at the end."""
    stage = Stage(databases, make, cast, bank)
    try:
        yield stage
    finally:
        if isinstance(stage.copies, SqliteDatabases):
            stage.copies.close()
