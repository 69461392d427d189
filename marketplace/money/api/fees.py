"""The fee schedule and the minimum pay under /api/v1."""

from datetime import date

import msgspec

from marketplace.kernel.policy import Permission
from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.kernel.text import Text
from marketplace.money.api.door import api
from marketplace.money.fees import fee_schedule
from marketplace.money.minimum_pay import minimum_pays


class FeeShape(msgspec.Struct):
    """Our fee in hundredths of a percent from a day on; the standing fee has no day, an empty currency means all."""

    basis_points: int
    since: date | None
    currency: str


class MinimumPayShape(msgspec.Struct):
    """The least that an hour must pay in a country's currency, from a day on, and where it is written."""

    country: str
    hourly: AmountShape
    since: date
    source: Text


class FeesShape(msgspec.Struct):
    """What we take, and the least that work must pay."""

    fees: list[FeeShape]
    minimum_pay: list[MinimumPayShape]


@api.get("/fees", permission=Permission.SEE_TEMPLATE, returns=FeesShape)
def show_fees() -> FeesShape:
    """The fee schedule and the minimum pay an hour, each with its day; the latest day that has come holds."""
    return FeesShape([FeeShape(one.basis_points, one.since, one.currency) for one in fee_schedule()],
                     [MinimumPayShape(one.country, shape_amount(one.hourly), one.since, one.source) for one in minimum_pays()])
