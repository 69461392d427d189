"""One's own account by page: who one is here, the name, the password, where one is signed in."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from marketplace.accounts import service
from marketplace.accounts.devices import device_words
from marketplace.accounts.forms import ChangePasswordForm, NameForm
from marketplace.accounts.pages.access import let_in
from marketplace.accounts.pages.door import pages
from marketplace.accounts.queries import my_person, my_sessions
from marketplace.accounts.states import COMPANY, WORKER
from marketplace.kernel.forms import VerbForm
from marketplace.kernel.ids import hash_secret
from marketplace.kernel.paging import Cut
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.web.actor import current_actor
from marketplace.web.forms import attempt, sent
from marketplace.web.words import ROLES


@pages.get("/me", permission=Permission.SEE_SELF)
def show_me() -> ResponseReturnValue:
    """The account, its sign-ins and the way to another name or password."""
    return _draw()


@pages.post("/me/name", permission=Permission.CHANGE_NAME)
def change_name() -> ResponseReturnValue:
    """Be shown under another name."""
    form = sent(NameForm)
    attempt(form, lambda name: service.change_name(name=name, actor=current_actor()))
    if form.errors:
        return _draw(name=form)
    flash(t("이름을 바꿨어요.", "Your name is changed."), "success")
    return redirect("/me", 303)


@pages.post("/me/password", permission=Permission.CHANGE_PASSWORD)
def change_password() -> ResponseReturnValue:
    """Set a new password; one stays in here, under a new cookie, and is signed out everywhere else."""
    form = sent(ChangePasswordForm)
    secret = attempt(form, lambda **words: service.change_password(**words, secret=current_user.secret, actor=current_actor()))
    if secret is None:
        return _draw(password=form)
    let_in(current_user.person, secret)
    flash(t("비밀번호를 바꿨어요. 다른 기기에서는 모두 로그아웃됐어요.",
            "Your password is changed, and you are signed out everywhere else."), "success")
    return redirect("/me", 303)


@pages.post("/me/sessions/endings", permission=Permission.END_SESSION)
def end_other_sessions() -> ResponseReturnValue:
    """Sign out everywhere but here."""
    service.end_other_sessions(secret=current_user.secret, actor=current_actor())
    flash(t("다른 기기에서 모두 로그아웃했어요.", "You are signed out everywhere else."), "success")
    return redirect("/me#sessions", 303)


@pages.post("/me/sessions/<id:session_id>/endings", permission=Permission.END_SESSION)
def end_session(session_id: int) -> ResponseReturnValue:
    """Sign one browser out."""
    ended = service.end_session(session_id, actor=current_actor())
    flash(t("‘{device}’에서 로그아웃했어요.", "You are signed out on {device}.", device=device_words(ended.browser)), "success")
    return redirect("/me#sessions", 303)


def _draw(*, name: NameForm | None = None, password: ChangePasswordForm | None = None) -> ResponseReturnValue:
    actor = current_actor()
    person, refused = my_person(actor), name or password
    return render_template(
        "accounts/me.html", person=person, sessions=my_sessions(actor, Cut()), present=hash_secret(current_user.secret), device=device_words,
        name_form=name or NameForm(name=person.name), form=password or ChangePasswordForm(), roles=ROLES, actor=actor,
        WORKER=WORKER, COMPANY=COMPANY), _status(refused), _headers(refused)


def _status(refused: VerbForm | None) -> int:
    return getattr(refused, "status", 422 if refused else 200)


def _headers(refused: VerbForm | None) -> dict[str, str]:
    return {"Retry-After": "900"} if _status(refused) == 429 else {}
