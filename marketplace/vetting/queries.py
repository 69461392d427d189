"""Reading applications."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import Company, Person
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.vetting.limits import may_apply_from
from marketplace.vetting.models import Application


@dataclass(frozen=True)
class Case:
    """An application with who asks, and for which company."""

    application: Application
    person: Person
    company: Company | None


@dataclass(frozen=True)
class Standing:
    """Somebody's newest application of a kind, those before it, and from when they may apply again after a rejection."""

    newest: Application
    earlier: list[Application]
    again_from: datetime | None

    @property
    def may_apply_again(self) -> bool:
        """Whether that moment has come."""
        return self.again_from is not None and self.again_from <= clock.now()


def vetting_queue(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[Case]:
    """Applications with their people and companies, the one that has waited longest first, in three statements."""
    require(actor, Permission.SEE_ADMIN)
    query = select(Application)
    if state:
        query = query.where(Application.state == state)
    page = page_by_id(db.session(), query, Application.id, cut, newest_first=False)
    people = {one.id: one for one in db.session.scalars(select(Person).where(Person.id.in_({found.person_id for found in page.items})))}
    companies = {one.id: one for one in db.session.scalars(
        select(Company).where(Company.id.in_({found.company_id for found in page.items if found.company_id})))}
    return page.map(lambda found: Case(found, people[found.person_id], companies.get(found.company_id or 0)))


def count_applications(actor: Actor) -> dict[str, int]:
    """How many applications stand in each state."""
    require(actor, Permission.SEE_ADMIN)
    return dict(db.session.execute(select(Application.state, func.count()).group_by(Application.state)).all())


def deciders_of(applications: Iterable[Application]) -> dict[int, str]:
    """The names of the admins who decided on these, by id."""
    ids = {one.decided_by for one in applications if one.decided_by}
    return {one.id: one.name for one in db.session.scalars(select(Person).where(Person.id.in_(ids)))} if ids else {}


def list_applications(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[Application]:
    """Applications, newest first; with `state`, only those."""
    require(actor, Permission.SEE_ADMIN)
    query = select(Application)
    if state:
        query = query.where(Application.state == state)
    return page_by_id(db.session(), query, Application.id, cut)


def get_application(actor: Actor, application_id: int) -> tuple[Application, Person, Company | None]:
    """An application with its person and company."""
    require(actor, Permission.SEE_ADMIN)
    application = db.session.get(Application, application_id)
    if application is None:
        raise NotFound()
    company = db.session.get(Company, application.company_id) if application.company_id else None
    return application, db.session.get_one(Person, application.person_id), company


def earlier_applications(actor: Actor, application_id: int, cut: Cut) -> Page[Application]:
    """What the same person asked for before this application of the same kind, newest first."""
    require(actor, Permission.SEE_ADMIN)
    application, _, _ = get_application(actor, application_id)
    query = select(Application).where(Application.person_id == application.person_id, Application.kind == application.kind,
                                      Application.id < application.id)
    return page_by_id(db.session(), query, Application.id, cut)


def applications_of(session: Session, person_id: int, kind: str) -> list[Application]:
    """One person's applications of a kind, newest first."""
    query = select(Application).where(Application.person_id == person_id, Application.kind == kind).order_by(Application.id.desc())
    return list(session.scalars(query))


def my_standings(actor: Actor) -> dict[str, Standing]:
    """How the acting person stands with working and with posting, by kind, in one statement."""
    sent: dict[str, list[Application]] = {}
    for one in my_applications(actor):
        sent.setdefault(one.kind, []).append(one)
    return {kind: Standing(found[0], found[1:], may_apply_from(found)) for kind, found in sent.items()}


def my_applications(actor: Actor) -> list[Application]:
    """The acting person's own applications, newest first."""
    require(actor, Permission.APPLY)
    return list(db.session.scalars(select(Application).where(Application.person_id == actor.person_id).order_by(Application.id.desc())))
