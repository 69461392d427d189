"""How far a worker's fresh earnings are trusted: levels by the money's own evidence, and the hours of rest that each one brings.

A level is never stored: it rises by itself with each payout that arrives.
"""

from typing import Final

from sqlalchemy import ColumnElement, case, func, literal, or_, select
from sqlalchemy.orm import Session

from marketplace.kernel.database import Id
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.money.models import LedgerAccount, Line
from marketplace.money.provider_models import Payout

STEADY_FROM: Final = 1  # payouts that arrived
TRUSTED_FROM: Final = 10  # and nothing they earned was ever taken back
LEVELS: Final[dict[str, Text]] = {  # in the order of the setting's hours
    "new": Text("새로 시작한 작업자", "New worker"),
    "steady": Text("꾸준한 작업자", "Steady worker"),
    "trusted": Text("믿고 맡기는 작업자", "Trusted worker"),
}


def hours_by_level() -> dict[str, int]:
    """How many hours earnings rest at each level now."""
    return dict(zip(LEVELS, current_settings().payout_hold_hours, strict=True))


def find_level(session: Session, worker_id: int) -> str:
    """One worker's level now."""
    return str(session.scalar(select(level_of(literal(worker_id, Id)))))


def level_of(worker_id: ColumnElement[int]) -> ColumnElement[str]:
    """The level of a worker, one or a column of many."""
    arrived = select(func.count()).where(Payout.worker_id == worker_id, Payout.state == "paid").scalar_subquery()
    taken_back = select(Line.account_id).join(LedgerAccount, LedgerAccount.id == Line.account_id).where(
        LedgerAccount.owner_id == worker_id, LedgerAccount.kind.in_(("worker", "debt")), Line.entry_kind == "correction",
        Line.amount_minor < 0).exists()
    return case((arrived < STEADY_FROM, "new"), (or_(arrived < TRUSTED_FROM, taken_back), "steady"), else_="trusted")
