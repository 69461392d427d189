"""Idempotency: a POST repeated under one key has one effect and gets one answer."""

import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from flask import request
from sqlalchemy import Connection, Table, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from marketplace.api.models import KeptAnswer
from marketplace.api.sealing import seal, unseal
from marketplace.kernel import clock
from marketplace.kernel.database import db, read_through, table_of, transaction, verb
from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.text import Text
from marketplace.web.actor import current_actor

KEY_MOST: Final = 200
LEASE: Final = timedelta(seconds=60)  # an outbound verb that died is taken over after this
WAIT_SECONDS: Final = 20.0
_TABLE: Table = table_of(KeptAnswer)
_kept = _TABLE.c
# Built once: making a statement costs more than sending it.
_TAKE: Final = {name: dialect.insert(_TABLE).on_conflict_do_nothing().returning(_kept.key)
                for name, dialect in (("postgresql", postgresql), ("sqlite", sqlite))}
_MINE: Final = _kept.person_id == bindparam("whose"), _kept.key == bindparam("which")
_KEEP: Final = update(_TABLE).where(*_MINE)
_FIND: Final = select(_kept.fingerprint, _kept.status, _kept.body).where(*_MINE)
Answer = tuple[bytes, int]
Carry = Callable[[], Answer]


@dataclass(frozen=True)
class _Once:
    """One request under one key of one person."""

    person_id: int
    key: str
    fingerprint: str

    @property
    def mine(self) -> tuple[Any, Any]:
        return _kept.person_id == self.person_id, _kept.key == self.key


class _Repeated(Exception):
    """Somebody else has kept an answer under this key: what was done meanwhile must be undone."""


def answer_once(carry_out: Carry, *, outbound: bool = False, shows_secret: bool = False) -> Answer:
    """Carry out a verb and keep its answer for a day under the request's Idempotency-Key, if it has one.

    The answer is kept in the verb's own transaction, as its last statement: of many at once one keeps its answer, the others are
    rolled back and get that one; what is refused is not kept. A verb that calls the outside, or reads long, takes its key in a
    transaction of its own, before it does.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return carry_out() if outbound else _in_one(carry_out)
    if not 1 <= len(key) <= KEY_MOST or not all("!" <= character <= "~" for character in key):
        raise Invalid.field("Idempotency-Key", "idempotency_key_wrong", Text(
            "Idempotency-Key는 빈칸 없는 영문과 숫자 {most}자까지예요.", "Idempotency-Key takes up to {most} plain characters without blanks."),
            most=KEY_MOST)
    once = _Once(current_actor().person_id or 0, key, _fingerprint())
    carry = _sealed(carry_out) if shows_secret else carry_out
    body, status = _outbound(carry, once) if outbound else _in_one(carry, once)
    return (unseal(body), status) if shows_secret else (body, status)


def forget_old_answers() -> int:
    """Remove answers older than a day; how many."""
    with transaction() as session:
        return session.execute(delete(KeptAnswer).where(_kept.at < clock.now() - clock.DAY)).rowcount  # type: ignore[attr-defined]


@verb
def _in_one(carry_out: Carry, once: _Once | None = None) -> Answer:
    # What the view reads to shape its answer must include what its verb has just written.
    try:
        with transaction() as session, read_through(session):
            body, status = carry_out()
            if once is not None and not _take(session, once, body, status):
                raise _Repeated
        return body, status
    except Exception:
        # Whatever stopped a repeated request, it gets the first one's answer: what that did may be the very reason for a refusal.
        kept = None if once is None else _find_kept(once)
        if kept is None:
            raise
    return _answered(kept)


def _outbound(carry_out: Carry, once: _Once) -> Answer:
    kept = _taken_or_answered(once)
    if kept is not None:
        return kept
    try:
        body, status = carry_out()
    except Exception:
        with transaction() as session:
            session.execute(delete(KeptAnswer).where(*once.mine, _kept.status.is_(None)))
        raise
    with transaction() as session:
        _keep(session, once, body, status)
    return body, status


def _taken_or_answered(once: _Once) -> Answer | None:
    """None when the key is ours to act under; the answer once whoever holds it has one."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        with transaction() as session:
            if _take(session, once):
                return None
            kept = _find(session.connection(), once)
            if kept is not None and kept.status is not None:
                return _answered(kept)
            abandoned = _kept.at < clock.now() - LEASE
            if session.connection().execute(update(_TABLE).where(*once.mine, _kept.status.is_(None), abandoned).values(at=clock.now())).rowcount:
                return None
        time.sleep(0.05)
    raise Conflict("request_under_way", Text(
        "같은 요청을 아직 처리하고 있어요. 잠시 후 다시 보내 주세요.", "The same request is still under way. Please send it again shortly."),
        retry_after=5)


def _take(session: Session, once: _Once, body: bytes = b"", status: int | None = None) -> bool:
    """Whether the key is ours now, with the answer if there is one; waits for whoever is writing it at the same moment."""
    taken = session.connection().execute(_TAKE[session.get_bind().dialect.name], {
        "person_id": once.person_id, "key": once.key, "fingerprint": once.fingerprint, "status": status, "body": body, "at": clock.now()})
    return taken.first() is not None


def _keep(session: Session, once: _Once, body: bytes, status: int) -> None:
    session.connection().execute(_KEEP, {"whose": once.person_id, "which": once.key, "body": body, "status": status, "at": clock.now()})


def _find_kept(once: _Once) -> Any:
    with db.engine.connect() as connection:
        return _find(connection, once)


def _find(connection: Connection, once: _Once) -> Any:
    kept = connection.execute(_FIND, {"whose": once.person_id, "which": once.key}).first()
    if kept is not None and kept.fingerprint != once.fingerprint:
        raise Invalid.field("Idempotency-Key", "idempotency_key_reused", Text(
            "이 Idempotency-Key는 다른 요청에 이미 썼어요.", "This Idempotency-Key was used for a different request."))
    return kept


def _answered(kept: Any) -> Answer:
    if kept is None or kept.status is None:
        raise Conflict("request_under_way", Text(
            "같은 요청을 아직 처리하고 있어요. 잠시 후 다시 보내 주세요.", "The same request is still under way. Please send it again shortly."),
            retry_after=5)
    return kept.body, kept.status


def _sealed(carry_out: Carry) -> Carry:
    def carry() -> Answer:
        body, status = carry_out()
        return seal(body), status

    return carry


def _fingerprint() -> str:
    """What makes two requests the same: method, address and body; of an upload, its fields and the bytes of its files."""
    digest = hashlib.sha256(f"{request.method} {request.full_path} ".encode())
    if request.mimetype == "multipart/form-data":
        for name, upload in sorted(request.files.items()):
            digest.update(repr((name, upload.filename)).encode())
            while chunk := upload.stream.read(1 << 16):
                digest.update(chunk)
            upload.stream.seek(0)
        digest.update(repr(sorted(request.form.items())).encode("utf-8", "surrogatepass"))
    else:
        digest.update(request.get_data(cache=True))
    return digest.hexdigest()
