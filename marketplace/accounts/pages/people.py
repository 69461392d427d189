"""The admins' pages about people: finding them, shutting them out, letting them in again."""

from collections.abc import Callable

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.accounts import service
from marketplace.accounts.forms import SuspendForm
from marketplace.accounts.models import Person
from marketplace.accounts.pages.door import pages
from marketplace.accounts.policy import roles_of
from marketplace.accounts.queries import get_person, list_people
from marketplace.accounts.states import COMPANY, PERSON, WORKER
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state, asked_words
from marketplace.web.forms import attempt, sent
from marketplace.web.history import history_items
from marketplace.web.words import ROLES


def _role_words(person: Person) -> str:
    held = roles_of(person)
    return ", ".join(str(word) for role, word in ROLES.items() if role in held)


_SHOWN = {"PERSON": PERSON, "WORKER": WORKER, "COMPANY": COMPANY, "role_words": _role_words}


@pages.get("/admin/people", permission=Permission.SEE_PEOPLE)
def show_people() -> ResponseReturnValue:
    """Everybody, newest first, by name, address or state."""
    page = list_people(current_actor(), asked_cut("q", "state"), words=asked_words(), state=asked_state(PERSON))
    states = [(state, PERSON.shown[state].word) for state in PERSON.states]
    return render_template("accounts/people.html", page=page, states=states, **_SHOWN)


@pages.get("/admin/people/<id:person_id>", permission=Permission.SEE_PEOPLE)
def show_person(person_id: int) -> ResponseReturnValue:
    """One person: what they are here, and all that was done to their account."""
    return _draw(person_id, SuspendForm())


@pages.post("/admin/people/<id:person_id>/suspensions", permission=Permission.SUSPEND_PERSON)
def suspend_person(person_id: int) -> ResponseReturnValue:
    """Shut a person out at once."""
    return _change(person_id, service.suspend_person, t("정지했어요. 모든 기기에서 바로 나가게 돼요.", "Suspended, and signed out everywhere."))


@pages.post("/admin/people/<id:person_id>/restorations", permission=Permission.SUSPEND_PERSON)
def restore_person(person_id: int) -> ResponseReturnValue:
    """Let a suspended person in again."""
    return _change(person_id, service.restore_person, t("다시 이용할 수 있게 했어요.", "They can sign in again."))


def _change(person_id: int, verb: Callable[..., Person], said: str) -> ResponseReturnValue:
    form = sent(SuspendForm)
    if attempt(form, lambda reason: verb(person_id, reason=reason, actor=current_actor())) is None:
        return _draw(person_id, form)
    flash(said, "success")
    return redirect(f"/admin/people/{person_id}", 303)


def _draw(person_id: int, form: SuspendForm) -> ResponseReturnValue:
    actor = current_actor()
    person = get_person(actor, person_id)
    history = history_items(actor, "person", person_id)
    return render_template("accounts/person.html", person=person, form=form, history=history, **_SHOWN), getattr(form, "status", 200)
