"""Signing in and out by page, and the ways back in."""

from flask import flash, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user

from marketplace.accounts import service
from marketplace.accounts.forms import ForgotForm, NewPasswordForm, SignInForm, SignUpForm
from marketplace.accounts.models import Person
from marketplace.accounts.pages.door import pages
from marketplace.accounts.queries import reset_link_counts
from marketplace.kernel.errors import Gone
from marketplace.kernel.forms import VerbForm
from marketplace.kernel.policy import Actor, Permission
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import current_locale, t
from marketplace.web.actor import SignedIn, current_actor
from marketplace.web.forms import attempt, sent
from marketplace.web.redirects import safe_next

AFTER_SIGN_UP = "/me/applications"


@pages.get("/sign-in", permission=Permission.SIGN_IN)
def show_sign_in() -> ResponseReturnValue:
    """The way in; somebody already in goes on."""
    if current_user.is_authenticated:
        return redirect(safe_next(request.args.get("next")), 303)
    return _draw("sign_in", SignInForm())


@pages.post("/sign-in", permission=Permission.SIGN_IN)
def sign_in() -> ResponseReturnValue:
    """Open a session and go on to where one wanted to be."""
    form = sent(SignInForm)
    opened = attempt(form, lambda **who: service.sign_in(
        **who, address=request.remote_addr or "", browser=request.user_agent.string, actor=Actor.nobody()))
    if opened is None:
        return _draw("sign_in", form)
    let_in(*opened)
    return redirect(safe_next(request.args.get("next")), 303)


@pages.post("/sign-out", permission=Permission.SIGN_OUT)
def sign_out() -> ResponseReturnValue:
    """End this session, here and in the database."""
    service.sign_out(secret=current_user.secret, actor=current_actor())
    logout_user()
    session.clear()
    flash(t("로그아웃했어요.", "You are signed out."), "success")
    return redirect("/", 303)


@pages.get("/sign-up", permission=Permission.SIGN_UP)
def show_sign_up() -> ResponseReturnValue:
    """Make an account."""
    return redirect("/", 303) if current_user.is_authenticated else _draw("sign_up", SignUpForm())


@pages.post("/sign-up", permission=Permission.SIGN_UP)
def sign_up() -> ResponseReturnValue:
    """Make the account and go straight in, to choose how to begin."""
    form = sent(SignUpForm)
    person = attempt(form, lambda **who: service.sign_up(**who, locale=current_locale(), actor=Actor.nobody()))
    if person is None:
        return _draw("sign_up", form)
    let_in(*service.sign_in(email=person.email, password=str(form.password.data), address=request.remote_addr or "",
                            browser=request.user_agent.string, actor=Actor.nobody()))
    return redirect(AFTER_SIGN_UP, 303)


@pages.get("/forgot", permission=Permission.RESET_PASSWORD)
def show_forgot() -> ResponseReturnValue:
    """Ask for a link to set a new password."""
    return _draw("forgot", ForgotForm())


@pages.post("/forgot", permission=Permission.RESET_PASSWORD)
def request_reset() -> ResponseReturnValue:
    """Mail the link, if somebody has that address; the answer is the same either way."""
    form = sent(ForgotForm)
    attempt(form, lambda email: service.request_reset(email=email, base_url=current_settings().base_url, actor=Actor.nobody()))
    return _draw("forgot" if form.errors else "forgot_sent", form)


@pages.get("/reset/<secret>", permission=Permission.RESET_PASSWORD)
def show_reset(secret: str) -> ResponseReturnValue:
    """Set a new password behind a mailed link."""
    if not reset_link_counts(secret, current_actor()):
        return _spent()
    return _draw("reset", NewPasswordForm(), secret=secret)


@pages.post("/reset/<secret>", permission=Permission.RESET_PASSWORD)
def reset_password(secret: str) -> ResponseReturnValue:
    """Set it, once; every session of the account ends."""
    form = sent(NewPasswordForm)
    person = attempt(form, lambda password: service.reset_password(secret=secret, password=password, actor=current_actor()))
    if person is None:
        return _spent() if getattr(form, "status", 422) == Gone.status else _draw("reset", form, secret=secret)
    flash(t("새 비밀번호로 바꿨어요. 로그인해 주세요.", "Your password is changed. Please sign in."), "success")
    return redirect("/sign-in", 303)


def let_in(person: Person, secret: str) -> None:
    """Carry on as this person in the session that `secret` opens."""
    session.clear()  # a form opened before signing in must not count afterwards
    session.permanent = True
    login_user(SignedIn(person, secret))


def _spent() -> ResponseReturnValue:
    return render_template("accounts/reset_gone.html", refusal=Gone("reset_link_used")), Gone.status


def _draw(name: str, form: VerbForm, **facts: str) -> ResponseReturnValue:
    status = getattr(form, "status", 422 if form.errors else 200)
    headers = {"Retry-After": "900"} if status == 429 else {}
    return render_template(f"accounts/{name}.html", form=form, next=safe_next(request.args.get("next")), **facts), status, headers
