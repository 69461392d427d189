"""People, workers and companies come in; admins may suspend and restore them."""

from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts.models import Company, Membership, Person, SignIn, Worker
from marketplace.accounts.passwords import hash_password
from marketplace.accounts.queries import find_person
from marketplace.accounts.states import COMPANY, PERSON, WORKER
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb, violated
from marketplace.kernel.errors import Conflict
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.policy import Actor, Permission, Role, require
from marketplace.kernel.text import Text

TERMS_VERSION = "2026-11"


@verb
def sign_up(*, name: str, email: str, password: str, locale: str = "ko", actor: Actor) -> Person:
    """Make an account; raises `Conflict` email_taken."""
    require(actor, Permission.SIGN_UP)
    person = Person(name=name, email=email, password_hash=hash_password(password), locale=locale, created_at=clock.now())
    try:
        with transaction() as session:
            session.add(person)
            session.flush()
            record(session, actor, "sign_up", "person", person.id)
    except IntegrityError as error:
        if "email" not in violated(error):
            raise
        raise Conflict("email_taken", Text("이미 가입한 이메일이에요. 로그인해 주세요.",
                                           "This e-mail already has an account. Please sign in.")) from error
    return person


@verb
def apply_as_worker(*, country: str = "KR", actor: Actor) -> Worker:
    """Ask to work, having accepted the terms; whoever was rejected may again. Raises `Conflict` already_applied."""
    require(actor, Permission.APPLY)
    terms: dict[str, Any] = {"terms_version": TERMS_VERSION, "terms_accepted_at": clock.now()}
    with transaction() as session:
        person = find_person(session, actor.person_id or 0)
        worker = person.worker
        if worker is None:
            worker = _first_time(session, Worker(person_id=person.id, country=country, **terms))
        elif WORKER.allows("apply_again", worker.state):
            move(session, WORKER, worker, "apply_again", **terms)
        else:
            raise _already_applied()
        record(session, actor, "apply_as_worker", "worker", person.id, terms_version=TERMS_VERSION)
    return worker


def _first_time(session: Session, worker: Worker) -> Worker:
    session.add(worker)
    try:
        session.flush()
    except IntegrityError as error:  # the same button, pressed twice
        raise _already_applied() from error
    return worker


def _already_applied() -> Conflict:
    return Conflict("already_applied", Text("이미 지원하셨어요.", "You have already applied."))


@verb
def register_company(*, company_name: str, business_number: str, representative: str, actor: Actor) -> Company:
    """Register a business with the acting person as its owner, or their rejected one again with what is mended.

    Raises `Conflict` already_member, business_number_taken.
    """
    require(actor, Permission.APPLY)
    written = {"name": company_name, "business_number": business_number, "representative": representative}
    try:
        with transaction() as session:
            person = find_person(session, actor.person_id or 0)
            company = _mend_company(session, person.membership, written) if person.membership else _found_company(session, person, written)
            record(session, actor, "register_company", "company", company.id, company_id=company.id)
    except IntegrityError as error:
        if "memberships" in violated(error):
            raise _already_member() from error
        if "business_number" not in violated(error):
            raise
        raise Conflict("business_number_taken", Text("이미 등록된 사업자등록번호예요.", "This business number is already registered.")) from error
    return company


def _found_company(session: Session, person: Person, written: dict[str, str]) -> Company:
    company = Company(**written, created_at=clock.now())
    session.add(company)
    session.flush()
    session.add(Membership(person_id=person.id, company_id=company.id, role=Role.OWNER))
    session.flush()
    return company


def _mend_company(session: Session, member: Membership, written: dict[str, str]) -> Company:
    company = member.company
    if member.role != Role.OWNER or not COMPANY.allows("apply_again", company.state):
        raise _already_member()
    move(session, COMPANY, company, "apply_again", **written)
    return company


def _already_member() -> Conflict:
    return Conflict("already_member", Text("이미 회사에 속해 있어요.", "You already belong to a company."))


@verb
def add_staff(*, person_id: int, admin: bool = False, reviewer: bool = False, actor: Actor) -> None:
    """Make somebody one of ours; only the command line does."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        session.execute(update(Person).where(Person.id == person_id).values(is_admin=admin, is_reviewer=reviewer))
        record(session, actor, "add_staff", "person", person_id, admin=admin, reviewer=reviewer)


@verb
def suspend_person(person_id: int, *, reason: str, actor: Actor) -> Person:
    """Shut a person out at once: every session ends, keys stop working, nothing of theirs is lost."""
    with transaction() as session:
        person = find_person(session, person_id)
        require(actor, Permission.SUSPEND_PERSON, person)
        move(session, PERSON, person, "suspend")
        session.execute(update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None)).values(ended_at=clock.now()))
        record(session, actor, "suspend_person", "person", person_id, reason=reason)
    return person


@verb
def restore_person(person_id: int, *, reason: str, actor: Actor) -> Person:
    """Let a suspended person in again."""
    with transaction() as session:
        person = find_person(session, person_id)
        require(actor, Permission.SUSPEND_PERSON, person)
        move(session, PERSON, person, "restore")
        record(session, actor, "restore_person", "person", person_id, reason=reason)
    return person


@verb
def change_name(*, name: str, actor: Actor) -> None:
    """Be shown under another name from now on; what the journal has recorded keeps the earlier one."""
    require(actor, Permission.CHANGE_NAME)
    with transaction() as session:
        session.execute(update(Person).where(Person.id == actor.person_id).values(name=name))
        record(session, actor, "change_name", "person", actor.person_id or 0)


@verb
def change_language(*, locale: str, actor: Actor) -> None:
    """Read everything, mail included, in this language."""
    require(actor, Permission.SEE_SELF)
    with transaction() as session:
        session.execute(update(Person).where(Person.id == actor.person_id).values(locale=locale))
        record(session, actor, "change_language", "person", actor.person_id or 0, locale=locale)
