"""What rests on its way, for whom, since when and until when: one statement for each of balances, payouts and refunds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    CTE,
    ColumnElement,
    Subquery,
    and_,
    case,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
)

from marketplace.accounts.models import Company, Person
from marketplace.accounts.states import PERSON
from marketplace.kernel import clock
from marketplace.kernel.database import Moment, db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.paging import Cut, Page, write_cursor
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.bank.holds import came_back, is_resting, is_shared, takes_money
from marketplace.money.bank.models import BankAccount, BankRun, BankRunItem
from marketplace.money.models import LedgerAccount, Line
from marketplace.money.payable import payout_minimum
from marketplace.money.provider_models import Payout, PayoutAccount, Refund
from marketplace.money.resting import ends_at, resting_lines
from marketplace.money.service.payouts import WAITING_CODES
from marketplace.money.states import UNDER_WAY
from marketplace.money.stuck import REASONS

PATIENCE: Final = timedelta(days=1)  # how long a transfer may stay unconfirmed before somebody should look


@dataclass(frozen=True)
class Stuck:
    """Money that rests: `id` is the payout's, the refund's or the ledger account's; `next_try_at` is when time moves it, if time does."""

    id: int
    owner_id: int
    owner_name: str
    amount: Money
    since: datetime | None
    next_try_at: datetime | None
    detail: str


@dataclass(frozen=True)
class Sum:
    """How many rest for one reason, and how much in each currency."""

    count: int
    totals: tuple[Money, ...]


def sum_stuck(actor: Actor) -> dict[str, Sum]:
    """Every reason with something resting for it, in the order of `REASONS`."""
    require(actor, Permission.SEE_LEDGER)
    found: dict[str, list[Any]] = {}
    for source in (_payouts(), _balances(), _refunds()):
        query = select(source.c.code, source.c.currency, func.count(), func.sum(source.c.amount_minor)).where(source.c.code.is_not(None)) \
            .group_by(source.c.code, source.c.currency).order_by(source.c.currency)
        for code, *rest in db.session.execute(query):
            found.setdefault(code, []).append(rest)
    return {code: Sum(sum(count for _, count, _ in found[code]), tuple(Money(int(total), currency) for currency, _, total in found[code]))
            for code in REASONS if code in found}


def list_stuck(actor: Actor, code: str, cut: Cut) -> Page[Stuck]:
    """What rests for one reason, the newest first; raises `NotFound` for a reason there isn't."""
    require(actor, Permission.SEE_LEDGER)
    if code not in REASONS:
        raise NotFound()
    source = {"payout": _payouts, "balance": _balances, "refund": _refunds}[REASONS[code].about]()
    owner: type[Person | Company] = Company if REASONS[code].about == "refund" else Person
    query = select(source, owner.name.label("owner_name")).join(owner, owner.id == source.c.owner_id).where(source.c.code == code)
    if cut.after is not None:
        query = query.where(source.c.id < cut.after)
    rows = db.session.execute(query.order_by(source.c.id.desc()).limit(cut.limit + 1)).all()
    shown = [Stuck(row.id, row.owner_id, row.owner_name, Money(int(row.amount_minor), row.currency), row.since,
                   ends_at(row.next_try_at, row.level) if code == "earnings_rest" else row.next_try_at, row.detail) for row in rows[: cut.limit]]
    return Page(shown, write_cursor(shown[-1].id) if len(rows) > cut.limit else None)


def _payouts() -> Subquery:
    """Payouts under way that don't go on within their usual time."""
    waits = func.coalesce(BankRun.state, "")
    code = case(
        (and_(Payout.state == "requested", Person.state != PERSON.start), "queued_suspended"),
        (and_(Payout.method == "bank", waits == "", ~takes_money()), "queued_held"),
        (and_(Payout.method == "bank", waits == ""), "bank_waiting"),
        (and_(Payout.method == "bank", waits.in_(("made", "approved_once"))), "run_unapproved"),
        (Payout.method == "bank", "run_unconfirmed"),
        (and_(Payout.state == "sent", Payout.created_at < clock.now() - PATIENCE), "unconfirmed"),
        (and_(Payout.state != "sent", or_(*(Payout.last_error.startswith(one) for one in sorted(WAITING_CODES)))), "no_funds"),
        (and_(Payout.state != "sent", Payout.last_error != ""), "provider_silent"))
    return select(Payout.id, Payout.worker_id.label("owner_id"), Payout.currency, Payout.amount_minor, code.label("code"),
                  Payout.created_at.label("since"), _when(Payout, Payout.method == "stripe"), Payout.last_error.label("detail")) \
        .join(Person, Person.id == Payout.worker_id) \
        .outerjoin(BankRunItem, and_(BankRunItem.payout_id == Payout.id, BankRunItem.state != "dropped")) \
        .outerjoin(BankRun, BankRun.id == BankRunItem.run_id).outerjoin(BankAccount, BankAccount.worker_id == Payout.worker_id) \
        .where(Payout.state.in_(UNDER_WAY)).subquery()


def _refunds() -> Subquery:
    """Refunds that a card doesn't take, and those the provider doesn't answer about."""
    code = case((Refund.state == "failed", "refund_failed"),
                (and_(Refund.state == "sent", Refund.created_at < clock.now() - PATIENCE), "refund_silent"),
                (and_(Refund.state != "sent", Refund.last_error != ""), "refund_silent"))
    return select(Refund.id, Refund.company_id.label("owner_id"), Refund.currency, Refund.amount_minor, code.label("code"),
                  Refund.created_at.label("since"), _when(Refund, Refund.state != "failed"), Refund.last_error.label("detail")) \
        .where(Refund.state != "settled").subquery()


def _when(model: Any, moves: ColumnElement[bool]) -> Any:
    return type_coerce(case((moves, model.next_try_at), else_=null()), Moment).label("next_try_at")


def _balances() -> Subquery:
    """Balances that no payout takes, and debts. A balance with a payout under way only waits for its turn."""
    sums = _sums()
    last = select(func.max(Payout.id)).where(Payout.worker_id == sums.c.owner_id, Payout.currency == sums.c.currency) \
        .correlate(sums).scalar_subquery()
    has_bank = and_(sums.c.currency == "KRW", BankAccount.worker_id.is_not(None))
    least = _least(sums.c.currency)
    rests = _rests(sums, least)
    code = case(
        (sums.c.kind == "debt", "in_debt"),
        (Person.state != PERSON.start, "suspended"),
        (sums.c.left_minor < least, "below_minimum"),
        (and_(has_bank, is_shared()), "account_shared"),
        (and_(has_bank, came_back()), "account_returned"),
        (and_(has_bank, is_resting()), "account_changed"),
        (and_(~has_bank, or_(PayoutAccount.provider_account_id.is_(None), ~PayoutAccount.details_submitted)), "not_connected"),
        (and_(~has_bank, ~PayoutAccount.payouts_enabled), "account_restricted"),
        (sums.c.left_minor - rests.c.amount_minor < least, "earnings_rest"),
        (and_(Payout.state == "returned", Payout.next_try_at > clock.now()), "taken_back"),
        (and_(Payout.state == "failed", Payout.next_try_at > clock.now()), "refused"))
    waits = case((code == "account_changed", BankAccount.payable_at), (code.in_(("refused", "taken_back")), Payout.next_try_at),
                 (code == "earnings_rest", rests.c.earned_at), else_=null())
    detail = case((code.in_(("refused", "taken_back")), Payout.last_error), (code == "account_returned", BankAccount.returned_for),
                  else_=literal(""))
    return select(sums.c.id, sums.c.owner_id, sums.c.currency, sums.c.amount_minor, code.label("code"), type_coerce(null(), Moment).label("since"),
                  type_coerce(waits, Moment).label("next_try_at"), detail.label("detail"),
                  rests.c.level) \
        .outerjoin(rests, rests.c.account_id == sums.c.id).join(Person, Person.id == sums.c.owner_id) \
        .outerjoin(PayoutAccount, PayoutAccount.worker_id == sums.c.owner_id) \
        .outerjoin(BankAccount, BankAccount.worker_id == sums.c.owner_id).outerjoin(Payout, Payout.id == last) \
        .where(or_(sums.c.kind == "debt", func.coalesce(Payout.state, "").not_in(UNDER_WAY))).subquery()


def _sums() -> CTE:
    """Balances and debts; `left_minor` is what is left of a balance once the debt is repaid."""
    total = func.sum(Line.amount_minor)
    left = func.sum(total).over(partition_by=(LedgerAccount.owner_id, LedgerAccount.currency))
    return select(LedgerAccount.id, LedgerAccount.kind, LedgerAccount.owner_id, LedgerAccount.currency, total.label("amount_minor"),
                  left.label("left_minor")) \
        .join(Line, Line.account_id == LedgerAccount.id).where(LedgerAccount.kind.in_(("worker", "debt"))) \
        .group_by(LedgerAccount.id, LedgerAccount.kind, LedgerAccount.owner_id, LedgerAccount.currency).having(total != 0).cte("sums")


def _rests(sums: CTE, least: ColumnElement[int]) -> Subquery:
    """What rests of each balance, at which level, and when that was earned whose rest has to end before the least can be sent."""
    lines = resting_lines(LedgerAccount.kind == "worker")
    suffices = case((sums.c.left_minor - lines.c.longer_minor >= least, lines.c.posted_at), else_=null())
    return select(lines.c.account_id, func.sum(lines.c.amount_minor).label("amount_minor"), func.max(lines.c.level).label("level"),
                  func.min(suffices).label("earned_at")).join(sums, sums.c.id == lines.c.account_id).group_by(lines.c.account_id).subquery()


def _least(currency: Any) -> ColumnElement[int]:
    return case({one: payout_minimum(one).minor for one in DECIMALS}, value=currency)
