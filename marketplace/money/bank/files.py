"""The file that our bank takes, and the one with which it answers."""

import csv
import hashlib
import io
from collections.abc import Iterable
from typing import Final, NamedTuple

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text

COLUMNS: Final = ("bank_code", "account", "amount", "holder", "memo")
ENCODINGS: Final = {"cp949": "cp949", "utf8": "utf-8-sig"}
MOST_BYTES: Final = 5_000_000
SHOWN: Final = 20
RESULTS: Final = ("done", "returned")


class Transfer(NamedTuple):
    """One row of the file for the bank."""

    bank_code: str
    account: str
    amount: int
    holder: str
    memo: str


class Answer(NamedTuple):
    """One row of the bank's answer."""

    row: int
    reference: str
    amount: int
    result: str
    reason: str


def write_file(rows: Iterable[Transfer], *, encoding: str) -> bytes:
    """The rows as CSV with CRLF, in `cp949` or `utf8` (with its mark, so that Excel reads it)."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue().encode(ENCODINGS[encoding])


def digest(data: bytes) -> str:
    """The SHA-256 that is kept."""
    return hashlib.sha256(data).hexdigest()


def read_answers(data: bytes) -> list[Answer]:
    """The bank's rows; raises `Invalid` with every row that can't be read, or when the total isn't their sum."""
    if len(data) > MOST_BYTES:
        raise _wrong("file_too_large", Text("파일이 너무 커요.", "The file is too large."))
    table = [row for row in csv.reader(io.StringIO(_decode(data), newline="")) if any(cell.strip() for cell in row)]
    if not table or [cell.strip() for cell in table[0]] != ["reference", "amount", "result", "reason"]:
        raise _wrong("header_wrong", Text(
            "첫 줄은 reference,amount,result,reason이어야 해요.", "The first row must be reference,amount,result,reason."))
    if len(table) < 3 or table[-1][0].strip() != "total":
        raise _wrong("total_missing", Text("마지막 줄에 total과 금액 합계가 있어야 해요.", "The last row must be total and the sum of the amounts."))
    answers: list[Answer] = []
    faults: list[Text] = []
    for number, cells in enumerate(table[1:-1], 2):
        answer = _read_row(number, [cell.strip() for cell in cells])
        if isinstance(answer, Answer):
            answers.append(answer)
        else:
            faults.append(answer)
    refuse_rows(faults)
    said, summed = table[-1][1].strip() if len(table[-1]) > 1 else "", sum(one.amount for one in answers)
    if said != str(summed):
        raise _wrong("total_differs", Text("합계가 {said}인데 줄을 더하면 {summed}이에요.", "The total says {said}, its rows come to {summed}."),
                     said=said or "-", summed=summed)
    return answers


def refuse_rows(faults: list[Text]) -> None:
    """Raise `Invalid` rows_wrong that names the rows, the first ones when there are many."""
    if not faults:
        return
    shown = faults[:SHOWN]
    rows = Text(" ".join(one.ko for one in shown), " ".join(one.en for one in shown))
    raise _wrong("rows_wrong", Text("받지 않았어요. {rows}", "Nothing was taken in. {rows}").format(rows=rows).literal(), faults=len(faults))


def _read_row(number: int, cells: list[str]) -> Answer | Text:
    reference, amount, result, reason = [*cells, "", "", "", ""][:4]
    if len(cells) > 4 or not amount.isascii() or not amount.isdigit() or len(amount) > 15:
        return Text("{row}번째 줄: 칸이 맞지 않아요.", "Row {row}: its cells don't fit.").format(row=number)
    if result not in RESULTS:
        return Text("{row}번째 줄: 결과는 done 또는 returned여야 해요.", "Row {row}: the result must be done or returned.").format(row=number)
    if result == "returned" and not reason:
        return Text("{row}번째 줄: 되돌아온 이유가 없어요.", "Row {row}: it doesn't say why it was returned.").format(row=number)
    return Answer(number, reference, int(amount), result, reason[:200])


def _decode(data: bytes) -> str:
    for encoding in ("utf-8-sig", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise _wrong("not_a_table", Text("CSV 파일(UTF-8, CP949)이 아니에요.", "This is not a CSV file in UTF-8 or CP949."))


def _wrong(code: str, message: Text, **facts: int | str) -> Invalid:
    return Invalid.field("file", code, message, **facts)
