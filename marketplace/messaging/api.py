"""Notices under /api/v1."""

from marketplace.api.door import ApiDoor
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.messaging import service
from marketplace.messaging.queries import my_notices
from marketplace.messaging.shapes import NoticeShape, shape_notice
from marketplace.web.actor import current_actor

api = ApiDoor("messaging", __name__)


@api.get("/notices", permission=Permission.SEE_NOTICES, returns=(NoticeShape,))
def list_notices(cut: Cut) -> Page[NoticeShape]:
    """One's own notices, newest first."""
    return my_notices(current_actor(), cut).map(shape_notice)


@api.post("/notices/<id:notice_id>/openings", permission=Permission.SEE_NOTICES, returns=NoticeShape, errors=())
def open_notice(notice_id: int) -> NoticeShape:
    """Mark a notice as read; opening it again changes nothing."""
    return shape_notice(service.open_notice(notice_id, actor=current_actor()))
