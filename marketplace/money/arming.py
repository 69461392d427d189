"""Whether money may leave: a restored copy sends nothing until somebody has looked and armed it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import insert, select, update

from marketplace.kernel import clock
from marketplace.kernel.database import changed, db, transaction, verb
from marketplace.kernel.leases import Lease
from marketplace.kernel.policy import Actor, Permission, require

HOLD: Final = "payments_on_hold"
_FOR_EVER: Final = datetime(9999, 12, 31, tzinfo=UTC)


def is_held() -> bool:
    """Whether payouts and refunds wait for `jobs arm`."""
    until = db.session.scalar(select(Lease.expires_at).where(Lease.name == HOLD))
    return until is not None and until > clock.now()


def unless_held(due: Callable[[], Sequence[Any]]) -> Callable[[], Sequence[Any]]:
    """The same items, or none while payments are on hold."""
    return lambda: [] if is_held() else due()


@verb
def hold_payments(*, why: str, actor: Actor) -> None:
    """Let no payout or refund leave until they are armed again."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        held = session.execute(update(Lease).where(Lease.name == HOLD).values(owner=why, expires_at=_FOR_EVER, epoch=Lease.epoch + 1))
        if changed(held) == 0:
            session.execute(insert(Lease).values(name=HOLD, owner=why, epoch=1, expires_at=_FOR_EVER))


@verb
def arm_payments(*, actor: Actor) -> bool:
    """Let payouts and refunds leave again; whether they were on hold."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        now = clock.now()
        return bool(changed(session.execute(update(Lease).where(Lease.name == HOLD, Lease.expires_at > now).values(expires_at=now))))
