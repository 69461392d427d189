"""By which method a worker is paid and where: each method is one small adapter, and the first one that the worker chose counts."""

from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy.orm import Session

from marketplace.kernel.errors import Conflict
from marketplace.kernel.text import Text
from marketplace.money.bank.holds import refuse_held
from marketplace.money.bank.models import BankAccount
from marketplace.money.provider_models import PayoutAccount
from marketplace.money.requirements import requirement_sentence


@dataclass(frozen=True)
class Destination:
    """Where a payout goes, as it is written down: never a whole account number."""

    method: str
    label: str
    country: str  # whose tax rules hold


class PayoutMethod(Protocol):
    """A way to pay workers."""

    def find_destination(self, session: Session, worker_id: int, currency: str) -> Destination | None:
        """Where this worker is paid by this method; none when they didn't choose it. Raises `Conflict` while it can't take money."""


class BankTransfers:
    """A file that our bank sends, for won and accounts in Korea; see `service.bank_runs`."""

    def find_destination(self, session: Session, worker_id: int, currency: str) -> Destination | None:
        """The registered account; raises `Conflict` account_shared, account_returned, account_changed."""
        account = session.get(BankAccount, worker_id) if currency == "KRW" else None
        if account is None:
            return None
        refuse_held(session, account)
        return Destination("bank", account.label, "KR")


class StripeTransfers:
    """Transfers to the worker's connected account; see `service.payouts.send_payout`."""

    def find_destination(self, session: Session, worker_id: int, currency: str) -> Destination | None:
        """The connected account; raises `Conflict` not_connected, account_restricted."""
        account = session.get(PayoutAccount, worker_id)
        if account is None or account.provider_account_id is None or not account.details_submitted:
            raise Conflict("not_connected", Text("먼저 정산 계좌를 연결해 주세요.", "Please connect a payout account first."))
        if not account.payouts_enabled:
            raise Conflict("account_restricted", Text(
                "정산 계좌에 빠진 정보가 있어요: {due}. 연결 페이지에서 채워 주세요.",
                "Your payout account needs: {due}. Please fill it in on the connection page."),
                due=requirement_sentence(account.requirements))
        return Destination("stripe", account.provider_account_id, account.country)


METHODS: Final[tuple[PayoutMethod, ...]] = (BankTransfers(), StripeTransfers())


def find_destination(session: Session, worker_id: int, currency: str) -> Destination:
    """Where a worker's payout goes now; raises `Conflict` with what stands in its way."""
    for method in METHODS:
        found = method.find_destination(session, worker_id, currency)
        if found is not None:
            return found
    raise AssertionError("the last method answers or refuses")
