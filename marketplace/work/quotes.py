"""What a batch costs before anything is paid: price, fee, how many answers, what the wallet already has."""

from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.kernel.database import db
from marketplace.kernel.money import Money, part_of
from marketplace.money.ledger import balance
from marketplace.work.models import Batch, Task
from marketplace.work.queries import count_slots


@dataclass(frozen=True)
class Quote:
    """So many answers at a price and a fee, and what the company's wallet has for it."""

    price: Money
    fee: Money
    slots: int
    wallet: Money

    @property
    def unit(self) -> Money:
        """What is held for one answer."""
        return self.price + self.fee

    @property
    def prices(self) -> Money:
        """What the workers get if every answer is accepted."""
        return self.price * self.slots

    @property
    def fees(self) -> Money:
        """What we take if every answer is accepted."""
        return self.fee * self.slots

    @property
    def total(self) -> Money:
        """What is held when the batch is published."""
        return self.unit * self.slots

    @property
    def missing(self) -> Money:
        """What has to be paid in first; nothing when the wallet has enough."""
        return max(self.total - self.wallet, Money(0, self.price.currency), key=lambda amount: amount.minor)


def quote_batch(batch: Batch) -> Quote:
    """What publishing a batch holds; two statements."""
    return quote_slots(batch, count_slots(db.session(), batch.id), _wallet(batch))


def quote_slots(batch: Batch, slots: int, wallet: Money | None = None) -> Quote:
    """What so many answers hold at a batch's terms."""
    return Quote(batch.price, part_of(batch.price, batch.fee_bps), slots, wallet or Money(0, batch.currency))


def quote_raise(batch: Batch, price: Money) -> Quote:
    """What a higher price holds on top of what is held already, for every answer not yet accepted."""
    unfinished = db.session.scalar(select(func.coalesce(func.sum(Task.slots - Task.slots_done - Task.slots_withdrawn), 0))
                                   .where(Task.batch_id == batch.id, Task.state == "open")) or 0
    fee = part_of(price, batch.fee_bps) - part_of(batch.price, batch.fee_bps)
    return Quote(price - batch.price, fee, int(unfinished), _wallet(batch))


def _wallet(batch: Batch) -> Money:
    return balance(db.session(), "wallet", batch.company_id, batch.currency)
