"""Reading applications."""

from sqlalchemy import select

from marketplace.accounts.models import Company, Person
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.vetting.models import Application


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
