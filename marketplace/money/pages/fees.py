"""What we take and the least that work must pay, before anybody posts anything."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock
from marketplace.kernel.policy import Permission
from marketplace.money.fees import fee_schedule
from marketplace.money.minimum_pay import minimum_pays
from marketplace.web.door import Door

pages = Door("fees", __name__)


@pages.get("/fees", permission=Permission.SEE_TEMPLATE)
def show_fees() -> ResponseReturnValue:
    """The fee schedule and the minimum pay, each with its day and source."""
    return render_template("money/fees.html", fees=fee_schedule(), minimums=minimum_pays(), today=clock.today())
