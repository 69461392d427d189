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

_REFUSED = Text(
    "시간당 보수가 최저 기준보다 적어요. 단가 {price} ÷ {time} = 시간당 {hourly}, 기준은 시간당 {minimum}이에요. "
    "단가를 {least} 이상으로 올려 주세요.",
    "This pays less than the minimum an hour: {price} ÷ {time} = {hourly} an hour, the minimum is {minimum}. Please pay at least {least}.")


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
    def time(self) -> Text:
        """The median time in words, with where it comes from."""
        minutes, seconds = divmod(self.pace.seconds, 60)
        ko = " ".join(f"{n}{unit}" for n, unit in ((minutes, "분"), (seconds, "초")) if n)
        en = " ".join(f"{n} {unit}" for n, unit in ((minutes, "min"), (seconds, "s")) if n)
        if not self.pace.is_measured:
            return Text(f"{ko}(작업 기준의 예상)", f"{en} (the template's estimate)")
        return Text(f"{ko}({self.pace.answers}건의 중간값)", f"{en} (median of {self.pace.answers} answers)")


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
    minimum, least = fair.minimum, fair.least_price
    raise Conflict("pay_too_low", _REFUSED.format(
        price=fair.price.words(), time=fair.time, hourly=fair.hourly.words(), minimum=minimum.hourly.words(), least=least.words()),
        price=str(fair.price), seconds=fair.pace.seconds, measured=fair.pace.answers, hourly=str(fair.hourly), minimum=str(minimum.hourly),
        least_price=str(least), country=minimum.country, source=str(minimum.source))
