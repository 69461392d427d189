"""Card disputes by page, for admins."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.money.queries.disputes import list_disputes
from marketplace.money.states import DISPUTE
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state
from marketplace.web.door import Door

pages = Door("disputes", __name__)


@pages.get("/admin/ledger/disputes", permission=Permission.SEE_LEDGER)
def show_disputes() -> ResponseReturnValue:
    """Every dispute: how far it has come, and who bears it so far."""
    page = list_disputes(current_actor(), asked_cut("state"), state=asked_state(DISPUTE))
    return render_template("money/disputes.html", page=page, DISPUTE=DISPUTE)
