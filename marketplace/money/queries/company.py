"""A company's own money: its wallet, what its batches hold and have cost, what it paid in and got back. All from the ledger."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Cut, Page, page_by_id, write_cursor
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.models import Entry, LedgerAccount, Line
from marketplace.money.provider_models import Payment, Refund

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True)
class Flow:
    """What became of the money held for one batch, in minor units; `left` is what is held now."""

    held: int = 0
    workers: int = 0
    fees: int = 0
    back: int = 0
    left: int = 0
    left_over: int = 0  # of what came back: the rest of answers that were paid in part, or at an earlier price

    @property
    def spent(self) -> int:
        """What accepted work has cost: pay and fee."""
        return self.workers + self.fees


@dataclass(frozen=True)
class Movement:
    """One entry as seen from one account: by how much it changed it, and every leg of the entry."""

    key: str
    kind: str
    at: datetime
    change: Money
    legs: list[tuple[str, int, Money]] = field(default_factory=list)  # account kind, its owner, amount


def wallets(actor: Actor) -> list[Money]:
    """What the acting person's company has in its wallet, a sum for each currency; won is always there."""
    require(actor, Permission.SEE_MONEY)
    query = select(LedgerAccount.currency, func.sum(Line.amount_minor)).join(Line, Line.account_id == LedgerAccount.id) \
        .where(LedgerAccount.kind == "wallet", LedgerAccount.owner_id == actor.company_id).group_by(LedgerAccount.currency)
    found = {currency: int(minor) for currency, minor in db.session.execute(query)}
    return [Money(minor, currency) for currency, minor in ({"KRW": 0} | found).items()]


def flows_of(batch_ids: Sequence[int]) -> dict[int, Flow]:
    """What became of the money of some batches, in one statement; their reader's right to see them is the caller's to ask."""
    return flows_in(db.session(), batch_ids)


def flows_in(session: Session, batch_ids: Sequence[int]) -> dict[int, Flow]:
    """The same as its caller's transaction sees it."""
    leg = aliased(Line)
    query = select(LedgerAccount.owner_id, leg.account_kind, leg.entry_kind, func.sum(leg.amount_minor)).select_from(LedgerAccount) \
        .join(Line, Line.account_id == LedgerAccount.id).join(leg, leg.entry_key == Line.entry_key) \
        .where(LedgerAccount.kind == "hold", LedgerAccount.owner_id.in_(batch_ids)) \
        .group_by(LedgerAccount.owner_id, leg.account_kind, leg.entry_kind)
    sums: dict[int, dict[tuple[str, str], int]] = {batch_id: {} for batch_id in batch_ids}
    for batch_id, account, kind, minor in session.execute(query):
        sums[batch_id][account, kind] = int(minor)
    return {batch_id: _flow(found) for batch_id, found in sums.items()}


def wallet_movements(actor: Actor, cut: Cut) -> Page[Movement]:
    """Every entry that touched the company's wallets, newest first, each with all its legs."""
    require(actor, Permission.SEE_MONEY)
    return _movements("wallet", actor.company_id or 0, cut)


def hold_movements(actor: Actor, batch_id: int, cut: Cut) -> Page[Movement]:
    """Every entry that touched what a batch holds, newest first; the caller has found the batch for this actor."""
    require(actor, Permission.SEE_MONEY)
    return _movements("hold", batch_id, cut)


def list_payments(actor: Actor, cut: Cut) -> Page[Payment]:
    """What the company paid or began to pay, newest first."""
    require(actor, Permission.SEE_MONEY)
    return page_by_id(db.session(), select(Payment).where(Payment.company_id == actor.company_id), Payment.id, cut)


def get_payment(actor: Actor, payment_id: int) -> Payment:
    """One payment of the acting person's company."""
    require(actor, Permission.SEE_MONEY)
    payment = db.session.get(Payment, payment_id)
    if payment is None or payment.company_id != actor.company_id:
        raise NotFound
    return payment


def list_refunds(actor: Actor, cut: Cut) -> Page[Refund]:
    """What goes or went back to the company's cards, newest first."""
    require(actor, Permission.SEE_MONEY)
    return page_by_id(db.session(), select(Refund).where(Refund.company_id == actor.company_id), Refund.id, cut)


def latest_payment(actor: Actor, batch_id: int) -> Payment | None:
    """The newest payment of the acting person's company for a batch."""
    require(actor, Permission.SEE_BATCH)
    return db.session.scalar(select(Payment).where(Payment.batch_id == batch_id, Payment.company_id == actor.company_id)
                             .order_by(Payment.id.desc()).limit(1))


def _flow(sums: dict[tuple[str, str], int]) -> Flow:
    workers, fees = (sums.get((account, "release"), 0) + sums.get((account, "appeal"), 0) for account in ("worker", "fee"))
    # What we bore of an appeal isn't what the batch has cost.
    return Flow(held=sums.get(("hold", "hold"), 0), workers=workers + sums.get(("loss", "appeal"), 0), fees=fees,
                back=sums.get(("wallet", "release"), 0) + sums.get(("wallet", "give_back"), 0),
                left=sum(minor for (account, _), minor in sums.items() if account == "hold"),
                left_over=sums.get(("wallet", "release"), 0))


def _movements(kind: str, owner_id: int, cut: Cut) -> Page[Movement]:
    # Entries have no number: their moment is the place in the list. The next page begins with the first row left out.
    query: Select[str, str, datetime, int, str] = select(Entry.key, Entry.kind, Entry.posted_at, Line.amount_minor, Line.currency) \
        .join(Line, Line.entry_key == Entry.key).join(LedgerAccount, LedgerAccount.id == Line.account_id) \
        .where(LedgerAccount.kind == kind, LedgerAccount.owner_id == owner_id)
    if cut.after is not None:
        query = query.where(Entry.posted_at <= EPOCH + cut.after * MICROSECOND)
    rows = db.session.execute(query.order_by(Entry.posted_at.desc(), Entry.key.desc()).limit(cut.limit + 1)).all()
    made = {key: Movement(key, entry_kind, at, Money(minor, currency)) for key, entry_kind, at, minor, currency in rows[: cut.limit]}
    _add_legs(made)
    more = write_cursor((rows[cut.limit][2] - EPOCH) // MICROSECOND) if len(rows) > cut.limit else None
    return Page(list(made.values()), more)


def _add_legs(movements: dict[str, Movement]) -> None:
    legs = select(Line.entry_key, Line.account_kind, LedgerAccount.owner_id, Line.amount_minor, Line.currency) \
        .join(LedgerAccount, LedgerAccount.id == Line.account_id).where(Line.entry_key.in_(movements)).order_by(Line.entry_key, Line.number)
    for key, account, owner_id, minor, currency in db.session.execute(legs):
        movements[key].legs.append((account, owner_id, Money(minor, currency)))
