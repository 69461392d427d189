"""One's API keys by page: the secret is shown once."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.accounts import service
from marketplace.accounts.forms import SCOPES, KeyForm
from marketplace.accounts.pages.door import pages
from marketplace.accounts.queries import my_keys
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.web.actor import current_actor
from marketplace.web.forms import attempt, sent


@pages.get("/me/keys", permission=Permission.MANAGE_KEYS)
def show_keys() -> ResponseReturnValue:
    """Every key one has or had, and a form for another."""
    return _draw(KeyForm())


@pages.post("/me/keys", permission=Permission.MANAGE_KEYS)
def create_key() -> ResponseReturnValue:
    """Make a key; this answer is the only one that ever holds its secret."""
    form = sent(KeyForm)
    made = attempt(form, lambda **wishes: service.create_key(**wishes, actor=current_actor()))
    if made is None:
        return _draw(form)
    key, secret = made
    return render_template("accounts/key_made.html", key=key, secret=secret, scopes=SCOPES), 201


@pages.post("/me/keys/<id:key_id>/revocations", permission=Permission.MANAGE_KEYS)
def revoke_key(key_id: int) -> ResponseReturnValue:
    """End a key at once."""
    key = service.revoke_key(key_id, actor=current_actor())
    flash(t("‘{name}’ 키를 없앴어요. 이 키로는 더 이상 들어올 수 없어요.",
            "The key “{name}” is revoked; nothing gets in with it now.", name=key.name), "success")
    return redirect("/me/keys", 303)


def _draw(form: KeyForm) -> ResponseReturnValue:
    return render_template("accounts/keys.html", keys=my_keys(current_actor()), form=form, scopes=SCOPES), getattr(form, "status", 200)
