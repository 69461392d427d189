"""A business pays on top for an accepted answer, from the page where it looks at it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.quality import bonuses
from marketplace.quality.forms import BonusForm
from marketplace.quality.queries import get_for_review
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent

pages = Door("bonuses", __name__)


@pages.post("/submissions/<id:submission_id>/bonuses", permission=Permission.GIVE_BONUS)
def give_bonus(submission_id: int) -> ResponseReturnValue:
    """Pay on top, and back to the answer; a refusal keeps what was typed."""
    form = sent(BonusForm)
    submission = get_for_review(current_actor(), submission_id)
    if attempt(form, lambda **values: bonuses.give_bonus(submission_id, **values, actor=current_actor())) is None:
        return render_template("quality/bonus_refused.html", form=form, submission=submission), form.status
    flash(t("보너스를 보냈어요. 작업자에게 이유와 함께 알려 드려요.", "The bonus is sent; the worker hears of it with your reason."), "success")
    return redirect(f"/reviews/{submission_id}", 303)
