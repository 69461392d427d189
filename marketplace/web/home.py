"""The first page, and the language it is read in."""

from datetime import timedelta

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.accounts import service as accounts
from marketplace.accounts.forms import LanguageForm
from marketplace.kernel.forms import TextField
from marketplace.kernel.policy import Permission, Role
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import sent
from marketplace.web.redirects import safe_next

pages = Door("home", __name__)
YEAR = int(timedelta(days=365).total_seconds())
# Who starts where; the first role held decides.
STARTS = ((Role.REVIEWER, "/reviews"), (Role.COMPANY_REVIEWER, "/reviews"), (Role.ADMIN, "/admin/applications"), (Role.WORKER, "/work"))


class ReadingForm(LanguageForm):
    """A language, and the page to read in it."""

    next = TextField(Text("돌아갈 화면", "Page to return to"), most=2000, needed=False)


@pages.get("/", permission=Permission.SEE_PUBLIC)
def show_home() -> ResponseReturnValue:
    """What this is, for a visitor; where one's work is, for everybody else."""
    actor = current_actor()
    if actor.person_id is None:
        return render_template("web/landing.html")
    start = next((path for role, path in STARTS if role in actor.roles), "/me/applications")
    return redirect(start, 303)


@pages.post("/language", permission=Permission.SEE_PUBLIC)
def change_language() -> ResponseReturnValue:
    """Read everything in another language from now on, signed in or not."""
    values, actor = sent(ReadingForm).read(), current_actor()
    if actor.person_id is not None:
        accounts.change_language(locale=values["locale"], actor=actor)
    answer = redirect(safe_next(values["next"]), 303)
    answer.set_cookie("locale", values["locale"], max_age=YEAR, samesite="Lax", httponly=True,
                      secure=current_settings().base_url.startswith("https://"))
    return answer
