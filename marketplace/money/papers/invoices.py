"""A company's invoice as a document, and as the rows of a file."""

from collections.abc import Iterator, Sequence
from typing import Final

from marketplace.kernel.dates import format_day_long
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.money.papers.document import Cell, Document, Table, issuer
from marketplace.money.papers.statements import company_party
from marketplace.money.queries.invoice import FeeLine, Invoice
from marketplace.money.words import ENTRIES

TITLE: Final = Text("수수료 청구서", "Fee invoice")
FEES: Final = Text("수수료", "Fees")
MONEY: Final = Text("결제와 환불", "Payments and refunds")
_WHAT, _PAY, _AMOUNT = Text("항목", "Item"), Text("작업자 지급액", "Paid to workers"), Text("금액", "Amount")
_COUNT, _DAY, _REFERENCE = Text("건수", "Count"), Text("날짜", "Day"), Text("장부 번호", "Ledger entry")
_SUM: Final = Text("합계", "Total")
_PAID: Final = Text("결제 완료", "Paid")
_RUNNING: Final = Text("집계 중: 달이 끝나면 번호가 붙어요.", "Still running: it gets its number when the month is over.")
_NOTES: Final = (
    Text("수수료는 맡겨 둔 돈에서 그때그때 결제했어요. 더 낼 금액은 없어요.",
         "Fees were paid as they arose, out of the money you had set aside. Nothing is left to pay."),
    Text("부가가치세를 따로 계산하지 않은 금액이고, 세금계산서는 아니에요.",
         "Amounts are given without any VAT worked out. This is not a tax invoice."),
    Text("날짜는 한국 시간이에요. 금액은 모두 장부에서 나와요.", "Days are counted in Korea. Every amount is read from the ledger."))


def invoice_paper(invoice: Invoice) -> Document:
    """The invoice with its fees, what was paid in and went back, and what is left to pay."""
    state = _PAID if invoice.month.is_over else _RUNNING
    facts: list[tuple[Text, Cell]] = [
        (Text("기간", "Period"), invoice.month.name), (Text("통화", "Currency"), invoice.currency), (Text("상태", "State"), state)]
    filename = Text("수수료청구서-{month}-{currency}", "ilgam-invoice-{month}-{currency}").format(month=invoice.month.name, currency=invoice.currency)
    total, nothing = invoice.total, Money(0, invoice.currency)
    return Document(
        title=TITLE, number=invoice.number, at=invoice.month.last_day, filename=filename, parties=(issuer(), company_party(invoice.company)),
        facts=facts, tables=(_fees(invoice), _money(invoice)), notes=_NOTES,
        sums=((Text("공급가액 합계", "Supply value"), total), (Text("맡겨 둔 돈에서 결제", "Paid from money set aside"), -total),
              (Text("더 낼 금액", "Left to pay"), nothing)))


HEADER: Final = (Text("청구서 번호", "Invoice"), Text("통화", "Currency"), Text("구분", "Part"), _WHAT, _DAY, _REFERENCE, _COUNT, _PAY, _AMOUNT)


def invoice_rows(invoice: Invoice) -> Iterator[Sequence[Cell]]:
    """Every line of both parts, each with its invoice's number, under `HEADER`."""
    head = invoice.number, invoice.currency
    for fee in invoice.fees:
        yield *head, FEES, _fee_words(fee), "", fee.key, fee.count, fee.pay, fee.fee
    for line in invoice.money:
        yield *head, MONEY, ENTRIES[line.kind].word, line.at.astimezone(invoice.month.start.tzinfo).date().isoformat(), line.key, 1, "", line.amount


def _fees(invoice: Invoice) -> Table:
    rows: list[Sequence[Cell]] = [(_fee_words(line), line.count, line.pay, line.fee) for line in invoice.fees]
    paid = sum((line.pay for line in invoice.fees), Money(0, invoice.currency))
    rows.append((_SUM, sum(line.count for line in invoice.fees), paid, invoice.total))
    return Table(FEES, (_WHAT, _COUNT, _PAY, Text("수수료", "Fee")), rows, {len(rows) - 1})


def _money(invoice: Invoice) -> Table:
    rows: list[Sequence[Cell]] = [(ENTRIES[line.kind].word, format_day_long(line.at), line.amount) for line in invoice.money]
    rows += [(_SUM, "", invoice.moved)] if rows else []
    return Table(MONEY, (_WHAT, _DAY, _AMOUNT), rows, {len(rows) - 1},
                 Text("이 달에는 결제나 환불이 없어요.", "Nothing was paid in or went back in this month."))


def _fee_words(line: FeeLine) -> Text:
    if line.kind == "release":
        return Text("묶음 {n} 승인 작업", "Accepted work of batch {n}").format(n=line.batch_id)
    if line.kind == "bonus":
        return Text("보너스", "Bonuses")
    if line.kind == "appeal":
        return Text("이의 신청으로 바뀐 판정", "Verdicts that an appeal changed")
    return Text("{word} {key}", "{word} {key}").format(word=ENTRIES[line.kind].word, key=line.key)
