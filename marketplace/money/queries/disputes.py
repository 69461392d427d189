"""Reading card disputes: an admin sees all, a company its own, and the rooms below which batches wait for one."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from marketplace.accounts.models import Company
from marketplace.kernel.database import db
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.dispute_models import Dispute
from marketplace.money.states import DISPUTE


@dataclass(frozen=True)
class DisputeRow:
    """A dispute and the company that it hits."""

    dispute: Dispute
    company: str


def list_disputes(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[DisputeRow]:
    """Everybody's disputes, newest first, in two statements."""
    require(actor, Permission.SEE_LEDGER)
    query = select(Dispute)
    if state:
        query = query.where(Dispute.state == state)
    page = page_by_id(db.session(), query, Dispute.id, cut)
    names: dict[int, str] = dict(db.session.execute(
        select(Company.id, Company.name).where(Company.id.in_({one.company_id for one in page.items}))).all())
    return page.map(lambda one: DisputeRow(one, names[one.company_id]))


def company_disputes(actor: Actor, cut: Cut) -> Page[Dispute]:
    """What the cards of the acting person's company have disputed, newest first."""
    require(actor, Permission.SEE_MONEY)
    return page_by_id(db.session(), select(Dispute).where(Dispute.company_id == actor.company_id), Dispute.id, cut)


def hits(batch_id: Any, company_id: Any, currency: Any) -> ColumnElement[bool]:
    """Whether a dispute that isn't decided yet is about a batch's own payment, or about money for any batch of its company."""
    for_any = and_(Dispute.batch_id.is_(None), Dispute.company_id == company_id, Dispute.currency == currency)
    return exists().where(Dispute.state == DISPUTE.start, or_(Dispute.batch_id == batch_id, for_any))
