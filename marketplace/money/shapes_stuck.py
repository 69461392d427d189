"""What the API says about money that rests, to who looks after it."""

from datetime import datetime

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.money.queries.stuck import Stuck, Sum
from marketplace.money.stuck import REASONS


class StuckReasonShape(msgspec.Struct):
    """A reason, who has the next step (`worker`, `finance`, `admin`, `provider` or `time`), and how much rests for it."""

    reason: str
    about: str
    owner: str
    name: str
    next_step: str
    count: int
    totals: list[AmountShape]


class StuckReasonsShape(msgspec.Struct):
    """Every reason with something resting for it."""

    reasons: list[StuckReasonShape]


class StuckShape(msgspec.Struct):
    """One balance, payout or refund that rests; `id` is the payout's, the refund's or the ledger account's."""

    id: int
    owner_id: int
    owner_name: str
    amount: AmountShape
    since: datetime | None
    next_try_at: datetime | None
    detail: str


def shape_sums(sums: dict[str, Sum]) -> StuckReasonsShape:
    """The reasons in their order."""
    return StuckReasonsShape([
        StuckReasonShape(code, REASONS[code].about, REASONS[code].owner, str(REASONS[code].name), str(REASONS[code].next_step), one.count,
                         [shape_amount(total) for total in one.totals]) for code, one in sums.items()])


def shape_stuck(one: Stuck) -> StuckShape:
    """One thing that rests."""
    return StuckShape(one.id, one.owner_id, one.owner_name, shape_amount(one.amount), one.since, one.next_try_at, one.detail)
