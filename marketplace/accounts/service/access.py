"""Signing in and out, and the ways back in."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from marketplace.accounts.devices import mask_address
from marketplace.accounts.models import Person, ResetLink, SignIn, SignInFailures
from marketplace.accounts.passwords import hash_password, is_password, nobodys_hash
from marketplace.accounts.queries import find_person, good_link
from marketplace.gateways.outbox import write_mail
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.dates import hour_words
from marketplace.kernel.errors import Gone, Invalid, TooMany
from marketplace.kernel.ids import hash_secret, new_secret
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

RESET_HOURS = 2
FAILURES_MOST = 10
FAILURE_WINDOW = timedelta(minutes=15)


@verb
def sign_in(*, email: str, password: str, address: str, browser: str = "", actor: Actor) -> tuple[Person, str]:
    """Open a session; returns the person and the session's secret. Raises `Invalid` sign_in_wrong, `TooMany`."""
    require(actor, Permission.SIGN_IN)
    bucket = f"{email}|{address}"
    with transaction() as session:
        _refuse_guessing(session, bucket)
        person = session.scalar(select(Person).where(Person.email == email))
    right = is_password(person.password_hash if person else nobodys_hash(), password)
    if person is None or not right or person.state != "active":
        with transaction() as session:
            _count_failure(session, bucket)
        raise Invalid.field("password", "sign_in_wrong", Text(
            "이메일이나 비밀번호가 맞지 않아요.", "The e-mail or the password is wrong."))
    secret = new_secret("session")
    with transaction() as session:
        now = clock.now()
        session.add(SignIn(person_id=person.id, token_hash=hash_secret(secret), created_at=now, browser=browser[:200],
                           address=mask_address(address), expires_at=now + timedelta(days=current_settings().session_days)))
        record(session, Actor("person", person.name, person.id), "sign_in", "person", person.id)
    return person, secret


@verb
def sign_out(*, secret: str, actor: Actor) -> None:
    """End the session that this secret opened."""
    require(actor, Permission.SIGN_OUT)
    with transaction() as session:
        session.execute(update(SignIn).where(SignIn.token_hash == hash_secret(secret), SignIn.ended_at.is_(None))
                        .values(ended_at=clock.now()))
        record(session, actor, "sign_out", "person", actor.person_id or 0)


@verb
def request_reset(*, email: str, base_url: str, actor: Actor) -> None:
    """Mail a link for a new password, if somebody has that address; the answer is the same either way."""
    require(actor, Permission.RESET_PASSWORD)
    with transaction() as session:
        person = session.scalar(select(Person).where(Person.email == email, Person.state == "active"))
        if person is None:
            return
        secret = new_secret("reset")
        session.add(ResetLink(person_id=person.id, token_hash=hash_secret(secret), expires_at=clock.now() + timedelta(hours=RESET_HOURS)))
        write_mail(session, to=person.email, locale=person.locale,
                   subject=Text("비밀번호 다시 정하기", "Set a new password"),
                   body=Text("아래 주소에서 {hours} 안에 새 비밀번호를 정해 주세요.\n\n{link}\n\n요청하지 않으셨다면 이 편지는 지우셔도 돼요.",
                             "Set a new password here within {hours}:\n\n{link}\n\nIf you did not ask for this, you can delete this letter."
                             ).format(hours=hour_words(RESET_HOURS), link=f"{base_url}/reset/{secret}"))
        record(session, actor, "request_reset", "person", person.id)


@verb
def reset_password(*, secret: str, password: str, actor: Actor) -> Person:
    """Set a new password by a mailed link, once; every session and every other link ends. Raises `Gone` reset_link_used."""
    require(actor, Permission.RESET_PASSWORD)
    with transaction() as session:
        now = clock.now()
        person_id = session.execute(update(ResetLink).where(good_link(secret, actor)).values(used_at=now).returning(ResetLink.person_id)).scalar()
        if person_id is None:
            raise Gone("reset_link_used", Text("이 링크는 이미 썼거나, 시간이 지났거나, 다른 계정의 것이에요. 새 링크를 요청해 주세요.",
                                               "This link was used already, is too old or is another account's. Please ask for a new one."))
        person = find_person(session, person_id)
        person.password_hash = hash_password(password)
        session.execute(update(ResetLink).where(ResetLink.person_id == person_id, ResetLink.used_at.is_(None)).values(used_at=now))
        _end_sessions(session, person_id, now)
        record(session, actor, "reset_password", "person", person_id)
    return person


@verb
def change_password(*, current: str, password: str, secret: str = "", actor: Actor) -> str:
    """Set a new password, knowing the old one; every session ends but that of `secret`, which goes on under the secret returned.

    Raises `Invalid` password_wrong, `TooMany` too_many_sign_ins.
    """
    require(actor, Permission.CHANGE_PASSWORD)
    bucket = f"password|{actor.person_id}"
    with transaction() as session:
        _refuse_guessing(session, bucket)
        stored = find_person(session, actor.person_id or 0).password_hash
    if not is_password(stored, current):
        with transaction() as session:
            _count_failure(session, bucket)
        raise Invalid.field("current", "password_wrong", Text("지금 비밀번호가 맞지 않아요.", "Your current password is wrong."))
    hashed, fresh = hash_password(password), new_secret("session")
    with transaction() as session:
        person = find_person(session, actor.person_id or 0)
        person.password_hash = hashed
        # A new secret for the session that goes on: a stolen copy of its cookie is worth nothing afterwards.
        session.execute(update(SignIn).where(SignIn.token_hash == hash_secret(secret), SignIn.person_id == person.id)
                        .values(token_hash=hash_secret(fresh)))
        _end_sessions(session, person.id, clock.now(), but=fresh)
        record(session, actor, "change_password", "person", person.id)
    return fresh


def _end_sessions(session: Session, person_id: int, now: datetime, *, but: str = "") -> None:
    session.execute(update(SignIn).where(SignIn.person_id == person_id, SignIn.ended_at.is_(None), SignIn.token_hash != hash_secret(but))
                    .values(ended_at=now))


def _window(now: datetime) -> datetime:
    seconds = int(FAILURE_WINDOW.total_seconds())
    return datetime.fromtimestamp(int(now.timestamp()) // seconds * seconds, clock.UTC)


def _refuse_guessing(session: Session, bucket: str) -> None:
    since = _window(clock.now()) - FAILURE_WINDOW
    failures = session.scalar(select(func.coalesce(func.sum(SignInFailures.count), 0))
                              .where(SignInFailures.bucket == bucket, SignInFailures.window_at > since))
    if failures is not None and failures >= FAILURES_MOST:
        raise TooMany("too_many_sign_ins", Text("여러 번 틀려서 잠시 막았어요. 15분 뒤에 다시 시도해 주세요.",
                                                "Too many wrong tries. Please try again in 15 minutes."),
                      retry_after=int(FAILURE_WINDOW.total_seconds()))


def _count_failure(session: Session, bucket: str) -> None:
    window = _window(clock.now())
    counted = session.execute(update(SignInFailures).where(SignInFailures.bucket == bucket, SignInFailures.window_at == window)
                              .values(count=SignInFailures.count + 1))
    if changed(counted) == 0:
        session.add(SignInFailures(bucket=bucket, window_at=window))
