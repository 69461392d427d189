"""Reading notices."""

from sqlalchemy import func, select

from marketplace.kernel.database import db
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.messaging.models import Notice


def my_notices(actor: Actor, cut: Cut) -> Page[Notice]:
    """The acting person's notices, newest first."""
    require(actor, Permission.SEE_NOTICES)
    return page_by_id(db.session(), select(Notice).where(Notice.person_id == actor.person_id), Notice.id, cut)


def unread_notices(actor: Actor) -> int:
    """How many notices the acting person hasn't opened."""
    return db.session.scalar(select(func.count()).where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))) or 0
