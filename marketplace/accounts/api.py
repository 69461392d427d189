"""People, companies and keys under /api/v1."""

from typing import Any

from marketplace.accounts import service
from marketplace.accounts.forms import ChangePasswordForm, KeyForm, LanguageForm, NameForm, SuspendForm
from marketplace.accounts.queries import (
    get_company,
    get_person,
    list_people,
    my_keys,
    my_person,
    my_sessions,
)
from marketplace.accounts.shapes import (
    CompanyShape,
    EndedSessionsShape,
    KeyShape,
    MeShape,
    NewKeyShape,
    PersonShape,
    SessionShape,
    shape_company,
    shape_key,
    shape_me,
    shape_new_key,
    shape_person,
    shape_session,
)
from marketplace.accounts.states import PERSON
from marketplace.api.door import ApiDoor
from marketplace.api.lists import page_of
from marketplace.api.parameters import WORDS, one_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor

api = ApiDoor("accounts", __name__)
_REASON = {"reason": "Asked workers for deposits."}


@api.get("/me", permission=Permission.SEE_SELF, returns=MeShape)
def show_me() -> MeShape:
    """Who acts with this key."""
    actor = current_actor()
    return shape_me(my_person(actor), actor)


@api.patch("/me", permission=Permission.SEE_SELF, returns=MeShape, form=LanguageForm, errors=(), example={"locale": "en"})
def change_language(values: dict[str, Any]) -> MeShape:
    """Read everything, mail included, in another language."""
    actor = current_actor()
    service.change_language(**values, actor=actor)
    return shape_me(my_person(actor), actor)


@api.post("/me/name", permission=Permission.CHANGE_NAME, returns=MeShape, form=NameForm, errors=(), example={"name": "Han Haru"})
def change_name(values: dict[str, Any]) -> MeShape:
    """Be shown under another name."""
    actor = current_actor()
    service.change_name(**values, actor=actor)
    return shape_me(my_person(actor), actor)


# Outbound: a wrong guess is counted in a transaction of its own, which the refusal must not take back.
@api.post("/me/password", permission=Permission.CHANGE_PASSWORD, returns=MeShape, form=ChangePasswordForm, errors=(429,), outbound=True,
          example={"current": "correct horse battery", "password": "another long password"})
def change_password(values: dict[str, Any]) -> MeShape:
    """Set a new password, knowing the old one; every signed-in browser is signed out, keys go on."""
    actor = current_actor()
    service.change_password(**values, actor=actor)
    return shape_me(my_person(actor), actor)


@api.get("/me/sessions", permission=Permission.SEE_SELF, returns=(SessionShape,))
def list_sessions(cut: Cut) -> Page[SessionShape]:
    """Where one is signed in now, newest first."""
    return my_sessions(current_actor(), cut).map(shape_session)


@api.post("/me/sessions/endings", permission=Permission.END_SESSION, returns=EndedSessionsShape, errors=())
def end_other_sessions() -> EndedSessionsShape:
    """Sign out everywhere: a key has no session of its own, so every browser is signed out."""
    return EndedSessionsShape(service.end_other_sessions(actor=current_actor()))


@api.post("/me/sessions/<id:session_id>/endings", permission=Permission.END_SESSION, returns=SessionShape, errors=())
def end_session(session_id: int) -> SessionShape:
    """Sign one browser out at once; doing it again changes nothing."""
    return shape_session(service.end_session(session_id, actor=current_actor()))


@api.get("/company", permission=Permission.SEE_COMPANY, returns=CompanyShape, errors=(404,))
def show_company() -> CompanyShape:
    """The acting person's own business."""
    actor = current_actor()
    return shape_company(get_company(actor, actor.company_id or 0))


@api.get("/keys", permission=Permission.MANAGE_KEYS, returns=(KeyShape,))
def list_keys(cut: Cut) -> Page[KeyShape]:
    """One's own keys, newest first, revoked ones too."""
    return page_of(my_keys(current_actor()), cut).map(shape_key)


@api.post("/keys", permission=Permission.MANAGE_KEYS, form=KeyForm, returns=NewKeyShape, shows_secret=True,
          example={"name": "Nightly import", "scopes": ["work"]})
def create_key(values: dict[str, Any]) -> NewKeyShape:
    """Make a key; the secret is in this answer only. A key reaches no further than the one it is made with."""
    return shape_new_key(*service.create_key(**values, actor=current_actor()))


@api.post("/keys/<id:key_id>/revocations", permission=Permission.MANAGE_KEYS, returns=KeyShape, errors=())
def revoke_key(key_id: int) -> KeyShape:
    """End a key at once; doing it again changes nothing."""
    return shape_key(service.revoke_key(key_id, actor=current_actor()))


@api.get("/people", permission=Permission.SEE_PEOPLE, returns=(PersonShape,), query={"q": WORDS, "state": one_of(*PERSON.states)})
def list_people_found(cut: Cut, q: str | None, state: str | None) -> Page[PersonShape]:
    """Everybody, newest first; `q` is looked for literally in names and addresses."""
    return list_people(current_actor(), cut, words=q or "", state=state).map(shape_person)


@api.get("/people/<id:person_id>", permission=Permission.SEE_PEOPLE, returns=PersonShape)
def show_person(person_id: int) -> PersonShape:
    """One person."""
    return shape_person(get_person(current_actor(), person_id))


@api.post("/people/<id:person_id>/suspensions", permission=Permission.SUSPEND_PERSON, form=SuspendForm, returns=PersonShape, example=_REASON)
def suspend_person(person_id: int, values: dict[str, Any]) -> PersonShape:
    """Shut a person out at once; nothing of theirs is lost."""
    return shape_person(service.suspend_person(person_id, **values, actor=current_actor()))


@api.post("/people/<id:person_id>/restorations", permission=Permission.SUSPEND_PERSON, form=SuspendForm, returns=PersonShape, example=_REASON)
def restore_person(person_id: int, values: dict[str, Any]) -> PersonShape:
    """Let a suspended person in again."""
    return shape_person(service.restore_person(person_id, **values, actor=current_actor()))
