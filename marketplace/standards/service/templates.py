"""A company's own templates: made from nothing, from a table or as a copy, shown to workers, retired and brought back."""

import secrets
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace
from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import Conflict, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.standards.models import Template, TemplateVersion
from marketplace.standards.queries import find_own_template, find_usable_version, latest_version
from marketplace.standards.spec import Spec
from marketplace.standards.starting import blank_spec


@verb
def make_template(*, title: Text | None = None, summary: Text | None = None, copy_of: int | None = None,
                  parts: Mapping[str, Any] | None = None, actor: Actor) -> TemplateVersion:
    """Begin a template of the acting person's company: its first draft, from nothing, with some `parts`, or as a copy of a version."""
    require(actor, Permission.MAKE_TEMPLATE)
    with transaction() as session:
        spec = blank_spec(parts or {}) if copy_of is None else _copied(find_usable_version(session, copy_of, actor))
        spec = replace(spec, title=title or spec.title, summary=summary or spec.summary)
        template = Template(key=f"own-{secrets.token_hex(6)}", company_id=actor.company_id, title_json=spec.title.to_json(),
                            summary_json=spec.summary.to_json())
        session.add(template)
        session.flush()
        draft = TemplateVersion(template_id=template.id, number=1, content=spec.to_json(), template=template)
        session.add(draft)
        session.flush()
        record(session, actor, "make_template", "template", template.id, company_id=actor.company_id, copy_of=copy_of)
    return draft


@verb
def retire_template(template_id: int, *, actor: Actor) -> Template:
    """Take a template out of use: no new batch takes it, those that have it go on. Raises `Conflict` template_retired."""
    require(actor, Permission.RETIRE_TEMPLATE)
    with transaction() as session:
        template = find_own_template(session, template_id, actor)
        retired = session.execute(update(Template).where(Template.id == template.id, Template.retired_at.is_(None)).values(retired_at=clock.now()))
        if changed(retired) == 0:
            raise refuse_retired()
        session.refresh(template)
        record(session, actor, "retire_template", "template", template.id, company_id=template.company_id)
    return template


@verb
def restore_template(template_id: int, *, actor: Actor) -> Template:
    """Let new batches take a retired template again; raises `Conflict` template_in_use where it isn't retired."""
    require(actor, Permission.RESTORE_TEMPLATE)
    with transaction() as session:
        template = find_own_template(session, template_id, actor)
        if latest_version(session, template.id) is None:  # its only draft was thrown away
            raise NotFound()
        restored = session.execute(update(Template).where(Template.id == template.id, Template.retired_at.is_not(None)).values(retired_at=None))
        if changed(restored) == 0:
            raise Conflict("template_in_use", Text("거둬들이지 않은 작업 기준이에요. 그대로 쓸 수 있어요.",
                                                   "This template isn't retired. You can use it as it is."))
        session.refresh(template)
        record(session, actor, "restore_template", "template", template.id, company_id=template.company_id)
    return template


def open_to_workers(session: Session, version: TemplateVersion) -> None:
    """Let workers and reviewers read a company's version, now that a batch of theirs is done by it."""
    newer = Template.shown_number < version.number
    session.execute(update(Template).where(Template.id == version.template_id, Template.company_id.is_not(None), newer)
                    .values(shown_number=version.number).execution_options(synchronize_session=False))


def refuse_retired() -> Conflict:
    """The refusal of what can't be done with a retired template."""
    return Conflict("template_retired", Text("거둬들인 작업 기준이에요. 다시 쓰려면 먼저 되살려 주세요.",
                                             "This template is retired. Please bring it back first."))


def _copied(version: TemplateVersion) -> Spec:
    spec = version.spec
    return replace(spec, title=Text("{title} (사본)", "{title} (copy)").format(title=spec.title))
