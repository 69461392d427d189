"""What the API says about invoices."""

from datetime import datetime

import msgspec

from marketplace.kernel.shapes import AmountShape, shape_amount
from marketplace.money.queries.invoice import Invoice


class FeeLineShape(msgspec.Struct):
    """Fees of a batch's accepted work, of all bonuses, of all appeals, or of one correction; a negative fee is a credit."""

    kind: str
    batch_id: int | None
    entry_key: str | None
    count: int
    pay: AmountShape
    fee: AmountShape


class MoneyLineShape(msgspec.Struct):
    """One payment, refund or card dispute of the wallet."""

    entry_key: str
    kind: str
    at: datetime
    amount: AmountShape


class InvoiceShape(msgspec.Struct):
    """A month of one currency; `number` is empty while it runs or where there is no fee. Fees are paid out of money set aside."""

    number: str
    month: str
    currency: str
    fees: list[FeeLineShape]
    total: AmountShape
    money: list[MoneyLineShape]
    moved: AmountShape


def shape_invoice(invoice: Invoice) -> InvoiceShape:
    """An invoice for its company."""
    fees = [FeeLineShape(line.kind, line.batch_id or None, line.key or None, line.count, shape_amount(line.pay), shape_amount(line.fee))
            for line in invoice.fees]
    money = [MoneyLineShape(line.key, line.kind, line.at, shape_amount(line.amount)) for line in invoice.money]
    return InvoiceShape(invoice.number, invoice.month.name, invoice.currency, fees, shape_amount(invoice.total), money, shape_amount(invoice.moved))
