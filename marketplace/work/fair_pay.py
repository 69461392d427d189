"""Whether a batch pays the minimum an hour, on the median time that its kind of task really takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.money.minimum_pay import HOUR, MinimumPay, minimum_on
from marketplace.work.models import Batch
from marketplace.work.pace import Pace, measured_paces

_TOO_LOW = Text("시간당 보수가 최저 기준보다 적어요. {sum}", "This pays less than the minimum an hour. {sum}")
_SUM = Text("단가 {price} ÷ {time} = 시간당 {hourly}, 기준은 시간당 {minimum}이에요. 단가를 {least} 이상으로 올려 주세요.",
            "{price} ÷ {time} = {hourly} an hour, the minimum is {minimum}. Please pay at least {least}.")
_MINUTES, _SECONDS = Text("{minutes}분", "{minutes} min"), Text("{seconds}초", "{seconds} s")
_BOTH = Text("{minutes}분 {seconds}초", "{minutes} min {seconds} s")
_ESTIMATE = Text("{time}(작업 기준의 예상)", "{time} (the template's estimate)")
_MEASURED = Text("{time}({n}건의 중간값)", "{time} (median of {n} answers)")


@dataclass(frozen=True)
class FairPay:
    """A price against the minimum: everything that the arithmetic needs."""

    price: Money
    pace: Pace
    minimum: MinimumPay

    @property
    def passes(self) -> bool:
        """Whether an hour at the median pace pays the minimum."""
        return self.minimum.passes(self.price, self.pace.seconds)

    @property
    def hourly(self) -> Money:
        """What an hour pays, rounded down."""
        return Money(self.price.minor * HOUR // self.pace.seconds, self.price.currency)

    @property
    def least_price(self) -> Money:
        """The least price that passes."""
        return self.minimum.least_price(self.pace.seconds)

    @property
    def words(self) -> Text:
        """The arithmetic of a price that doesn't pass, and the one that would."""
        return _SUM.format(price=self.price.words(), time=self.time, hourly=self.hourly.words(), minimum=self.minimum.hourly.words(),
                           least=self.least_price.words())

    @property
    def time(self) -> Text:
        """The median time in words, with where it comes from."""
        minutes, seconds = divmod(self.pace.seconds, 60)
        words = _MINUTES if not seconds else _BOTH if minutes else _SECONDS
        basis = _MEASURED if self.pace.is_measured else _ESTIMATE
        return basis.format(time=words.format(minutes=minutes, seconds=seconds), n=self.pace.answers)


def fair_pay(batch: Batch, pace: Pace) -> FairPay | None:
    """How a batch pays at a pace; None where no minimum holds."""
    minimum = minimum_on(clock.today(), batch.currency)
    return FairPay(batch.price, pace, minimum) if minimum else None


def underpaid_of(session: Session, batches: Sequence[Batch]) -> dict[int, FairPay]:
    """How those of some batches pay whose own measured time shows less than the minimum, in one statement."""
    paces = measured_paces(session, [batch.id for batch in batches])
    found = {batch.id: fair_pay(batch, paces[batch.id]) for batch in batches if batch.id in paces}
    return {batch_id: fair for batch_id, fair in found.items() if fair and not fair.passes}


def refuse_low_pay(fair: FairPay | None) -> None:
    """Raise `Conflict` pay_too_low with the arithmetic where a price doesn't pay the minimum."""
    if fair is None or fair.passes:
        return
    raise Conflict(
        "pay_too_low", _TOO_LOW.format(sum=fair.words), price=str(fair.price), seconds=fair.pace.seconds, measured=fair.pace.answers,
        hourly=str(fair.hourly), minimum=str(fair.minimum.hourly), least_price=str(fair.least_price), country=fair.minimum.country,
        source=str(fair.minimum.source))
