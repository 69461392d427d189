"""Reading people, companies, sessions and keys."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.orm import Session, joinedload

from marketplace.accounts.models import ApiKey, Company, Membership, Person, ResetLink, SignIn, Worker
from marketplace.accounts.policy import roles_held, roles_of
from marketplace.kernel import clock
from marketplace.kernel.database import db, table_of, transaction
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import hash_secret
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, Role, require

_people, _keys, _members, _companies, _workers = (
    table_of(model) for model in (Person, ApiKey, Membership, Company, Worker))
_ACTOR_OF_KEY = select(
    _people.c.id, _people.c.name, _keys.c.scopes, _members.c.company_id, _people.c.is_admin, _people.c.is_reviewer,
    _workers.c.state, _members.c.role, _companies.c.state, _keys.c.id, _keys.c.last_used_at).select_from(
    _keys.join(_people, _people.c.id == _keys.c.person_id).outerjoin(_workers, _workers.c.person_id == _people.c.id)
    .outerjoin(_members, _members.c.person_id == _people.c.id).outerjoin(_companies, _companies.c.id == _members.c.company_id)).where(
    _keys.c.key_hash == bindparam("hash"), _keys.c.revoked_at.is_(None), _people.c.state == "active")
_WITH_ROLES = (joinedload(Person.worker), joinedload(Person.membership).joinedload(Membership.company))


def find_person(session: Session, person_id: int) -> Person:
    """A person with their worker and membership; raises `NotFound`."""
    person = session.scalar(select(Person).where(Person.id == person_id).options(*_WITH_ROLES))
    if person is None:
        raise NotFound()
    return person


def actor_for(person: Person, *, scopes: frozenset[str] | None = None) -> Actor:
    """The actor a person is, by session or by key."""
    company_id = person.membership.company_id if person.membership else None
    return Actor("person" if scopes is None else "key", person.name, person.id, company_id, roles_of(person), scopes)


def person_of_session(secret: str) -> Person | None:
    """Who is signed in with this session secret, if it still counts."""
    query = _active_person().join(SignIn, SignIn.person_id == Person.id).where(
        SignIn.token_hash == hash_secret(secret), SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())
    return db.session.scalar(query)


@dataclass(frozen=True, slots=True)
class HeldKey:
    """A good API key: its id, who acts with it, and when it was last seen in use."""

    id: int
    actor: Actor
    last_used_at: datetime | None


def find_key(secret: str) -> HeldKey | None:
    """The API key behind a secret, if it is good: asked on every request, so plain columns in one statement."""
    # On a connection given back at once: requests that wait for each other must not hold what the others need.
    with db.engine.connect() as connection:
        found = connection.execute(_ACTOR_OF_KEY, {"hash": hash_secret(secret)}).first()
    if found is None:
        return None
    person_id, name, scopes, company_id, is_admin, is_reviewer, worker_state, membership, company_state, key_id, used_at = found
    roles = roles_held(is_admin=is_admin, is_reviewer=is_reviewer, worker_state=worker_state, membership=membership, company_state=company_state)
    return HeldKey(key_id, Actor("key", name, person_id, company_id, roles, frozenset(scopes.split())), used_at)


def reset_link_counts(secret: str, actor: Actor) -> bool:
    """Whether a mailed link can still set a new password here."""
    return db.session.scalar(select(ResetLink.id).where(good_link(secret, actor))) is not None


def good_link(secret: str, actor: Actor) -> ColumnElement[bool]:
    """Of a mailed link: unused, in time, and not somebody else's than who is signed in."""
    good = (ResetLink.token_hash == hash_secret(secret)) & ResetLink.used_at.is_(None) & (ResetLink.expires_at > clock.now())
    return good if actor.person_id is None else good & (ResetLink.person_id == actor.person_id)


def my_keys(actor: Actor) -> list[ApiKey]:
    """The acting person's keys, newest first."""
    require(actor, Permission.MANAGE_KEYS)
    return list(db.session.scalars(select(ApiKey).where(ApiKey.person_id == actor.person_id).order_by(ApiKey.id.desc())))


def my_sessions(actor: Actor, cut: Cut) -> Page[SignIn]:
    """Where the acting person is signed in now, newest first."""
    require(actor, Permission.SEE_SELF)
    query = select(SignIn).where(SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now())
    return page_by_id(db.session(), query, SignIn.id, cut)


def list_people(actor: Actor, cut: Cut, *, words: str = "", state: str | None = None) -> Page[Person]:
    """Everybody, newest first; `words` is looked for literally in names and addresses."""
    require(actor, Permission.SEE_PEOPLE)
    query = select(Person).options(*_WITH_ROLES)
    if state:
        query = query.where(Person.state == state)
    if words:
        query = query.where(Person.name.icontains(words, autoescape=True) | Person.email.icontains(words, autoescape=True))
    return page_by_id(db.session(), query, Person.id, cut)


def get_person(actor: Actor, person_id: int) -> Person:
    """One person, for admins."""
    require(actor, Permission.SEE_PEOPLE)
    return find_person(db.session(), person_id)


def my_person(actor: Actor) -> Person:
    """The acting person."""
    require(actor, Permission.SEE_SELF)
    return find_person(db.session(), actor.person_id or 0)


def get_company(actor: Actor, company_id: int) -> Company:
    """A company its team may see; foreign ones look like none."""
    require(actor, Permission.SEE_COMPANY)
    company = db.session.get(Company, company_id)
    if company is None or company.id != actor.company_id:
        raise NotFound()
    return company


def people_with(company_id: int | None, *roles: Role) -> list[int]:
    """Who holds one of these roles in a company, for those who tell them something."""
    with transaction() as session:
        return list(session.scalars(select(Membership.person_id).where(Membership.company_id == company_id, Membership.role.in_(roles))))


def _active_person() -> Select[Any]:
    return select(Person).where(Person.state == "active").options(*_WITH_ROLES)
