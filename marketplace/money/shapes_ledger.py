"""What the API says about the ledger, to admins."""

from datetime import datetime

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.money.models import Entry
from marketplace.money.queries.ledger import EntryLine, EntryRow, SentPayout
from marketplace.money.shapes import LegShape, PayoutShape, shape_payout


class KindBalanceShape(msgspec.Struct):
    """All accounts of one kind in one currency."""

    kind: str
    accounts: int
    total: AmountShape


class KindBalancesShape(msgspec.Struct):
    """What the whole ledger comes to."""

    balances: list[KindBalanceShape]


class EntryShape(msgspec.Struct):
    """One movement of money under its natural key; `moved` is the sum of its positive lines."""

    key: str
    kind: str
    moved: AmountShape
    verdict_id: int | None
    actor_name: str
    posted_at: datetime


class EntryDetailShape(msgspec.Struct):
    """One entry with its lines."""

    key: str
    kind: str
    verdict_id: int | None
    actor_name: str
    posted_at: datetime
    lines: list[LegShape]


class SentPayoutShape(PayoutShape):
    """A payout and whose it is."""

    worker_id: int
    worker_name: str


class ProofShape(msgspec.Struct):
    """Whether everything adds up, and what doesn't."""

    proved: bool
    faults: list[str]


def shape_entry(row: EntryRow) -> EntryShape:
    """An entry in a list."""
    entry = row.entry
    return EntryShape(entry.key, entry.kind, shape_amount(row.moved), entry.verdict_id, entry.actor_name, entry.posted_at)


def shape_entry_detail(entry: Entry, lines: list[EntryLine]) -> EntryDetailShape:
    """An entry with its lines."""
    legs = [LegShape(line.kind, line.owner_id, shape_amount(line.amount)) for line in lines]
    return EntryDetailShape(entry.key, entry.kind, entry.verdict_id, entry.actor_name, entry.posted_at, legs)


def shape_sent_payout(sent: SentPayout) -> SentPayoutShape:
    """A payout for admins."""
    shape = shape_payout(sent.payout)
    fields = {name: getattr(shape, name) for name in shape.__struct_fields__}
    return SentPayoutShape(**fields, worker_id=sent.payout.worker_id, worker_name=sent.worker)
