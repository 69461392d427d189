"""Who is acting in this request: by session row on pages, by key under /api/v1."""

from dataclasses import dataclass

from flask import current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user

from marketplace.accounts.models import Person
from marketplace.accounts.queries import actor_for, person_of_session
from marketplace.accounts.service import use_key
from marketplace.kernel.errors import BadRequest, Unauthenticated
from marketplace.kernel.policy import ANYONE, Actor, require
from marketplace.kernel.text import LOCALES, Text, set_locale

login_manager = LoginManager()
_KEY_NAMES = ("api_key", "key", "token", "access_token")


@dataclass
class SignedIn(UserMixin):
    """A person by the secret of their session row."""

    person: Person
    secret: str

    def get_id(self) -> str:
        """What flask-login keeps in its cookie."""
        return self.secret


@login_manager.user_loader
def load_signed_in(secret: str) -> SignedIn | None:
    """The person whose session this is, while it counts."""
    person = person_of_session(secret)
    return SignedIn(person, secret) if person else None


def current_actor() -> Actor:
    """Who acts in this request."""
    actor: Actor = g.actor
    return actor


def is_api() -> bool:
    """Whether this request came through the JSON door."""
    return request.path.startswith("/api/")


def find_actor() -> None:
    """Before a request: who it is and which language they read."""
    g.actor = Actor.nobody()
    if is_api():
        set_locale(request.accept_languages.best_match(LOCALES) or "ko")
        g.actor = _actor_by_key()
        return
    if request.endpoint == "static":
        return
    if current_user.is_authenticated:
        g.actor = actor_for(current_user.person)
        member = current_user.person.membership
        g.company_name = member.company.name if member else None
        set_locale(current_user.person.locale)
    else:
        set_locale(request.cookies.get("locale") or request.accept_languages.best_match(LOCALES) or "ko")


def refuse_strangers() -> ResponseReturnValue | None:
    """Before a request: the route's permission must be within the actor's reach; visitors are sent to sign in."""
    view = current_app.view_functions.get(request.endpoint or "")
    if view is None or request.endpoint == "static":
        return None
    permission = getattr(view, "permission", None)
    if permission is None:
        raise LookupError(f"{request.endpoint} declares no permission")
    if g.actor.kind == "nobody" and permission not in ANYONE and not is_api():
        here = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.show_sign_in", next=here), 303)
    require(g.actor, permission)
    return None


def _actor_by_key() -> Actor:
    if any(name in request.args for name in _KEY_NAMES):
        raise BadRequest("key_in_address", Text(
            "키는 주소가 아니라 Authorization 머리글에 넣어 주세요.", "Send the key in the Authorization header, not in the address."))
    header = request.headers.get("Authorization", "")
    if not header:
        return Actor.nobody()
    word, _, secret = header.partition(" ")
    actor = use_key(secret.strip()) if word.lower() == "bearer" else None
    if actor is None:
        raise Unauthenticated("key_wrong", Text("API 키가 없거나 더 이상 쓸 수 없어요.", "This API key is unknown or was revoked."))
    return actor
