"""A receipt on paper: from the checklist to the payout, with the hash that its file carries."""

from collections.abc import Sequence
from typing import Final

from marketplace.kernel.dates import format_time_long
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.money.papers.document import Cell, Document, Party, Table, issuer
from marketplace.money.receipt_file import receipt_facts
from marketplace.money.receipts import ItemScored, Receipt, Sent
from marketplace.money.words import ACCOUNTS
from marketplace.quality.queries_worker import ReceiptPage
from marketplace.work.states import SUBMISSION

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
        tables=(_checklist(receipt), *([_entry(receipt)] if receipt.lines else []), *([_payout(sent)] if sent else [])),
        sums=((Text("이 작업의 보수", "Pay for this work"), receipt.pay),), notes=_notes(receipt), sha256=receipt_facts(receipt)["sha256"])


def _checklist(receipt: Receipt) -> Table:
    rows: list[Sequence[Cell]] = [
        (_item(item), Text("통과", "passed") if item.passed else Text("미달", "failed"), item.weight, share)
        for item, share in zip(receipt.items, receipt.shares, strict=True)]
    rows.append((Text("점수와 단가", "Score and price"), "", receipt.score, receipt.price))
    return Table(Text("점검표", "Checklist"), (Text("항목", "Item"), Text("결과", "Result"), Text("비중(%)", "Weight (%)"), Text("몫", "Share")),
                 rows, {len(rows) - 1})


def _item(item: ItemScored) -> Text:
    label = item.label if not item.critical else Text("{label} (필수)", "{label} (critical)").format(label=item.label)
    # The evidence keeps to one paragraph: a row must fit on one sheet.
    return Text("{label}\n{why}", "{label}\n{why}").format(label=label, why=" ".join(item.evidence.split())) if item.evidence else label


def _entry(receipt: Receipt) -> Table:
    title = Text("장부 기록 {key}", "Ledger entry {key}").format(key=receipt.entry_key)
    rows: list[Sequence[Cell]] = [(ACCOUNTS[line.account], line.amount) for line in receipt.lines]
    rows.append((_SUM, Money(0, receipt.price.currency)))
    return Table(title, (Text("계정", "Account"), _AMOUNT), rows, {len(rows) - 1})


def _payout(sent: Sent) -> Table:
    title = Text("정산 {n} · {when}", "Payout {n} · {when}").format(n=sent.payout_id, when=format_time_long(sent.asked_at))
    rows: list[Sequence[Cell]] = [(Text("정산한 잔액 전체(세전)", "The whole balance it took (gross)"), sent.gross)]
    rows += [(Text("소득세", "Income tax"), -sent.income_tax), (Text("지방소득세", "Local income tax"), -sent.local_tax)] if sent.rule else []
    rows.append((Text("보낸 금액", "Sent"), sent.net))
    return Table(title, (Text("항목", "Line"), _AMOUNT), rows, {len(rows) - 1})


def _notes(receipt: Receipt) -> tuple[Text, ...]:
    fee = Text("수수료 {fee}은 기업이 따로 내요.", "The business pays the fee of {fee} on top.").format(fee=receipt.fee.figures())
    waits = Text("아직 잔액에 있어요. 다음 정산 때 함께 보내요.", "Still in the balance; it leaves with the next payout.")
    return (receipt.rule, fee, *((waits,) if receipt.lines and not receipt.payout else ()), _CHECK)
