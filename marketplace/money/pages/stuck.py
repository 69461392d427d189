"""What rests on its way and why, by page, for who looks after the money."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.money.queries.stuck import list_stuck, sum_stuck
from marketplace.money.stuck import OWNERS, REASONS
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door

pages = Door("stuck", __name__)


@pages.get("/admin/ledger/stuck", permission=Permission.SEE_LEDGER)
def show_stuck() -> ResponseReturnValue:
    """Every reason with what rests for it; one of them with each balance, payout or refund."""
    actor, cut, code = current_actor(), asked_cut("reason"), request.args.get("reason") or None
    return render_template("money/stuck.html", sums=sum_stuck(actor), REASONS=REASONS, OWNERS=OWNERS, code=code,
                           page=list_stuck(actor, code, cut) if code else None)
