"""A receipt on paper: from the checklist to the payout, with the hash that its file carries."""

from collections.abc import Sequence
from typing import Final

from marketplace.kernel.dates import format_time_long
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.money.papers.document import Cell, Document, Party, Table, issuer
from marketplace.money.receipt_file import receipt_facts
from marketplace.money.receipts import Appealed, ItemScored, Receipt, Sent
from marketplace.money.words import ACCOUNTS
from marketplace.quality.queries_worker import ReceiptPage
from marketplace.quality.states import APPEAL
from marketplace.work.states import SUBMISSION

_SCORED: Final = (Text("항목", "Item"), Text("결과", "Result"), Text("비중(%)", "Weight (%)"))
_PASSED: Final = {True: Text("통과", "passed"), False: Text("미달", "failed")}
_AMOUNT: Final = Text("금액", "Amount")
_SUM: Final = Text("합계", "Total")
_CHECK: Final = Text("맨 아래 해시는 이 영수증의 확인용 파일(JSON)에 든 값과 같아요. 그 파일은 누구나 Ilgam 없이 확인할 수 있어요.",
                     "The hash at the foot is the one in this receipt's file to verify (JSON), which anybody can check without Ilgam.")


def receipt_paper(found: ReceiptPage) -> Document:
    """How an amount came about, as a document."""
    receipt, submission = found.receipt, found.submission
    sent = receipt.payout
    template = found.claim.template_version
    guide = Text("{title}, 버전 {n}", "{title}, version {n}").format(title=template.template.title, n=template.number)
    facts: list[tuple[Text, Cell]] = [
        (Text("일감", "Task"), f"{submission.batch.title} #{submission.task.number}"), (Text("맡긴 곳", "Posted by"), submission.batch.company.name),
        (Text("작업 기준", "Guide"), guide), (Text("낸 때", "Submitted"), format_time_long(submission.submitted_at)),
        (Text("판정", "Decided"), format_time_long(receipt.decided_at)), (Text("결과", "Outcome"), SUBMISSION.shown[receipt.outcome].word)]
    return Document(
        title=Text("영수증", "Receipt"), number=f"RECEIPT-{receipt.claim_id}", at=sent.asked_at if sent else receipt.decided_at,
        filename=Text("영수증-{n}", "ilgam-receipt-{n}").format(n=receipt.claim_id),
        parties=(issuer(), Party(Text("받은 분", "Paid to"), found.worker_name)), facts=facts,
        tables=(_checklist(receipt), *_left_with(receipt), *_second_look(receipt.appeal)),
        sums=((Text("이 작업의 보수", "Pay for this work"), receipt.total),), notes=_notes(receipt), sha256=receipt_facts(receipt)["sha256"])


def _checklist(receipt: Receipt) -> Table:
    rows: list[Sequence[Cell]] = [
        (_item(item), _PASSED[item.passed], item.weight, share) for item, share in zip(receipt.items, receipt.shares, strict=True)]
    rows.append((Text("점수와 단가", "Score and price"), "", receipt.score, receipt.price))
    return Table(Text("점검표", "Checklist"), (*_SCORED, Text("몫", "Share")), rows, {len(rows) - 1})


def _second_look(appeal: Appealed | None) -> list[Table]:
    """What an appeal made of it: the items scored again, what was added, its entry and its payout."""
    if appeal is None:
        return []
    title = Text("이의 신청: {state} · {when}", "Appeal: {state} · {when}").format(
        state=APPEAL.shown[appeal.outcome].word, when=format_time_long(appeal.decided_at))
    rows: list[Sequence[Cell]] = [(_item(item), _PASSED[item.passed], item.weight) for item in appeal.items]
    rows += [(Text("다시 매긴 점수", "Score"), "", appeal.score)] if appeal.score is not None else []
    rows.append((Text("더 받은 금액", "Added"), "", appeal.more))
    return [Table(title, _SCORED, rows, {len(rows) - 1}), *_left_with(appeal)]


def _left_with(part: Receipt | Appealed) -> list[Table]:
    return [*([_entry(part)] if part.lines else []), *([_payout(part.payout)] if part.payout else [])]


def _item(item: ItemScored) -> Text:
    label = item.label if not item.critical else Text("{label} (필수)", "{label} (critical)").format(label=item.label)
    # The evidence keeps to one paragraph: a row must fit on one sheet.
    return Text("{label}\n{why}", "{label}\n{why}").format(label=label, why=" ".join(item.evidence.split())) if item.evidence else label


def _entry(part: Receipt | Appealed) -> Table:
    title = Text("장부 기록 {key}", "Ledger entry {key}").format(key=part.entry_key)
    rows: list[Sequence[Cell]] = [(ACCOUNTS[line.account], line.amount) for line in part.lines]
    rows.append((_SUM, Money(0, part.pay.currency)))
    return Table(title, (Text("계정", "Account"), _AMOUNT), rows, {len(rows) - 1})


def _payout(sent: Sent) -> Table:
    title = Text("정산 {n} · {when}", "Payout {n} · {when}").format(n=sent.payout_id, when=format_time_long(sent.asked_at))
    rows: list[Sequence[Cell]] = [(Text("정산한 잔액 전체(세전)", "The whole balance it took (gross)"), sent.gross)]
    rows += [(Text("소득세", "Income tax"), -sent.income_tax), (Text("지방소득세", "Local income tax"), -sent.local_tax)] if sent.rule else []
    rows.append((Text("보낸 금액", "Sent"), sent.net))
    return Table(title, (Text("항목", "Line"), _AMOUNT), rows, {len(rows) - 1})


def _notes(receipt: Receipt) -> tuple[Text, ...]:
    fees = receipt.fee + receipt.appeal.fee if receipt.appeal else receipt.fee
    fee = Text("수수료 {fee}은 기업이 따로 내요.", "The business pays the fee of {fee} on top.").format(fee=fees.figures())
    waits = Text("아직 잔액에 있어요. 다음 정산 때 함께 보내요.", "Still in the balance; it leaves with the next payout.")
    is_waiting = any(part.lines and not part.payout for part in (receipt, receipt.appeal) if part)
    return (receipt.rule, *((receipt.appeal.rule,) if receipt.appeal else ()), fee, *((waits,) if is_waiting else ()), _CHECK)
