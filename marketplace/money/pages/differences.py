"""Where the ledger, our rows and the provider differ, by page, for admins."""

from urllib.parse import urlencode

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text
from marketplace.money.difference_models import DifferenceRow
from marketplace.money.queries.differences import compared_at, list_differences, proposal_for
from marketplace.money.words import DIFFERENCES
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door

pages = Door("differences", __name__)


@pages.get("/admin/ledger/differences", permission=Permission.SEE_LEDGER)
def show_differences() -> ResponseReturnValue:
    """What the daily comparison found, each with the correction that would mend it, where one fits."""
    actor = current_actor()
    return render_template("money/differences.html", page=list_differences(actor, asked_cut()), compared_at=compared_at(actor),
                           DIFFERENCES=DIFFERENCES, mend=_mend, said=Text.from_json)


def _mend(row: DifferenceRow) -> str | None:
    proposal = proposal_for(row)
    return None if proposal is None else f"/admin/ledger/adjustments/new?{urlencode(proposal.fields)}"
