"""The fee schedule, in one place: what we take on top of a price, by currency and day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from marketplace.kernel.settings import current_settings


@dataclass(frozen=True)
class Fee:
    """Our fee in hundredths of a percent from a day on, for one currency or all; the standing fee has no day."""

    basis_points: int
    since: date | None = None
    currency: str = ""


def fee_schedule() -> tuple[Fee, ...]:
    """The standing fee, then every change in the order of its day."""
    settings = current_settings()
    return Fee(settings.fee_bps), *(Fee(one.basis_points, one.since, one.currency) for one in settings.fee_changes)


def fee_on(day: date, currency: str) -> int:
    """The fee of a batch that is drafted on a day, in hundredths of a percent."""
    return pick_fee(fee_schedule(), day, currency).basis_points


def pick_fee(schedule: Sequence[Fee], day: date, currency: str) -> Fee:
    """The latest fee that holds; of one day, the one that names the currency."""
    held = [fee for fee in schedule if fee.currency in ("", currency) and (fee.since is None or fee.since <= day)]
    return max(held, key=lambda fee: (fee.since or date.min, fee.currency))
