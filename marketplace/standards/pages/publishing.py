"""The last step of the builder: what is wrong, what differs, publishing or throwing away; and retiring and bringing back a template."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict, Invalid, Refusal
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.standards import service
from marketplace.standards.differences import compare
from marketplace.standards.pages.frame import draw, page_of, sent_revision
from marketplace.standards.queries import get_draft, get_published
from marketplace.web.actor import current_actor
from marketplace.web.door import Door

pages = Door("template_publishing", __name__)


@pages.post("/templates/<id:template_id>/drafts", permission=Permission.MAKE_TEMPLATE)
def start_draft(template_id: int) -> ResponseReturnValue:
    """Begin the next version."""
    service.start_draft(template_id, actor=current_actor())
    return redirect(f"/templates/{template_id}/draft/basics", 303)


@pages.get("/templates/<id:template_id>/draft", permission=Permission.EDIT_DRAFT)
def check_draft(template_id: int) -> ResponseReturnValue:
    """Everything that is still to be mended, and what would change."""
    return _draw(template_id)


@pages.post("/templates/<id:template_id>/publication", permission=Permission.PUBLISH_DRAFT)
def publish_draft(template_id: int) -> ResponseReturnValue:
    """Publish the draft, for good."""
    try:
        version = service.publish_draft(template_id, expected_revision=sent_revision(), actor=current_actor())
    except (Invalid, Conflict) as refusal:
        return _draw(template_id, refusal)
    flash(t("버전 {n} 공개를 마쳤어요. 이제 묶음을 만들 수 있어요.", "Version {n} is published. You can post a batch with it now.",
            n=version.number), "success")
    return redirect(f"/templates/{template_id}", 303)


@pages.post("/templates/<id:template_id>/draft-discards", permission=Permission.DISCARD_DRAFT)
def discard_draft(template_id: int) -> ResponseReturnValue:
    """Throw the draft away."""
    try:
        draft = service.discard_draft(template_id, expected_revision=sent_revision(), actor=current_actor())
    except Conflict as refusal:
        return _draw(template_id, refusal)
    flash(t("버전 {n}의 초안을 버렸어요.", "The draft of version {n} is discarded.", n=draft.number), "success")
    return redirect("/templates" if draft.number == 1 else f"/templates/{template_id}", 303)


@pages.post("/templates/<id:template_id>/retirement", permission=Permission.RETIRE_TEMPLATE)
def retire_template(template_id: int) -> ResponseReturnValue:
    """Take a template out of use."""
    service.retire_template(template_id, actor=current_actor())
    flash(t("작업 기준을 거둬들였어요. 이미 쓰는 묶음은 그대로 이어져요.", "The template is retired. Batches that use it go on."), "success")
    return redirect("/templates", 303)


@pages.post("/templates/<id:template_id>/restorations", permission=Permission.RESTORE_TEMPLATE)
def restore_template(template_id: int) -> ResponseReturnValue:
    """Bring a retired template back."""
    service.restore_template(template_id, actor=current_actor())
    flash(t("작업 기준을 되살렸어요. 새 묶음에 쓸 수 있어요.", "The template is back. New batches can take it."), "success")
    return redirect(f"/templates/{template_id}", 303)


def _draw(template_id: int, refusal: Refusal | None = None) -> ResponseReturnValue:
    draft = get_draft(current_actor(), template_id)
    before = get_published(template_id) if draft.number > 1 else None
    drawn = draw(draft, "check", "check", refusal=refusal, before=before, faults=[(page_of(fault), fault) for fault in draft.spec.faults()],
                 found=compare(before.spec, draft.spec) if before else None)
    return drawn, refusal.status if refusal else 200
