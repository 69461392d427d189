"""Throwing a draft away."""

from collections.abc import Sequence

from sqlalchemy import delete
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.standards.models import Template, TemplatePicture, TemplateVersion
from marketplace.standards.queries import latest_version
from marketplace.standards.service.drafts import find_expected
from marketplace.standards.service.pictures import picture_store


def discard_draft(template_id: int, *, expected_revision: int | None = None, actor: Actor) -> TemplateVersion:
    """Throw a draft away, and with the only version of a template its pictures; raises `Conflict` changed_meanwhile, template_retired."""
    require(actor, Permission.DISCARD_DRAFT)
    draft, files = _discard_draft(template_id, expected_revision, actor)
    for name in files:
        picture_store().delete(name)
    return draft


@verb
def _discard_draft(template_id: int, expected_revision: int | None, actor: Actor) -> tuple[TemplateVersion, Sequence[str]]:
    with transaction() as session:
        draft = find_expected(session, template_id, expected_revision, actor)
        is_only = latest_version(session, template_id, published=True) is None
        files = _put_away(session, draft.template) if is_only else []
        session.delete(draft)
        record(session, actor, "discard_draft", "template_version", draft.id, company_id=draft.template.company_id, template_id=template_id,
               number=draft.number)
    return draft, files


def _put_away(session: Session, template: Template) -> Sequence[str]:
    """Take a template without a version out of use; its row stays, so that its number never means another one. Answers its pictures' files."""
    template.retired_at = clock.now()
    gone = delete(TemplatePicture).where(TemplatePicture.template_id == template.id).returning(TemplatePicture.stored_as)
    return session.scalars(gone).all()
