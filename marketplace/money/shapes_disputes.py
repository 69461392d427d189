"""What the API says about card disputes."""

from datetime import datetime

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.money.dispute_models import Dispute


class DisputeShape(msgspec.Struct):
    """A payment that its card's holder disputes; `from_wallet` is what the company's wallet gave when the money was taken."""

    id: int
    payment_id: int
    batch_id: int | None
    company_id: int
    amount: AmountShape
    from_wallet: AmountShape
    reason: str
    state: str
    opened_at: datetime
    withdrawn_at: datetime | None
    reinstated_at: datetime | None
    closed_at: datetime | None


def shape_dispute(one: Dispute) -> DisputeShape:
    """A dispute for whom it concerns."""
    return DisputeShape(one.id, one.payment_id, one.batch_id, one.company_id, shape_amount(one.amount), shape_amount(one.from_wallet), one.reason,
                        one.state, one.opened_at, one.withdrawn_at, one.reinstated_at, one.closed_at)
