"""A worker in Korea registers a bank account to be paid to; a changed one rests before money goes there."""

import re
from datetime import timedelta
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Worker
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict, Invalid, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.personal import fingerprint, seal_field
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.money.bank.models import BankAccount
from marketplace.money.provider_models import Payout, PayoutAccount

_NUMBER: Final = re.compile(r"[0-9]{8,16}", re.ASCII)
# Letters, digits and the signs of company names; nothing that a spreadsheet would take for a formula.
_HOLDER: Final = re.compile(r"[0-9A-Za-z가-힣(][0-9A-Za-z가-힣 ().&]*", re.ASCII)


@verb
def register_bank_account(*, bank_code: str, number: str, holder: str, actor: Actor) -> BankAccount:
    """Keep the acting worker's bank account, encrypted; raises `Invalid` about a field, `Conflict` not_in_korea.

    One that takes the place of another, or of Stripe, isn't paid before the waiting time is over; the same number again, with another
    holder or after money came back from it, only as soon as it could be before.
    """
    require(actor, Permission.CONNECT_PAYOUTS)
    worker_id, digits = actor.person_id or 0, _read_number(number)
    _refuse_holder(holder)
    with transaction() as session:
        worker = session.get(Worker, worker_id, with_for_update=True)
        if worker is None or worker.country != "KR":
            raise Conflict("not_in_korea", Text(
                "은행 계좌는 한국에 있는 작업자만 등록할 수 있어요.", "Only workers in Korea can register a bank account."))
        mark, account = fingerprint(f"{bank_code}:{digits}", purpose="bank accounts"), session.get(BankAccount, worker_id, with_for_update=True)
        is_same = account is not None and account.fingerprint == mark
        if account is not None and is_same and not account.returned_for and account.open_holder() == holder:
            raise Invalid.field("number", "account_same", Text("이미 등록한 계좌예요.", "This account is registered already."))
        rests = not is_same and (account is not None or _was_paid_elsewhere(session, worker_id))
        account, now = account or BankAccount(worker_id=worker_id), clock.now()
        if not is_same:
            account.payable_at = now + timedelta(hours=current_settings().account_change_hours if rests else 0)
        account.returned_for = ""
        account.bank_code, account.last_digits, account.fingerprint, account.changed_at = bank_code, digits[-4:], mark, now
        account.number_sealed = seal_field(digits, place=f"bank_accounts.number:{worker_id}")
        account.holder_sealed = seal_field(holder, place=f"bank_accounts.holder:{worker_id}")
        session.add(account)
        session.flush()
        sharing = session.scalar(select(func.count()).select_from(BankAccount).where(BankAccount.fingerprint == mark)) or 0
        record(session, actor, "register_bank_account", "worker", worker_id, bank=bank_code, account=account.masked, rests=rests, shared=sharing > 1)
    return account


def reveal_bank_account(worker_id: int, *, actor: Actor) -> tuple[str, str]:
    """The whole number and the holder's name; that somebody looked is kept in the journal. Raises `NotFound`."""
    require(actor, Permission.REVEAL_BANK_ACCOUNT)
    if Role.ADMIN not in actor.roles and worker_id != actor.person_id:
        raise NotFound()
    with transaction() as session:
        account = session.get(BankAccount, worker_id)
        if account is None:
            raise NotFound()
        record(session, actor, "reveal_bank_account", "worker", worker_id, bank=account.bank_code, account=account.masked)
        return account.open_number(), account.open_holder()


def _was_paid_elsewhere(session: Session, worker_id: int) -> bool:
    connected = session.get(PayoutAccount, worker_id)
    return (connected is not None and connected.provider_account_id is not None) \
        or session.scalar(select(Payout.id).where(Payout.worker_id == worker_id).limit(1)) is not None


def _read_number(typed: str) -> str:
    digits = typed.replace("-", "").replace(" ", "")
    if not _NUMBER.fullmatch(digits) or not digits.strip("0"):
        raise Invalid.field("number", "account_number_wrong", Text(
            "계좌 번호는 숫자 8~16자리예요. 통장에서 확인해 주세요.", "An account number has 8 to 16 digits. Please check it with your bank."))
    return digits


def _refuse_holder(holder: str) -> None:
    try:
        holder.encode("cp949")
    except UnicodeEncodeError:
        fits = False
    else:
        fits = _HOLDER.fullmatch(holder) is not None
    if not fits:
        raise Invalid.field("holder", "holder_wrong", Text(
            "예금주는 은행 파일에 쓸 수 있는 한글, 영문, 숫자로 적어 주세요.",
            "Please write the holder in Hangul, Latin letters or digits, as the bank has it."))
