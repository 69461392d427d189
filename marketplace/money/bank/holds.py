"""Why a bank account isn't paid: named reasons, whose turn it is, and when it is tried again."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.dates import hour_words
from marketplace.kernel.errors import Conflict
from marketplace.kernel.text import Text
from marketplace.money.bank.models import BankAccount


@dataclass(frozen=True)
class Hold:
    """A named reason: the sentence for the worker, who has the next step (worker, finance or time), and when time ends it."""

    code: str
    words: Text
    owner: str
    until: datetime | None = None


def account_hold(session: Session, account: BankAccount) -> Hold | None:
    """What keeps this account from being paid; none when it may be."""
    sharing = session.scalar(select(func.count()).select_from(BankAccount).where(BankAccount.fingerprint == account.fingerprint))
    if (sharing or 0) > 1:
        return Hold("account_shared", Text(
            "다른 작업자도 이 계좌를 등록해서 멈췄어요. 본인 계좌로 바꾸거나 고객센터에 알려 주세요. 돈은 잔액에 그대로 있어요.",
            "Another worker registered this account too, so nothing is sent to it. Please register your own, or contact us. Your money stays "
            "in your balance."), "finance")
    if account.returned_for:
        return Hold("account_returned", Text(
            "은행이 이 계좌로 보낸 돈을 돌려보냈어요({reason}). 계좌를 확인하고 다시 등록해 주세요. 돈은 잔액에 그대로 있어요.",
            "The bank sent money back from this account ({reason}). Please check it and register it again. Your money stays in your balance.")
            .format(reason=account.returned_for), "worker")
    if account.payable_at > clock.now():
        return Hold("account_changed", Text(
            "계좌를 바꿔서 안전을 위해 잠시 멈췄어요. {hours} 안에 다시 보낼 수 있어요.",
            "You changed your account, so payouts rest for your safety. They go on within {hours}.")
            .format(hours=hour_words(_hours_until(account.payable_at))), "time", account.payable_at)
    return None


def refuse_held(session: Session, account: BankAccount) -> None:
    """Raise `Conflict` with the name of the hold, while there is one."""
    hold = account_hold(session, account)
    if hold is not None:
        raise Conflict(hold.code, hold.words.literal(), until=hold.until.isoformat() if hold.until else None)


def is_shared() -> ColumnElement[bool]:
    """The same as a condition on many accounts: somebody else registered it too."""
    return BankAccount.fingerprint.in_(select(BankAccount.fingerprint).group_by(BankAccount.fingerprint).having(func.count() > 1))


def came_back() -> ColumnElement[bool]:
    """The bank sent money back from it, and its worker hasn't registered it again."""
    return BankAccount.returned_for != ""


def is_resting() -> ColumnElement[bool]:
    """It was changed, and its hours of rest aren't over."""
    return BankAccount.payable_at > clock.now()


def takes_money() -> ColumnElement[bool]:
    """Neither shared nor resting, and nothing came back from it."""
    return and_(~is_resting(), ~is_shared(), ~came_back())


def _hours_until(moment: datetime) -> int:
    return -int((clock.now() - moment).total_seconds() // 3600)
