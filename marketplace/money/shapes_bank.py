"""What the API says about bank accounts and bank runs."""

from datetime import datetime

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.kernel.text import Text
from marketplace.money.bank.holds import Hold
from marketplace.money.bank.models import BankAccount, BankRun
from marketplace.money.queries.bank import RunItem


class HoldShape(msgspec.Struct):
    """Why nothing is sent now: account_shared, account_returned or account_changed, and whose turn it is; `until` when time ends it."""

    code: str
    words: Text
    owner: str
    until: datetime | None


class BankAccountShape(msgspec.Struct):
    """A worker's bank account with its number masked; from `payable_at` on money goes there, unless something holds it."""

    bank_code: str
    account: str
    payable_at: datetime
    changed_at: datetime
    hold: HoldShape | None


class RevealedAccountShape(msgspec.Struct):
    """The whole account; that it was shown is in the journal."""

    number: str
    holder: str


class BankRunShape(msgspec.Struct):
    """Payouts that go to the bank in one file; `first_by` and `second_by` approved it, and neither made it."""

    id: int
    state: str
    payouts: int
    total: AmountShape
    sha256_cp949: str
    sha256_utf8: str
    made_by: int
    first_by: int | None
    second_by: int | None
    created_at: datetime
    approved_at: datetime | None
    settled_at: datetime | None


class BankRunItemShape(msgspec.Struct):
    """One row of a run: waiting, done, returned (with the bank's reason) or dropped."""

    reference: str
    worker_id: int
    destination: str
    amount: AmountShape
    state: str
    reason: str


def shape_bank_account(one: BankAccount, hold: Hold | None) -> BankAccountShape:
    """An account, masked, and what holds it."""
    held = HoldShape(hold.code, hold.words, hold.owner, hold.until) if hold else None
    return BankAccountShape(one.bank_code, one.masked, one.payable_at, one.changed_at, held)


def shape_bank_run(one: BankRun) -> BankRunShape:
    """A run."""
    return BankRunShape(one.id, one.state, one.payouts, shape_amount(one.total), one.sha256_cp949, one.sha256_utf8, one.made_by, one.first_by,
                        one.second_by, one.created_at, one.approved_at, one.settled_at)


def shape_run_item(one: RunItem) -> BankRunItemShape:
    """One row of it."""
    return BankRunItemShape(one.item.reference, one.worker_id, one.item.label, shape_amount(one.item.amount), one.item.state, one.item.reason)
