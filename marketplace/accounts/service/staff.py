"""What only the command line may do for people: make staff, and hand out a way back in."""

from datetime import timedelta
from secrets import token_urlsafe

from sqlalchemy import select

from marketplace.accounts.models import Person, ResetLink
from marketplace.accounts.service.people import add_staff, sign_up
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import hash_secret, new_secret
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text

LINK_HOURS = 24


@verb
def make_staff(*, email: str, name: str, admin: bool = False, reviewer: bool = False, actor: Actor) -> Person:
    """Give somebody the role of an admin or a reviewer beside those they have; makes their account when there is none.

    Nobody knows the password of a new account: it is opened with a link of `make_reset_link`.
    """
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        person = session.scalar(select(Person).where(Person.email == email))
        person = person or sign_up(name=name, email=email, password=token_urlsafe(40), actor=actor)
        add_staff(person_id=person.id, admin=admin or person.is_admin, reviewer=reviewer or person.is_reviewer, actor=actor)
        session.refresh(person)
    return person


@verb
def make_reset_link(*, email: str, base_url: str, actor: Actor) -> str:
    """A link to set a new password, good once and for a day, to be handed over by whoever asked; raises `NotFound` email_unknown."""
    require(actor, Permission.RUN_JOBS)
    secret = new_secret("reset")
    with transaction() as session:
        person = session.scalar(select(Person).where(Person.email == email, Person.state == "active"))
        if person is None:
            raise NotFound("email_unknown", Text("그 이메일로 된 이용 중인 계정이 없어요.", "Nobody active has this e-mail."))
        session.add(ResetLink(person_id=person.id, token_hash=hash_secret(secret), expires_at=clock.now() + timedelta(hours=LINK_HOURS)))
        record(session, actor, "make_reset_link", "person", person.id)
    return f"{base_url}/reset/{secret}"
