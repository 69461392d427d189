"""Reading the catalogue."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.standards.models import Template, TemplateVersion, published_spec
from marketplace.standards.spec import Spec


def list_templates(actor: Actor) -> list[TemplateVersion]:
    """The newest published version of every template the actor may use."""
    require(actor, Permission.SEE_TEMPLATE)
    newest = select(TemplateVersion.id).where(TemplateVersion.template_id == Template.id, TemplateVersion.state == "published") \
        .order_by(TemplateVersion.number.desc()).limit(1).correlate(Template).scalar_subquery()
    query = select(TemplateVersion).join(Template, TemplateVersion.id == newest).options(joinedload(TemplateVersion.template)) \
        .where(Template.company_id.is_(None) | (Template.company_id == actor.company_id)).order_by(Template.id)
    return list(db.session.scalars(query))


def get_version(actor: Actor, version_id: int) -> TemplateVersion:
    """One version of a template the actor may use."""
    require(actor, Permission.SEE_TEMPLATE)
    version = find_version(db.session(), version_id)
    if version.template.company_id not in (None, actor.company_id):
        raise NotFound()
    return version


def find_version(session: Session, version_id: int) -> TemplateVersion:
    """A published version with its template; raises `NotFound`."""
    version = session.scalar(select(TemplateVersion).options(joinedload(TemplateVersion.template))
                             .where(TemplateVersion.id == version_id, TemplateVersion.state == "published"))
    if version is None:
        raise NotFound()
    return version


def newest_version(session: Session, template_id: int) -> TemplateVersion:
    """The published version with the highest number; raises `NotFound`."""
    version = session.scalar(select(TemplateVersion).options(joinedload(TemplateVersion.template))
                             .where(TemplateVersion.template_id == template_id, TemplateVersion.state == "published")
                             .order_by(TemplateVersion.number.desc()).limit(1))
    if version is None:
        raise NotFound()
    return version


def get_newest(actor: Actor, template_id: int) -> TemplateVersion:
    """The newest version of a template the actor may use."""
    require(actor, Permission.SEE_TEMPLATE)
    version = newest_version(db.session(), template_id)
    if version.template.company_id not in (None, actor.company_id):
        raise NotFound()
    return version


def spec_of_version(session: Session, version_id: int, published_at: datetime) -> Spec:
    """What a published version says; its content is only asked for when this process hasn't read it yet."""
    return published_spec(version_id, published_at,
                          lambda: session.scalars(select(TemplateVersion.content).where(TemplateVersion.id == version_id)).one())
