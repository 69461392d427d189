"""Who may do what to whom among people and companies."""

from marketplace.accounts.models import ApiKey, Company, Person
from marketplace.kernel.policy import ALLOWED, Actor, Permission, Role, Ruling, rule
from marketplace.kernel.text import Text


@rule(Permission.MANAGE_KEYS)
def may_manage_key(actor: Actor, key: ApiKey) -> Ruling:
    """Everybody manages their own keys."""
    return ALLOWED if key.person_id == actor.person_id else Text("다른 사람의 키예요.", "This key belongs to somebody else.")


@rule(Permission.SEE_COMPANY)
def may_see_company(actor: Actor, company: Company) -> Ruling:
    """A company's team sees it."""
    return ALLOWED if company.id == actor.company_id else Text("다른 회사예요.", "This is another company.")


@rule(Permission.SUSPEND_PERSON)
def may_suspend_person(actor: Actor, person: Person) -> Ruling:
    """Nobody suspends themselves."""
    if person.id == actor.person_id:
        return Text("본인 계정은 정지할 수 없어요.", "You cannot suspend your own account.")
    return ALLOWED


def roles_of(person: Person) -> frozenset[Role]:
    """The roles a person holds now; `worker` and `membership` must be loaded. Nobody's while suspended."""
    if person.state != "active":
        return frozenset()
    membership = person.membership
    return roles_held(
        is_admin=person.is_admin, is_reviewer=person.is_reviewer, worker_state=person.worker.state if person.worker else None,
        membership=membership.role if membership else None, company_state=membership.company.state if membership else None)


def roles_held(*, is_admin: bool, is_reviewer: bool, worker_state: str | None, membership: str | None,
               company_state: str | None) -> frozenset[Role]:
    """The roles that follow from the facts about somebody active."""
    held = {Role.PERSON}
    if is_admin:
        held.add(Role.ADMIN)
    if is_reviewer:
        held.add(Role.REVIEWER)
    if worker_state == "approved":
        held.add(Role.WORKER)
    if membership is not None and company_state == "approved":
        held.add(Role(membership))
    return frozenset(held)
