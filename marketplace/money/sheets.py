"""Statements as tables: the same columns and rows on a page, in a file and on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.money.periods import Period
from marketplace.money.queries.statement import Statement
from marketplace.money.queries.tax import Filed, Paid, total

_PAID: Final = (Text("건수", "Payouts"), Text("지급액(세전)", "Gross"), Text("소득세", "Income tax"), Text("지방소득세", "Local income tax"),
                Text("실지급액", "Net"))
_SUM, _CLOSING = Text("합계", "Total"), Text("기말 잔액", "Closing balance")
SUMS: Final = (_SUM, _CLOSING)
"""The first cells of rows that add others up."""
_STATEMENT: Final = (
    ("opening", Text("기초 잔액", "Opening balance")), ("payments", Text("결제", "Payments")), ("refunds", Text("환불", "Refunds")),
    ("workers", Text("작업자 지급", "Paid to workers")), ("fees", Text("Ilgam 수수료", "Ilgam fees")),
    ("other", Text("그 밖의 조정", "Other corrections")),
    ("closing", _CLOSING), ("held", Text("일감에 보관한 금액", "Put on hold for work")),
    ("given_back", Text("지갑으로 돌아온 금액", "Given back to the wallet")))


@dataclass(frozen=True)
class Sheet:
    """A titled table of a period; cells are words, whole numbers and amounts."""

    title: Text
    note: Text
    period: Period
    name: str
    header: Sequence[Text]
    rows: Sequence[Sequence[Text | str | int | Money]]


def year_sheet(year: Period, months: list[tuple[str, Paid]]) -> Sheet:
    """A worker's year: each month, then each currency's total."""
    currencies = sorted({paid.gross.currency for _, paid in months})
    rows: list[Sequence[Text | str | int | Money]] = [(month, paid.gross.currency, *_cells(paid)) for month, paid in months]
    rows += [(_SUM, one, *_cells(total([paid for _, paid in months], one))) for one in currencies]
    note = Text("정산을 신청한 날 기준이고, 되돌아온 정산은 되돌아온 달에서 빼요.",
                "By the day a payout was asked for; one that came back is taken off in the month it did.")
    header = (Text("달", "Month"), Text("통화", "Currency"), *_PAID)
    return Sheet(Text("연간 지급 명세서", "Yearly statement"), note, year, f"ilgam-statement-{year.name}", header, rows)


def filing_sheet(month: Period, filed: list[Filed]) -> Sheet:
    """The month for the simplified statement of business income; the resident number is left to who files it."""
    rows: list[Sequence[Text | str | int | Money]] = [(one.worker_id, one.name, "", *_cells(one.paid)) for one in filed]
    rows += [(_SUM, "", "", *_cells(total([one.paid for one in filed], "KRW")))] if filed else []
    note = Text("간이지급명세서(거주자의 사업소득)에 옮겨 적을 값이에요. 주민등록번호는 보관하지 않으니 신고하는 분이 채워 주세요.",
                "For the simplified statement of residents' business income. We don't keep resident numbers: whoever files it fills them in.")
    header = (Text("작업자 번호", "Worker"), Text("이름", "Name"), Text("주민등록번호(직접 입력)", "Resident number (fill in)"), *_PAID)
    return Sheet(Text("월별 원천징수 신고 자료", "Monthly withholding filing"), note, month, f"ilgam-filing-{month.name}", header, rows)


def month_sheet(month: Period, statements: list[Statement]) -> Sheet:
    """A company's month: a column for each currency."""
    rows = [(words, *(getattr(one, field) for one in statements)) for field, words in _STATEMENT]
    note = Text("기초 잔액에 결제부터 조정까지 더하면 기말 잔액이에요. 잔액은 지갑과 일감에 보관한 금액을 합한 값이고, 세금계산서는 아니에요.",
                "Opening balance and all lines down to corrections add up to the closing balance: wallet and holds together. Not a tax invoice.")
    header = (Text("항목", "Line"), *(Text(one.closing.currency, one.closing.currency) for one in statements))
    return Sheet(Text("월별 명세서", "Monthly statement"), note, month, f"ilgam-statement-{month.name}", header, rows if statements else [])


def _cells(paid: Paid) -> tuple[int, Money, Money, Money, Money]:
    return paid.count, paid.gross, paid.income_tax, paid.local_tax, paid.net
