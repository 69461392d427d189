"""How much of a balance can be paid out now, when more of it can, and the least we send."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.dates import hour_words
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.money.resting import Resting, rests_of

HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Payable:
    """A balance, and what of it rests, the first to be free first."""

    balance: Money
    rests: tuple[Resting, ...] = ()

    @property
    def now(self) -> Money:
        """What can be paid out now; what lowered the balance lowers this first."""
        return self._without(sum(one.minor for one in self.rests))

    @property
    def resting(self) -> Money:
        """The rest of the balance."""
        return self.balance - self.now

    @property
    def more_at(self) -> datetime | None:
        """When more than now can be paid out; none when nothing rests."""
        return self.reaches(self.now + Money(1, self.balance.currency))

    @property
    def rests_from(self) -> datetime | None:
        """When the first of what rests was earned."""
        return self.rests[0].earned_at if self.rests else None

    def reaches(self, amount: Money) -> datetime | None:
        """When, by rest alone, at least an amount can be paid out."""
        return next((one.until for one in self.rests if self._without(one.longer_minor) >= amount), None)

    def _without(self, minor: int) -> Money:
        return Money(max(0, self.balance.minor - minor), self.balance.currency)


def payable_of(session: Session, worker_id: int, balance: Money) -> Payable:
    """How much of a worker's balance can be paid out."""
    return Payable(balance, tuple(rests_of(session, worker_id).get(balance.currency, ())))


def refuse_too_little(payable: Payable) -> None:
    """Raise `Conflict` below_minimum or, when only time is missing, earnings_rest."""
    least = payout_minimum(payable.balance.currency)
    if payable.now >= least:
        return
    until = payable.reaches(least)
    if until is None:
        raise Conflict("below_minimum", Text(
            "{least}부터 정산할 수 있어요. 지금은 {amount}이에요.", "Payouts start at {least}; your balance is {amount}.")
            .format(least=least.words(), amount=payable.balance.words()), least=str(least), amount=str(payable.balance))
    raise Conflict("earnings_rest", Text(
        "받은 지 얼마 안 된 {amount}이 안전을 위해 쉬고 있어요. {hours} 안에 보낼 수 있어요. 돈은 잔액에 그대로 있어요.",
        "{amount} that you earned lately rests for safety. It can be sent within {hours}, and stays yours meanwhile.")
        .format(amount=payable.resting.words(), hours=hour_words(-((clock.now() - until) // HOUR))),
        amount=str(payable.resting), until=until.isoformat())


def payout_minimum(currency: str) -> Money:
    """The least we send: the setting for won, and about as much elsewhere."""
    return Money(current_settings().payout_minimum_krw if currency == "KRW" else 10 ** DECIMALS[currency], currency)
