"""Paying workers: the balance is set aside, sent under a key that changes only after a stored failure, and settled by the provider's word.

Before any later attempt the provider is asked what it already has, so a crash or a lost answer never pays twice.
"""

from datetime import timedelta
from typing import Final

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.gateways.money_provider import MoneyProvider, ProviderRefused, ProviderUnavailable, Transfer
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.destinations import find_destination
from marketplace.money.ledger import Leg, locked_balance, post
from marketplace.money.payable import payable_of, refuse_too_little
from marketplace.money.payout_legs import legs_back, legs_out, withhold_now
from marketplace.money.provider_models import Payout
from marketplace.money.service.by_hand import refuse_mended
from marketplace.money.service.debts import repay_debt
from marketplace.money.service.keys import looking_up, needs_new_key, pause_before_next
from marketplace.money.states import PAYOUT

WAITING_CODES = {"balance_insufficient"}  # our own money is still on its way to the provider: wait, don't give up
LEASE = timedelta(minutes=2)  # how long one attempt may take before another may look after it
# After a definite no, until the balance is queued again by itself; its worker may ask at any time. A bank's no holds the account instead.
REST: Final = {"stripe": timedelta(days=1), "bank": timedelta(0)}


@verb
def request_payout(*, worker_id: int, currency: str, actor: Actor) -> Payout:
    """Set what a worker can be paid now aside to be sent; raises `Conflict` below_minimum, earnings_rest, payout_under_way or an account's hold."""
    require(actor, Permission.REQUEST_PAYOUT)
    if not actor.is_system and worker_id != actor.person_id:
        raise NotFound()
    try:
        with transaction() as session:
            destination = find_destination(session, worker_id, currency)
            # The balance first, then what rests of it: what is earned in between makes the payout smaller, never larger.
            balance = repay_debt(session, actor, worker_id, locked_balance(session, "worker", worker_id, currency))
            payable = payable_of(session, worker_id, balance)
            refuse_too_little(payable)
            withheld = withhold_now(payable.now, country=destination.country, at=clock.now())
            payout = Payout(worker_id=worker_id, method=destination.method, destination=destination.label, amount_minor=withheld.net.minor,
                            income_tax_minor=withheld.income_tax.minor, local_tax_minor=withheld.local_tax.minor, currency=currency,
                            rests_from=payable.rests_from, next_try_at=clock.now(), created_at=clock.now())
            session.add(payout)
            session.flush()
            post(session, actor, "payout", f"payout:{payout.id}", legs_out(payout))
            record(session, actor, "request_payout", "payout", payout.id, worker_id=worker_id, amount=str(payout.amount), taxes=str(payout.taxes))
    except IntegrityError as error:
        raise Conflict("payout_under_way", Text("이미 보내고 있는 정산이 있어요.", "A payout is already under way.")) from error
    return payout


def start_attempt(payout_id: int, *, actor: Actor) -> Payout | None:
    """Take a due payout for one attempt; None when somebody else has it or it isn't due."""
    require(actor, Permission.RUN_JOBS)
    return _start(payout_id)[0]


def send_payout(payout_id: int, *, provider: MoneyProvider, actor: Actor) -> bool:
    """One attempt, with no transaction open while the provider is asked; whether it is sent now."""
    require(actor, Permission.RUN_JOBS)
    payout, is_first = _start(payout_id)
    if payout is None:
        return False
    try:
        transfer = None if is_first else _existing(provider, payout)
        transfer = transfer or provider.send_transfer(reference=payout.reference, amount=payout.amount, destination=payout.destination,
                                                      key=f"{payout.reference}:{payout.attempt}")
    except ProviderUnavailable as error:
        _try_later(payout, str(error))
        return False
    except ProviderRefused as error:
        if error.code in WAITING_CODES:
            _try_later(payout, str(error))
        else:
            _refuse(payout, error, actor)
        return False
    record_sent(payout_id, transfer_id=transfer.id, actor=actor)
    return True


@verb
def _start(payout_id: int) -> tuple[Payout | None, bool]:
    """The payout, taken for one attempt (`attempt` counts its keys), and whether nobody has tried before."""
    with transaction() as session:
        payout = session.get(Payout, payout_id, with_for_update=True)
        if payout is None or payout.method != "stripe":
            return None, False
        now, (origins, target) = clock.now(), PAYOUT.moves["send"]
        is_first, key = payout.state == PAYOUT.start, payout.attempt + needs_new_key(payout.state, payout.last_error)
        won = session.execute(update(Payout).where(Payout.id == payout_id, Payout.state.in_(origins), Payout.next_try_at <= now)
                              .values(state=target, attempt=key, next_try_at=now + LEASE, last_error=""))
        session.refresh(payout)
        return (payout if changed(won) else None), is_first


@verb
def record_sent(payout_id: int, *, transfer_id: str, actor: Actor) -> None:
    """Write down the provider's transfer; the webhook settles it, and may have come first."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        sent = session.execute(update(Payout).where(Payout.id == payout_id, Payout.state == "sending")
                               .values(state=PAYOUT.moves["record_sent"][1], transfer_id=transfer_id, last_error=""))
        if changed(sent):
            record(session, actor, "send_payout", "payout", payout_id)


@verb
def settle_payout(payout_id: int, *, transfer_id: str, amount: Money, actor: Actor) -> None:
    """The provider says the transfer is made: the money has left us, once, however often we hear of it."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        payout = session.get(Payout, payout_id, with_for_update=True)
        if payout is None or payout.amount != amount or payout.transfer_id not in (None, transfer_id):
            raise Conflict("payout_differs", Text("정산 기록이 달라요.", "The transfer differs from our payout."))
        if payout.paid_at is not None:
            return
        book_paid(session, payout, transfer_id=transfer_id, paid_from="provider", actor=actor)


def book_paid(session: Session, payout: Payout, *, transfer_id: str, paid_from: str, actor: Actor) -> None:
    """The money of a payout has left `paid_from`, the provider or our bank; raises `Conflict` wrong_state."""
    move(session, PAYOUT, payout, "settle", transfer_id=transfer_id, paid_at=clock.now(), last_error="")
    post(session, actor, "payout_paid", f"payout_paid:{payout.id}", [Leg("transit", payout.id, -payout.amount), Leg(paid_from, 0, payout.amount)])
    record(session, actor, "settle_payout", "payout", payout.id, worker_id=payout.worker_id, amount=str(payout.amount))


@verb
def reverse_payout(payout_id: int, *, transfer_id: str, amount: Money, actor: Actor) -> bool:
    """The provider says that all of a transfer was taken back, perhaps before it says that it was made.

    False when it is none that a payout stands on. Raises `Conflict` payout_differs, wrong_state, mended_by_hand.
    """
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        payout = session.get(Payout, payout_id, with_for_update=True)
        if payout is None or payout.transfer_id not in (None, transfer_id):
            return False
        settle_payout(payout_id, transfer_id=transfer_id, amount=amount, actor=actor)
        if payout.state != "returned":
            refuse_mended(session, payout)
            take_back(session, payout, came_to="provider", code="transfer_reversed", why=transfer_id, actor=actor)
        return True


def take_back(session: Session, payout: Payout, *, came_to: str, code: str, why: str, actor: Actor) -> None:
    """A payout that had arrived came back to `came_to`, the provider or our bank: it is the worker's balance again; raises `Conflict` wrong_state.

    What others wrote about it may name somebody: it stays in the payout, out of the journal.
    """
    move(session, PAYOUT, payout, "come_back", last_error=f"{code}: {why}"[:300], next_try_at=clock.now() + REST[payout.method])
    post(session, actor, "payout_reversed", f"payout_reversed:{payout.id}",
         [Leg(came_to, 0, -payout.amount), Leg("transit", payout.id, payout.amount)])
    post(session, actor, "payout_returned", f"payout_returned:{payout.id}", legs_back(payout))
    record(session, actor, "return_payout", "payout", payout.id, worker_id=payout.worker_id, amount=str(payout.amount), code=code)


def _existing(provider: MoneyProvider, payout: Payout) -> Transfer | None:
    with looking_up():
        found = [transfer for transfer in provider.find_transfers(payout.reference) if not transfer.reversed]
    return found[0] if found else None


@verb
def _try_later(payout: Payout, why: str) -> None:
    with transaction() as session:
        now = clock.now()
        wait = pause_before_next(payout.attempt, payout.created_at, now)
        session.execute(update(Payout).where(Payout.id == payout.id, Payout.state == "sending", Payout.attempt == payout.attempt)
                        .values(next_try_at=now + wait, last_error=why[:300]))


@verb
def _refuse(payout: Payout, refusal: ProviderRefused, actor: Actor) -> None:
    """A definite no: the money is the worker's again, and they are told."""
    with transaction() as session:
        give_back(session, session.get_one(Payout, payout.id, with_for_update=True), code=refusal.code, why=refusal.message, actor=actor)


def give_back(session: Session, live: Payout, *, code: str, why: str, actor: Actor) -> None:
    """A payout that wasn't made is the worker's balance again; raises `Conflict` wrong_state."""
    move(session, PAYOUT, live, "fail", last_error=f"{code}: {why}"[:300], next_try_at=clock.now() + REST[live.method])
    post(session, actor, "payout_returned", f"payout_returned:{live.id}", legs_back(live))
    record(session, actor, "fail_payout", "payout", live.id, worker_id=live.worker_id, code=code)
