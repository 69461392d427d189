"""Who is told of bank accounts: their worker of every change, finance of one that two workers share, the others of a run to approve."""

from collections.abc import Iterator

from sqlalchemy import select

from marketplace.accounts.models import Person
from marketplace.kernel.database import transaction
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.text import Text
from marketplace.messaging.service import Told, tells

_NEW = Text("정산 계좌 {account}을 등록했어요.", "The bank account {account} was registered for your payouts.")
_CHANGED = Text("정산 계좌를 {account}으로 바꿨어요. 안전을 위해 잠시 뒤부터 보내요. 직접 바꾸지 않았다면 바로 비밀번호를 바꾸고 알려 주세요.",
                "Your payouts now go to {account}, after a safety wait. If this wasn't you, change your password and tell us at once.")
_SHARED = Text("두 작업자가 같은 계좌를 등록해서 정산을 멈췄어요. 확인해 주세요.",
               "Two workers registered the same account. Its payouts are held: please look.")


@tells("register_bank_account")
def tell_of_account(entry: JournalEntry) -> Iterator[Told]:
    """The worker hears of each change by mail too; admins hear of an account that two workers share."""
    words = (_CHANGED if entry.facts["rests"] else _NEW).format(account=entry.facts["account"])
    yield Told(entry.subject_id, words, "/payouts/bank-account", by_mail=True)
    if entry.facts["shared"]:
        for person_id in _admins():
            yield Told(person_id, _SHARED, f"/admin/people/{entry.subject_id}")


@tells("make_bank_run")
def tell_approvers(entry: JournalEntry) -> Iterator[Told]:
    """Every admin but its maker hears that a run waits for two of them."""
    for person_id in _admins():
        if person_id != entry.actor_id:
            yield Told(person_id, Text("은행 파일이 승인을 기다려요.", "A bank run waits for approval."), f"/admin/bank-runs/{entry.subject_id}")


def _admins() -> list[int]:
    with transaction() as session:
        return list(session.scalars(select(Person.id).where(Person.is_admin)))
