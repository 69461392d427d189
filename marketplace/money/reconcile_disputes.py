"""Disputes at the provider beside ours: which we never heard of, how each ended, and what it took."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import select

from marketplace.gateways.money_provider import MoneyProvider
from marketplace.kernel.database import db
from marketplace.kernel.money import Money
from marketplace.money.differences import Difference, named, standing
from marketplace.money.dispute_models import Dispute
from marketplace.money.states import DISPUTE

_ENDED: Final = {"won": "won", "warning_closed": "won", "lost": "lost"}


def compare_disputes(provider: MoneyProvider, since: datetime) -> Iterator[Difference]:
    """Every dispute that the provider and we tell differently. None proposes a correction: the provider sends its events again."""
    ours = {one.provider_dispute_id: one for one in db.session.scalars(select(Dispute).where(Dispute.opened_at >= since))}
    for there in provider.list_disputes(since=since):
        dispute = ours.pop(there.id, None) or db.session.scalar(select(Dispute).where(Dispute.provider_dispute_id == there.id))
        if dispute is None:
            yield named("unknown_dispute", there.id, amount=there.amount, payment=there.payment_id)
            continue
        about = f"dispute:{dispute.id}"
        if dispute.state != _ENDED.get(there.status, "opened"):
            yield named("dispute_differs", about, ours=standing(DISPUTE, dispute.state), id=there.id, theirs=there.status)
        if _taken(dispute) != there.taken:
            yield named("dispute_taken_differs", about, ours=_taken(dispute), id=there.id, theirs=there.taken)
    for missing in ours.values():
        about = f"dispute:{missing.id}"
        yield named("not_at_provider", about, ours=missing.provider_dispute_id)


def _taken(dispute: Dispute) -> Money:
    gone = dispute.amount + dispute.fee if dispute.withdrawn_at else Money(0, dispute.currency)
    return gone - dispute.amount if dispute.reinstated_at else gone
