"""Where a worker is paid: an account at the provider, opened once and looked at again whenever it changes."""

from sqlalchemy import insert, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.gateways.money_provider import MoneyProvider, ProviderError
from marketplace.gateways.money_provider import PayoutAccount as ProviderAccount
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction
from marketplace.kernel.errors import NotFound, Unavailable
from marketplace.kernel.ids import new_request_id
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.provider_models import PayoutAccount

_UNAVAILABLE = Text("정산 회사가 지금 답하지 않아요. 잠시 후 다시 눌러 주세요.", "The payout provider doesn't answer now. Please try again shortly.")


def connect_payouts(*, email: str, country: str, return_url: str, provider: MoneyProvider, actor: Actor) -> str:
    """The address of the provider's onboarding page for the acting worker; opens their account the first time."""
    require(actor, Permission.CONNECT_PAYOUTS)
    worker_id = actor.person_id or 0
    account = _intend(worker_id, country)
    try:
        if account.provider_account_id is None:
            seen = provider.open_account(reference=f"worker:{worker_id}", email=email, country=country, key=f"account:{worker_id}:{new_request_id()}")
            with transaction() as session:
                _keep_first(session, worker_id, seen)
                record(session, actor, "connect_payouts", "worker", worker_id)
            account = find_account(worker_id)
        return provider.open_onboarding(account.provider_account_id or "", return_url=return_url, refresh_url=return_url,
                                        key=f"onboarding:{worker_id}:{new_request_id()}")
    except ProviderError as error:
        raise Unavailable("provider_unavailable", _UNAVAILABLE) from error


def refresh_account(worker_id: int, *, provider: MoneyProvider, actor: Actor) -> PayoutAccount:
    """Ask the provider how a worker's account stands, and keep what it says."""
    account = find_account(worker_id)
    if account.provider_account_id is None:
        return account
    try:
        seen = provider.find_account(account.provider_account_id)
    except ProviderError as error:
        raise Unavailable("provider_unavailable", _UNAVAILABLE) from error
    with transaction() as session:
        _write(session, worker_id, seen)
        if seen.payouts_enabled != account.payouts_enabled:
            record(session, actor, "refresh_account", "worker", worker_id, payouts_enabled=seen.payouts_enabled)
    return find_account(worker_id)


def find_account(worker_id: int) -> PayoutAccount:
    """A worker's payout account; raises `NotFound` before they connect one."""
    with transaction() as session:
        account = session.get(PayoutAccount, worker_id)
        if account is None:
            raise NotFound("payouts_not_connected", Text("먼저 정산 계좌를 연결해 주세요.", "Please connect a payout account first."))
        return account


def _intend(worker_id: int, country: str) -> PayoutAccount:
    try:
        with transaction() as session:
            session.execute(insert(PayoutAccount).values(worker_id=worker_id, country=country, payouts_enabled=False, details_submitted=False,
                                                         requirements=[], disabled_reason="", seen_at=clock.now()))
    except IntegrityError:
        pass  # it is there already, which is all we wanted
    return find_account(worker_id)


def _keep_first(session: Session, worker_id: int, seen: ProviderAccount) -> None:
    """Of two accounts opened at once the first one written down counts; nobody ever pays into the other."""
    kept = session.execute(update(PayoutAccount).where(PayoutAccount.worker_id == worker_id, PayoutAccount.provider_account_id.is_(None))
                           .values(provider_account_id=seen.id))
    if changed(kept):
        _write(session, worker_id, seen)


def _write(session: Session, worker_id: int, seen: ProviderAccount) -> None:
    session.execute(update(PayoutAccount).where(PayoutAccount.worker_id == worker_id).values(
        provider_account_id=seen.id, payouts_enabled=seen.payouts_enabled, details_submitted=seen.details_submitted,
        requirements=list(seen.requirements), disabled_reason=seen.disabled_reason or "", seen_at=clock.now()))
