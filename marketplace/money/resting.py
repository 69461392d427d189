"""What was earned lately rests before it can be paid out: one rule, for one worker or for all of them in a statement.

Payable is the balance without what rests. Whatever lowers a balance (a correction, a repaid debt) counts at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, Subquery, case, func, literal, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import Moment
from marketplace.money.models import Entry, LedgerAccount, Line
from marketplace.money.trust import hours_by_level, level_of

EARNS: Final = ("release", "bonus", "appeal")  # the kinds of entry that rest; a payout that came back has rested before


@dataclass(frozen=True)
class Resting:
    """Something earned that rests: since when, until when, how much, and how much of the account rests longer."""

    earned_at: datetime
    until: datetime
    minor: int
    longer_minor: int


def resting_lines(*which: ColumnElement[bool], at: datetime | None = None) -> Subquery:
    """Every line that rests, of the accounts `which` names: when it was earned, its worker's level, and how much rests longer than it.

    `at` an earlier moment, what was earned after it is among them.
    """
    since = _rested_since(at)
    recent = select(LedgerAccount.id.label("account_id"), LedgerAccount.owner_id, Line.currency, Entry.key, Entry.posted_at,
                    Line.number, Line.amount_minor) \
        .join(Line, Line.entry_key == Entry.key).join(LedgerAccount, LedgerAccount.id == Line.account_id) \
        .where(Entry.posted_at > min(since.values()), Entry.kind.in_(EARNS), Line.account_kind == "worker", Line.amount_minor > 0,
               *which).cte()
    # The level is found once for each worker with fresh earnings, not for each line.
    workers = select(recent.c.owner_id).distinct().subquery()
    levels = select(workers.c.owner_id, level_of(workers.c.owner_id).label("level")).cte().prefix_with("MATERIALIZED")
    longer = func.sum(recent.c.amount_minor).over(partition_by=recent.c.account_id, rows=(None, -1), order_by=(
        recent.c.posted_at.desc(), recent.c.key.desc(), recent.c.number.desc()))
    return select(recent.c.account_id, recent.c.currency, recent.c.posted_at, recent.c.amount_minor, levels.c.level,
                  func.coalesce(longer, 0).label("longer_minor")).join(levels, levels.c.owner_id == recent.c.owner_id) \
        .where(recent.c.posted_at > case({level: literal(one, Moment) for level, one in since.items()}, value=levels.c.level)).subquery()


def resting_sums(*which: ColumnElement[bool], at: datetime | None = None) -> Subquery:
    """How much rests, now or at an earlier moment, on each account that `which` names and that has any."""
    lines = resting_lines(*which, at=at)
    return select(lines.c.account_id, func.sum(lines.c.amount_minor).label("amount_minor")).group_by(lines.c.account_id).subquery()


def rests_of(session: Session, worker_id: int) -> dict[str, list[Resting]]:
    """What rests of a worker's earnings now, by currency, the first to be free first, in one statement."""
    lines = resting_lines(LedgerAccount.kind == "worker", LedgerAccount.owner_id == worker_id)
    found: dict[str, list[Resting]] = {}
    for row in session.execute(select(lines).order_by(lines.c.posted_at)):
        found.setdefault(row.currency, []).append(
            Resting(row.posted_at, ends_at(row.posted_at, row.level), int(row.amount_minor), int(row.longer_minor)))
    return found


def ends_at(earned_at: datetime, level: str) -> datetime:
    """When something earned at a moment has rested."""
    return earned_at + timedelta(hours=hours_by_level()[level])


def _rested_since(at: datetime | None) -> dict[str, datetime]:
    """What was earned up to then has rested, by level; where nothing rests, not even what another machine's clock puts ahead of ours."""
    end, nothing_rests = (at, at) if at else (clock.now(), clock.now() + clock.DAY)
    return {level: end - timedelta(hours=hours) if hours else nothing_rests for level, hours in hours_by_level().items()}
