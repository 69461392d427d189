"""The first page, and the language it is read in."""

from datetime import timedelta

from flask import redirect, render_template
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
from marketplace.web.queries import FIRST_PASS_TARGET, company_home
from marketplace.web.redirects import safe_next
from marketplace.work.states import BATCH

pages = Door("home", __name__)
YEAR = int(timedelta(days=365).total_seconds())
# Who starts where; the first role held decides.
STARTS = ((Role.ADMIN, "/admin/applications"), (Role.REVIEWER, "/reviews"), (Role.COMPANY_REVIEWER, "/reviews"), (Role.WORKER, "/work"))
TEAM = frozenset({Role.OWNER, Role.MANAGER, Role.FINANCE, Role.VIEWER})


class ReadingForm(LanguageForm):
    """A language, and the page to read in it."""

    next = TextField(Text("돌아갈 화면", "Page to return to"), most=2000, needed=False)


@pages.get("/", permission=Permission.SEE_PUBLIC)
def show_home() -> ResponseReturnValue:
    """What this is, for a visitor; where one's work is, for everybody else."""
    actor = current_actor()
    if actor.person_id is None:
        return render_template("web/landing.html")
    if actor.roles & TEAM and Role.ADMIN not in actor.roles:
        return render_template("web/business.html", home=company_home(actor), target=FIRST_PASS_TARGET, BATCH=BATCH)
    return redirect(next((path for role, path in STARTS if role in actor.roles), "/me/applications"), 303)


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
