"""Notices by page."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text
from marketplace.messaging.queries import my_notices
from marketplace.messaging.service import open_all_notices
from marketplace.messaging.service import open_notice as open_one
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door
from marketplace.web.redirects import safe_next

pages = Door("messaging", __name__)


@pages.get("/notices", permission=Permission.SEE_NOTICES)
def show_notices() -> ResponseReturnValue:
    """One's notices, newest first."""
    return render_template("messaging/notices.html", page=my_notices(current_actor(), asked_cut()), said=Text.from_json)


@pages.post("/notices/openings", permission=Permission.SEE_NOTICES)
def open_notices() -> ResponseReturnValue:
    """Mark all as read and stay."""
    open_all_notices(actor=current_actor())
    return redirect("/notices", 303)


@pages.post("/notices/<id:notice_id>/openings", permission=Permission.SEE_NOTICES)
def open_notice(notice_id: int) -> ResponseReturnValue:
    """Mark a notice as read and go where it leads."""
    return redirect(safe_next(open_one(notice_id, actor=current_actor()).link, "/notices"), 303)
