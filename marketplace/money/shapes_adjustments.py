"""What the API says about entries made by hand, to admins."""

from datetime import datetime

import msgspec

from marketplace.kernel.money import Money
from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.money.cause_models import Adjustment
from marketplace.money.shapes import LegShape


class AdjustmentShape(msgspec.Struct):
    """An entry made by hand: what it moves and why, who proposed it, and who decided; above a limit these are two people."""

    id: int
    purpose: str
    amount: AmountShape
    legs: list[LegShape]
    reason: str
    mends: str
    state: str
    needs_second: bool
    proposed_by: int
    decided_by: int | None
    created_at: datetime
    decided_at: datetime | None


def shape_adjustment(one: Adjustment) -> AdjustmentShape:
    """An entry made by hand."""
    legs = [LegShape(kind, owner_id, shape_amount(Money(minor, one.currency))) for kind, owner_id, minor in one.legs]
    return AdjustmentShape(one.id, one.purpose, shape_amount(one.amount), legs, one.reason, one.mends, one.state, one.needs_second,
                           one.proposed_by, one.decided_by, one.created_at, one.decided_at)
