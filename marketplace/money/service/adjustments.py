"""Entries made by hand: proposed with a reason, and posted when somebody, above a limit somebody else, approves."""

from collections import defaultdict

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts.models import Company, Worker
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb, violated
from marketplace.kernel.errors import Conflict, Invalid, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.adjusting import NEVER_ABOVE, NEVER_BELOW, refuse_accounts, second_person_above
from marketplace.money.cause_models import Adjustment
from marketplace.money.ledger import Leg, locked_balance, post
from marketplace.money.service.by_hand import refuse_given_back
from marketplace.money.states import ADJUSTMENT
from marketplace.money.words import ACCOUNTS

_OWNERS = {"wallet": Company, "worker": Worker, "debt": Worker}


@verb
def propose_adjustment(*, purpose: str, from_kind: str, from_owner: int, to_kind: str, to_owner: int, amount: Money, reason: str,
                       mends: str = "", actor: Actor) -> Adjustment:
    """Ask for an amount to be moved by hand; nothing moves yet. Raises `Invalid` about an account, `Conflict` already_proposed."""
    require(actor, Permission.PROPOSE_ADJUSTMENT)
    refuse_accounts(purpose, (from_kind, from_owner), (to_kind, to_owner))
    try:
        with transaction() as session:
            for side, kind, owner_id in (("from", from_kind, from_owner), ("to", to_kind, to_owner)):
                _refuse_nobody(session, side, kind, owner_id)
            adjustment = Adjustment(
                purpose=purpose, legs=[[from_kind, from_owner, -amount.minor], [to_kind, to_owner, amount.minor]], amount_minor=amount.minor,
                currency=amount.currency, reason=reason, mends=mends, needs_second=second_person_above(amount.currency) < amount,
                proposed_by=actor.person_id, created_at=clock.now())
            session.add(adjustment)
            session.flush()
            record(session, actor, "propose_adjustment", "adjustment", adjustment.id, purpose=purpose, amount=str(amount), mends=mends,
                   needs_second=adjustment.needs_second)
    except IntegrityError as error:
        if "uq_adjustments_mends" not in violated(error) and "adjustments.mends" not in violated(error):
            raise
        raise Conflict("already_proposed", Text("이 차이를 맞추는 정정이 이미 있어요.", "A correction for this difference exists already."),
                       mends=mends) from error
    return adjustment


@verb
def approve_adjustment(adjustment_id: int, *, actor: Actor) -> Adjustment:
    """Post what was proposed; what a worker's balance lacks becomes their debt.

    Raises `Forbidden` for one's own proposal above the limit, `Conflict` wrong_state, came_back_already, balance_short.
    """
    with transaction() as session:
        adjustment = _find(session, adjustment_id)
        require(actor, Permission.DECIDE_ADJUSTMENT, adjustment)
        _decide(session, adjustment, "approve", actor, approved=True)
        refuse_given_back(session, adjustment)
        legs = _legs(session, adjustment)
        post(session, actor, "correction", f"correction:{adjustment.id}", legs, adjustment_id=adjustment.id)
        record(session, actor, "approve_adjustment", "adjustment", adjustment.id, purpose=adjustment.purpose, amount=str(adjustment.amount),
               mends=adjustment.mends, debt=sum(-leg.amount.minor for leg in legs if leg.kind == "debt" and leg.amount.minor < 0))
    return adjustment


@verb
def refuse_adjustment(adjustment_id: int, *, actor: Actor) -> Adjustment:
    """Say no to what was proposed: nothing moves."""
    require(actor, Permission.DECIDE_ADJUSTMENT)
    with transaction() as session:
        adjustment = _find(session, adjustment_id)
        _decide(session, adjustment, "refuse", actor)
        record(session, actor, "refuse_adjustment", "adjustment", adjustment.id, purpose=adjustment.purpose, amount=str(adjustment.amount))
    return adjustment


@verb
def withdraw_adjustment(adjustment_id: int, *, actor: Actor) -> Adjustment:
    """Take one's own proposal back; somebody else's raises `Conflict` not_yours."""
    require(actor, Permission.PROPOSE_ADJUSTMENT)
    with transaction() as session:
        adjustment = _find(session, adjustment_id)
        if adjustment.proposed_by != actor.person_id:
            raise Conflict("not_yours", Text("제안한 사람만 거둬들일 수 있어요. 거절은 할 수 있어요.",
                                             "Only who proposed it can withdraw it. You can refuse it."))
        _decide(session, adjustment, "withdraw", actor)
        record(session, actor, "withdraw_adjustment", "adjustment", adjustment.id, purpose=adjustment.purpose)
    return adjustment


def _find(session: Session, adjustment_id: int) -> Adjustment:
    found = session.get(Adjustment, adjustment_id, with_for_update=True)
    if found is None:
        raise NotFound()
    return found


def _decide(session: Session, adjustment: Adjustment, name: str, actor: Actor, **changes: bool) -> None:
    move(session, ADJUSTMENT, adjustment, name, decided_by=actor.person_id, decided_at=clock.now(), **changes)


def _legs(session: Session, adjustment: Adjustment) -> list[Leg]:
    """The lines to post. A worker's balance is never taken below zero: the rest is owed, and kept from what they earn next."""
    legs: dict[tuple[str, int], Money] = defaultdict(lambda: Money(0, adjustment.currency))
    # In one order, so that two approvals at once wait for each other and never in a circle.
    for kind, owner_id, minor in sorted(adjustment.legs):
        amount = Money(minor, adjustment.currency)
        there = locked_balance(session, kind, owner_id, adjustment.currency) if kind in NEVER_BELOW + NEVER_ABOVE else None
        if kind == "worker" and there is not None and (there + amount).minor < 0:
            legs["debt", owner_id] += there + amount
            amount = -there
        elif there is not None:
            _refuse_short(kind, there, amount)
        legs[kind, owner_id] += amount
    return [Leg(kind, owner_id, amount) for (kind, owner_id), amount in legs.items()]


def _refuse_short(kind: str, there: Money, amount: Money) -> None:
    after = (there + amount).minor
    if (kind in NEVER_BELOW and after < 0) or (kind in NEVER_ABOVE and after > 0):
        raise Conflict("balance_short", Text(
            "‘{account}’ 계정의 잔액이 {there}이라 그만큼 옮길 수 없어요.", "“{account}” stands at {there}, so that much can't be moved.")
            .format(account=ACCOUNTS[kind], there=there.words()), account=kind, there=str(there))


def _refuse_nobody(session: Session, side: str, kind: str, owner_id: int) -> None:
    model = _OWNERS.get(kind)
    if model is not None and session.get(model, owner_id) is None:
        raise Invalid.field(f"{side}_owner", "owner_unknown", Text("이 번호의 기업이나 작업자가 없어요.", "There is no such company or worker."))
