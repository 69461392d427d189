"""Reading entries made by hand, for admins."""

from collections.abc import Iterable

from sqlalchemy import select

from marketplace.accounts.models import Company, Person
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.cause_models import Adjustment


def list_adjustments(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[Adjustment]:
    """Entries made by hand, newest first."""
    require(actor, Permission.SEE_LEDGER)
    query = select(Adjustment)
    if state:
        query = query.where(Adjustment.state == state)
    return page_by_id(db.session(), query, Adjustment.id, cut)


def get_adjustment(actor: Actor, adjustment_id: int) -> Adjustment:
    """One of them; raises `NotFound`."""
    require(actor, Permission.SEE_LEDGER)
    found = db.session.get(Adjustment, adjustment_id)
    if found is None:
        raise NotFound()
    return found


def names_of(adjustments: Iterable[Adjustment]) -> dict[int, str]:
    """The names of who proposed and who decided, in one statement."""
    ids = {person_id for one in adjustments for person_id in (one.proposed_by, one.decided_by) if person_id}
    return dict(db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())


def owners_of(adjustment: Adjustment) -> dict[tuple[str, int], str]:
    """Whose accounts it moves money between, by kind and owner, in at most two statements; our own have none."""
    found: dict[tuple[str, int], str] = {}
    for model, kinds in ((Company, ("wallet",)), (Person, ("worker", "debt"))):
        ids = {owner_id for kind, owner_id, _ in adjustment.legs if kind in kinds}
        names = dict(db.session.execute(select(model.id, model.name).where(model.id.in_(ids))).all()) if ids else {}
        found |= {(kind, owner_id): names[owner_id] for kind, owner_id, _ in adjustment.legs if kind in kinds and owner_id in names}
    return found


def mended() -> set[str]:
    """What approved corrections have put right."""
    return set(db.session.scalars(select(Adjustment.mends).where(Adjustment.state == "approved", Adjustment.mends != "")))
