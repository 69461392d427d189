"""The least that an hour of work must pay, by country: each amount with the day it holds from and where it is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from marketplace.kernel.money import Money
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

HOUR: Final = 3600


@dataclass(frozen=True)
class MinimumPay:
    """So much an hour, from a day on."""

    country: str
    hourly: Money
    since: date
    source: Text

    def least_price(self, seconds: int) -> Money:
        """The least price of a task that takes so long: never rounded down."""
        return Money(-(-self.hourly.minor * seconds // HOUR), self.hourly.currency)

    def passes(self, price: Money, seconds: int) -> bool:
        """Whether a task at this price that takes so long pays the minimum; exact, in whole numbers."""
        return self.hourly * seconds <= price * HOUR


TABLE: Final = (
    MinimumPay("KR", Money(10_030, "KRW"), date(2025, 1, 1), Text(
        "2025년 고용노동부 고시 최저임금 (2024년 8월 5일)", "Minimum wage of 2025, Ministry of Employment and Labor (notice of 2024-08-05)")),
    MinimumPay("KR", Money(10_320, "KRW"), date(2026, 1, 1), Text(
        "2026년 고용노동부 고시 최저임금 (2025년 8월 5일)", "Minimum wage of 2026, Ministry of Employment and Labor (notice of 2025-08-05)")),
    MinimumPay("US", Money(725, "USD"), date(2009, 7, 24), Text(
        "미국 연방 최저임금 (공정근로기준법, 29 U.S.C. § 206)", "Federal minimum wage (Fair Labor Standards Act, 29 U.S.C. § 206)")),
)


def minimum_pays() -> list[MinimumPay]:
    """Every minimum of the countries that are switched on, by country and day."""
    return [one for one in TABLE if one.country in current_settings().minimum_pay]


def minimum_on(day: date, currency: str, known: Sequence[MinimumPay] | None = None) -> MinimumPay | None:
    """The minimum that holds on a day for pay in a currency; None where none is known or it is switched off."""
    found = [one for one in (minimum_pays() if known is None else known) if one.hourly.currency == currency and one.since <= day]
    return max(found, key=lambda one: one.since, default=None)
