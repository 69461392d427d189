"""The daily comparison of the three books: what it finds is kept and shown, and mended only by people."""

from datetime import timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from marketplace.gateways.money_provider import MoneyProvider
from marketplace.kernel import clock
from marketplace.kernel.database import db, transaction, verb
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.difference_models import DifferenceRow
from marketplace.money.differences import Difference, Mending
from marketplace.money.reconcile import reconcile

WINDOW: Final = timedelta(days=60)


def compare_books(*, provider: MoneyProvider, actor: Actor) -> int:
    """Compare the books of the last 60 days, and further back while an older difference stands; how many differences there are.

    Raises `ProviderError` when the provider can't be asked; what was found before then stays.
    """
    require(actor, Permission.RUN_JOBS)
    oldest = db.session.scalar(select(func.min(DifferenceRow.first_seen_at)))
    found = reconcile(provider=provider, since=(oldest or clock.now()) - WINDOW, actor=actor)
    _keep(found, actor)
    return len(found)


@verb
def _keep(found: list[Difference], actor: Actor) -> None:
    """What is found stands, what is found no more goes; each new one is journalled, so that admins hear of it."""
    by_name = {one.name: one for one in found}
    with transaction() as session:
        standing = set(session.scalars(select(DifferenceRow.name)))
        session.execute(delete(DifferenceRow).where(DifferenceRow.name.in_(standing - set(by_name))))
        session.execute(update(DifferenceRow).values(seen_at=clock.now()))
        for name in sorted(set(by_name) - standing):
            _add(session, by_name[name], actor)


def _add(session: Session, one: Difference, actor: Actor) -> None:
    now = clock.now()
    row = DifferenceRow(name=one.name, kind=one.kind, about=one.about, words=one.words.to_json(), mending=_written(one.mending),
                        first_seen_at=now, seen_at=now)
    session.add(row)
    session.flush()
    record(session, actor, "find_difference", "difference", row.id, kind=one.kind, about=one.about)


def _written(mending: Mending | None) -> dict[str, Any] | None:
    if mending is None:
        return None
    return {"from_kind": mending.from_kind, "from_owner": mending.from_owner, "to_kind": mending.to_kind, "to_owner": mending.to_owner,
            "amount_minor": mending.amount.minor, "currency": mending.amount.currency}
