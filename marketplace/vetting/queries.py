"""Reading applications."""

from dataclasses import dataclass

from sqlalchemy import func, select

from marketplace.accounts.models import Company, Person
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.vetting.models import Application


@dataclass(frozen=True)
class Case:
    """An application with who asks, and for which company."""

    application: Application
    person: Person
    company: Company | None


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


def decider_of(application: Application) -> str:
    """The name of the admin who decided; empty while nobody has."""
    return db.session.scalar(select(Person.name).where(Person.id == application.decided_by)) or "" if application.decided_by else ""


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


def my_applications(actor: Actor) -> list[Application]:
    """The acting person's own applications, newest first."""
    require(actor, Permission.APPLY)
    return list(db.session.scalars(select(Application).where(Application.person_id == actor.person_id).order_by(Application.id.desc())))
