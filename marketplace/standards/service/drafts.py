"""A draft's life: begun from the newest version, edited as often as one likes, published once as the next version."""

from collections.abc import Mapping
from typing import Any, Final

from msgspec.structs import replace
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict, TooLarge
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import find_draft, find_own_template, latest_version
from marketplace.standards.service.templates import refuse_retired
from marketplace.standards.states import VERSION

CONTENT_MOST: Final = 400_000  # characters of a version's JSON: every claim reads it


@verb
def start_draft(template_id: int, *, actor: Actor) -> TemplateVersion:
    """Begin the next version of an own template as a copy of the newest; raises `Conflict` draft_exists, template_retired."""
    require(actor, Permission.MAKE_TEMPLATE)
    with transaction() as session:
        template = find_own_template(session, template_id, actor, locked=True)
        if template.retired_at is not None:
            raise refuse_retired()
        latest = latest_version(session, template.id)
        if latest is None or latest.state == VERSION.start:
            raise Conflict("draft_exists", Text("쓰고 있는 초안이 있어요. 그 초안을 이어서 고쳐 주세요.",
                                                "There is a draft already. Please go on with that one."))
        draft = TemplateVersion(template_id=template.id, number=latest.number + 1, content=latest.content, template=template)
        session.add(draft)
        session.flush()
        record(session, actor, "start_draft", "template_version", draft.id, company_id=template.company_id, template_id=template.id,
               number=draft.number)
    return draft


@verb
def edit_draft(template_id: int, *, changes: Mapping[str, Any], expected_revision: int | None = None, actor: Actor) -> TemplateVersion:
    """Put new parts into a draft, sound or not; raises `Conflict` changed_meanwhile when somebody else edited since `expected_revision`."""
    require(actor, Permission.EDIT_DRAFT)
    with transaction() as session:
        draft = find_expected(session, template_id, expected_revision, actor)
        spec = replace(draft.spec, **changes)
        content = spec.to_json()
        if len(str(content)) > CONTENT_MOST:
            raise TooLarge("template_too_large", Text("작업 기준이 너무 길어요. 글과 목록을 줄여 주세요.",
                                                      "The template is too long. Please shorten its texts and lists."))
        draft.content, draft.revision = content, draft.revision + 1
        draft.__dict__.pop("spec", None)
        if draft.number == 1:
            draft.template.title_json, draft.template.summary_json = spec.title.to_json(), spec.summary.to_json()
        record(session, actor, "edit_draft", "template_version", draft.id, company_id=draft.template.company_id, template_id=template_id,
               parts=sorted(changes))
    return draft


@verb
def publish_draft(template_id: int, *, expected_revision: int | None = None, actor: Actor) -> TemplateVersion:
    """Make a sound draft the newest version, for good; raises `Invalid` template_invalid, `Conflict` nothing_changed, changed_meanwhile."""
    require(actor, Permission.PUBLISH_DRAFT)
    with transaction() as session:
        draft = find_expected(session, template_id, expected_revision, actor)
        spec = draft.spec
        spec.refuse_faults()
        before = latest_version(session, template_id, published=True)
        if before is not None and before.spec == spec:
            raise Conflict("nothing_changed", Text("앞 버전과 달라진 점이 없어요.", "Nothing differs from the version before."))
        move(session, VERSION, draft, "publish", published_at=clock.now(), quiz_needed=bool(spec.quiz.questions))
        draft.template.title_json, draft.template.summary_json = spec.title.to_json(), spec.summary.to_json()
        record(session, actor, "publish_draft", "template_version", draft.id, company_id=draft.template.company_id, template_id=template_id,
               number=draft.number)
    return draft


def find_expected(session: Session, template_id: int, expected_revision: int | None, actor: Actor) -> TemplateVersion:
    """A draft for writing, as it was read at `expected_revision`; raises `Conflict` changed_meanwhile, template_retired."""
    draft = find_draft(session, template_id, actor, locked=True)
    if draft.template.retired_at is not None:
        raise refuse_retired()
    if expected_revision is not None and expected_revision != draft.revision:
        raise Conflict("changed_meanwhile", Text("그사이 다른 사람이 고쳤어요. 새로고침한 뒤 다시 고쳐 주세요.",
                                                 "Somebody else changed this meanwhile. Please reload and edit again."), revision=draft.revision)
    return draft
