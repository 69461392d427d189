"""One's own account by page: who one is here, where one is signed in, the password."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user, logout_user

from marketplace.accounts import service
from marketplace.accounts.forms import ChangePasswordForm
from marketplace.accounts.pages.door import pages
from marketplace.accounts.queries import my_person, my_sessions
from marketplace.accounts.states import COMPANY, WORKER
from marketplace.kernel.ids import hash_secret
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.web.actor import current_actor
from marketplace.web.forms import attempt, sent
from marketplace.web.words import ROLES

# The first that fits, the more particular before the more general.
_BROWSERS = (("Edg", "Edge"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
_SYSTEMS = (("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("Linux", "Linux"))


@pages.get("/me", permission=Permission.SEE_SELF)
def show_me() -> ResponseReturnValue:
    """The account, its sign-ins and the way to another password."""
    return _draw(ChangePasswordForm())


@pages.post("/me/password", permission=Permission.CHANGE_PASSWORD)
def change_password() -> ResponseReturnValue:
    """Set a new password; every session ends, this one too."""
    form = sent(ChangePasswordForm)
    attempt(form, lambda **words: service.change_password(**words, actor=current_actor()))
    if form.errors:
        return _draw(form)
    logout_user()
    flash(t("비밀번호를 바꿨어요. 새 비밀번호로 로그인해 주세요.", "Your password is changed. Please sign in with it."), "success")
    return redirect("/sign-in", 303)


def _device(browser: str) -> str:
    """`Chrome · Android`; what the browser says of itself when it is none that we know."""
    found = [next((name for mark, name in known if mark in browser), "") for known in (_BROWSERS, _SYSTEMS)]
    return " · ".join(name for name in found if name) or browser


def _draw(form: ChangePasswordForm) -> ResponseReturnValue:
    actor = current_actor()
    return render_template("accounts/me.html", person=my_person(actor), sessions=my_sessions(actor), form=form, roles=ROLES,
                           actor=actor, device=_device, present=hash_secret(current_user.secret), WORKER=WORKER, COMPANY=COMPANY,
                           ), getattr(form, "status", 200)
