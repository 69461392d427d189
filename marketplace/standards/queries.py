"""Reading templates, each reader through what they may see: the platform's, their company's own, and what workers have met."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, String, and_, cast, or_, select
from sqlalchemy.orm import Session, joinedload

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.models import Template, TemplatePicture, TemplateVersion, published_spec
from marketplace.standards.spec import Spec
from marketplace.standards.states import VERSION

_READERS = frozenset({Role.WORKER, Role.REVIEWER, Role.ADMIN})
_PUBLISHED = TemplateVersion.state == "published"


def list_templates(actor: Actor) -> list[TemplateVersion]:
    """The newest published version of every template the actor may post with."""
    require(actor, Permission.SEE_TEMPLATE)
    query = select(TemplateVersion).join(Template, TemplateVersion.id == _newest_id()).options(joinedload(TemplateVersion.template)) \
        .where(_is_usable(actor)).order_by(Template.id)
    return list(db.session.scalars(query))


def changed_ready_templates() -> list[str]:
    """The keys of our ready templates whose newest version says something else than this program does, or which aren't there yet."""
    session = db.session()
    newest = session.execute(select(Template.key, TemplateVersion.id, TemplateVersion.published_at).join(
        TemplateVersion, TemplateVersion.id == _newest_id()).where(Template.key.in_(CATALOGUE)))
    stored = {key: spec_of_version(session, version_id, published_at) for key, version_id, published_at in newest.all() if published_at}
    return [key for key, spec in CATALOGUE.items() if stored.get(key) != spec]


def list_versions(actor: Actor, template_id: int, cut: Cut) -> Page[TemplateVersion]:
    """The published versions of a template that the actor may see, the newest first."""
    require(actor, Permission.SEE_TEMPLATE)
    query = _versions(actor).where(TemplateVersion.template_id == template_id)
    if db.session.scalar(query.limit(1)) is None and db.session.scalar(_drafts(actor).where(TemplateVersion.template_id == template_id)) is None:
        raise NotFound()
    return page_by_id(db.session(), query, TemplateVersion.number, cut)


def list_drafts(actor: Actor, cut: Cut) -> Page[TemplateVersion]:
    """The drafts of the actor's company, the newest first."""
    require(actor, Permission.EDIT_DRAFT)
    return page_by_id(db.session(), _drafts(actor).where(Template.retired_at.is_(None)), TemplateVersion.id, cut)


def list_retired(actor: Actor, cut: Cut) -> Page[TemplateVersion]:
    """The retired templates of the actor's company, each by its newest published version."""
    require(actor, Permission.RESTORE_TEMPLATE)
    query = _with_template().join(Template, TemplateVersion.id == _newest_id()) \
        .where(Template.company_id == actor.company_id, Template.retired_at.is_not(None))
    return page_by_id(db.session(), query, TemplateVersion.id, cut)


def get_version(actor: Actor, version_id: int) -> TemplateVersion:
    """One published version that the actor may see."""
    require(actor, Permission.SEE_TEMPLATE)
    return _one(db.session(), actor, TemplateVersion.id == version_id)


def get_newest(actor: Actor, template_id: int) -> TemplateVersion:
    """The newest version of a template that the actor may see."""
    require(actor, Permission.SEE_TEMPLATE)
    return newest_version(db.session(), template_id, actor)


def get_draft(actor: Actor, template_id: int) -> TemplateVersion:
    """The draft of a template of the actor's company."""
    require(actor, Permission.EDIT_DRAFT)
    return find_draft(db.session(), template_id, actor)


def get_version_before(actor: Actor, version: TemplateVersion) -> TemplateVersion | None:
    """The published version just before one, if the actor may see it."""
    query = _versions(actor).where(TemplateVersion.template_id == version.template_id, TemplateVersion.number < version.number)
    found: TemplateVersion | None = db.session.scalar(query.order_by(TemplateVersion.number.desc()).limit(1))
    return found


def has_draft(template_id: int) -> bool:
    """Whether somebody is writing the next version of a template."""
    return db.session.scalar(select(TemplateVersion.id).where(TemplateVersion.template_id == template_id,
                                                              TemplateVersion.state == VERSION.start)) is not None


def get_published(template_id: int) -> TemplateVersion | None:
    """The newest published version of a template, if there is one."""
    return latest_version(db.session(), template_id, published=True)


def get_newer(version: TemplateVersion) -> TemplateVersion | None:
    """The newest published version after one."""
    newest = get_published(version.template_id)
    return newest if newest is not None and newest.number > version.number else None


def get_picture(actor: Actor, picture_id: int) -> TemplatePicture:
    """A picture, for its company and for those who may see a version in whose standard it stands; raises `NotFound`."""
    require(actor, Permission.SEE_TEMPLATE)
    picture = db.session.get(TemplatePicture, picture_id)
    if picture is None or (picture.company_id != actor.company_id and not _is_shown(actor, picture)):
        raise NotFound()
    return picture


def newest_version(session: Session, template_id: int, actor: Actor) -> TemplateVersion:
    """The published version with the highest number that the actor may see; raises `NotFound`."""
    return _one(session, actor, TemplateVersion.template_id == template_id)


def find_version(session: Session, version_id: int) -> TemplateVersion:
    """A published version with its template, whoever asks; raises `NotFound`."""
    version: TemplateVersion | None = session.scalar(_with_template().where(TemplateVersion.id == version_id, _PUBLISHED))
    if version is None:
        raise NotFound()
    return version


def find_usable_version(session: Session, version_id: int, actor: Actor) -> TemplateVersion:
    """A published version of the platform's or of the actor's own company; raises `NotFound`."""
    version = find_version(session, version_id)
    if not actor.is_system and version.template.company_id not in (None, actor.company_id):
        raise NotFound()
    return version


def find_own_template(session: Session, template_id: int, actor: Actor, *, locked: bool = False) -> Template:
    """A template of the actor's company; raises `NotFound`."""
    query = select(Template).where(Template.id == template_id, Template.company_id == actor.company_id)
    template = session.scalar(query.with_for_update() if locked else query)
    if template is None or actor.company_id is None:
        raise NotFound()
    return template


def find_draft(session: Session, template_id: int, actor: Actor, *, locked: bool = False) -> TemplateVersion:
    """The draft of a template of the actor's company; raises `NotFound`."""
    query = _drafts(actor).where(TemplateVersion.template_id == template_id)
    draft: TemplateVersion | None = session.scalar(query.with_for_update(of=TemplateVersion) if locked else query)
    if draft is None or actor.company_id is None:
        raise NotFound()
    return draft


def latest_version(session: Session, template_id: int, *, published: bool = False) -> TemplateVersion | None:
    """The version with the highest number: a draft if there is one, unless only `published` ones are asked for."""
    query = select(TemplateVersion).where(TemplateVersion.template_id == template_id).order_by(TemplateVersion.number.desc()).limit(1)
    return session.scalar(query.where(_PUBLISHED) if published else query)


def spec_of_version(session: Session, version_id: int, published_at: datetime) -> Spec:
    """What a published version says; its content is only asked for when this process hasn't read it yet."""
    return published_spec(version_id, published_at,
                          lambda: session.scalars(select(TemplateVersion.content).where(TemplateVersion.id == version_id)).one())


def published_specs(session: Session, template_id: int) -> list[Spec]:
    """What every published version of a template says, the first one first."""
    published = select(TemplateVersion.id, TemplateVersion.published_at).where(TemplateVersion.template_id == template_id, _PUBLISHED)
    return [spec_of_version(session, version_id, published_at)
            for version_id, published_at in session.execute(published.order_by(TemplateVersion.number)).all() if published_at]


def _is_shown(actor: Actor, picture: TemplatePicture) -> bool:
    named = cast(TemplateVersion.content, String).contains(f"({picture.address})", autoescape=True)
    return db.session.scalar(_versions(actor).where(Template.company_id == picture.company_id, named).limit(1)) is not None


def _one(session: Session, actor: Actor, condition: ColumnElement[bool]) -> TemplateVersion:
    version: TemplateVersion | None = session.scalar(_versions(actor).where(condition).order_by(TemplateVersion.number.desc()).limit(1))
    if version is None:
        raise NotFound()
    return version


def _versions(actor: Actor) -> Select[Any]:
    return _with_template().join(Template).where(_PUBLISHED, _may_see(actor))


def _drafts(actor: Actor) -> Select[Any]:
    return _with_template().join(Template).where(TemplateVersion.state == VERSION.start, Template.company_id == actor.company_id)


def _with_template() -> Select[Any]:
    return select(TemplateVersion).options(joinedload(TemplateVersion.template))


def _may_see(actor: Actor) -> ColumnElement[bool]:
    """The platform's templates, the company's own, and what a batch has shown to workers."""
    seen: list[ColumnElement[bool]] = [Template.company_id.is_(None)]
    if actor.company_id is not None:
        seen.append(Template.company_id == actor.company_id)
    if actor.is_system or actor.roles & _READERS:
        seen.append(TemplateVersion.number <= Template.shown_number)
    return or_(*seen)


def _newest_id() -> ScalarSelect[int]:
    """The newest published version of the template that the outer query is at."""
    return select(TemplateVersion.id).where(TemplateVersion.template_id == Template.id, _PUBLISHED) \
        .order_by(TemplateVersion.number.desc()).limit(1).correlate(Template).scalar_subquery()


def _is_usable(actor: Actor) -> ColumnElement[bool]:
    mine = Template.company_id.is_(None) if actor.company_id is None else or_(Template.company_id.is_(None), Template.company_id == actor.company_id)
    return and_(Template.retired_at.is_(None), mine)
