"""What the API says about people, companies and keys."""

from datetime import datetime

import msgspec

from marketplace.accounts.devices import device_words
from marketplace.accounts.models import ApiKey, Company, Person, SignIn
from marketplace.accounts.policy import roles_of
from marketplace.kernel.policy import Actor


class CompanyShape(msgspec.Struct):
    """A business."""

    id: int
    name: str
    business_number: str
    country: str
    currency: str
    state: str


class MeShape(msgspec.Struct):
    """Who acts with this key: roles held now, and the key's scopes."""

    id: int
    name: str
    email: str
    locale: str
    roles: list[str]
    scopes: list[str]
    worker_state: str | None
    company: CompanyShape | None


class PersonShape(msgspec.Struct):
    """Somebody, as admins see them."""

    id: int
    name: str
    email: str
    state: str
    roles: list[str]
    worker_state: str | None
    company: CompanyShape | None
    created_at: datetime


class SessionShape(msgspec.Struct):
    """A browser one is signed in with: which device, and roughly from where (the last part of the address is left out)."""

    id: int
    device: str
    address: str
    created_at: datetime
    expires_at: datetime
    ended_at: datetime | None


class EndedSessionsShape(msgspec.Struct):
    """How many sessions were ended."""

    ended: int


class KeyShape(msgspec.Struct):
    """An API key by its first characters, its last use to the hour; its secret is never shown again."""

    id: int
    name: str
    shown_start: str
    scopes: list[str]
    created_at: datetime
    last_used_at: datetime | None
    revoked_at: datetime | None


class NewKeyShape(KeyShape):
    """A new key with its secret, shown here once."""

    secret: str


def shape_company(company: Company) -> CompanyShape:
    """A business for the API."""
    return CompanyShape(company.id, company.name, company.business_number, company.country, company.currency, company.state)


def shape_me(person: Person, actor: Actor) -> MeShape:
    """The acting person; `worker` and `membership` must be loaded."""
    return MeShape(person.id, person.name, person.email, person.locale, sorted(actor.roles), sorted(actor.scopes or ()),
                   _worker_state(person), _company(person))


def shape_person(person: Person) -> PersonShape:
    """A person for admins; `worker` and `membership` must be loaded."""
    return PersonShape(person.id, person.name, person.email, person.state, sorted(roles_of(person)), _worker_state(person),
                       _company(person), person.created_at)


def shape_session(opened: SignIn) -> SessionShape:
    """A session without its secret."""
    return SessionShape(opened.id, device_words(opened.browser), opened.address, opened.created_at, opened.expires_at, opened.ended_at)


def shape_key(key: ApiKey) -> KeyShape:
    """A key without its secret."""
    return KeyShape(key.id, key.name, key.shown_start, key.scopes.split(), key.created_at, key.last_used_at, key.revoked_at)


def shape_new_key(key: ApiKey, secret: str) -> NewKeyShape:
    """A key with its secret."""
    return NewKeyShape(**msgspec.structs.asdict(shape_key(key)), secret=secret)


def _worker_state(person: Person) -> str | None:
    return person.worker.state if person.worker else None


def _company(person: Person) -> CompanyShape | None:
    return shape_company(person.membership.company) if person.membership else None
