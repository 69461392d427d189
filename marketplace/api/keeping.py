"""Idempotency: a POST repeated under one key has one effect and gets one answer."""

import hashlib
from collections.abc import Callable
from typing import Any

from flask import Response, request
from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from marketplace.api.models import KeptAnswer
from marketplace.kernel import clock
from marketplace.kernel.database import db, transaction, verb, violated
from marketplace.kernel.errors import Invalid, Refusal
from marketplace.kernel.text import Text
from marketplace.web.actor import current_actor

KEY_MOST = 200
_kept = KeptAnswer.__table__.c
Answer = tuple[Any, int]


def answer_once(carry_out: Callable[[], Answer], *, outbound: bool) -> Answer:
    """Carry out a verb and keep its answer with it, in one transaction; a repeated key is answered from what was kept.

    Two at once under one key both start; the one whose answer is kept second is rolled back whole.
    """
    key = request.headers.get("Idempotency-Key")
    if key is None:
        return carry_out()
    if not 1 <= len(key) <= KEY_MOST or not key.isascii() or not key.isprintable():
        raise Invalid.field("Idempotency-Key", "idempotency_key_wrong", Text(
            "Idempotency-Key는 {most}자 이하의 영문과 숫자여야 해요.", "Idempotency-Key takes up to {most} plain characters."), most=KEY_MOST)
    person_id, fingerprint = current_actor().person_id or 0, _fingerprint()
    found = _find(person_id, key, fingerprint)
    if found is not None:
        return found
    try:
        return _carry_out_and_keep(carry_out, person_id, key, fingerprint, outbound)
    except (Refusal, IntegrityError) as error:
        if isinstance(error, IntegrityError) and "kept_answers" not in violated(error):
            raise
        found = _find(person_id, key, fingerprint)
        if found is None:
            raise
        return found


@verb
def _carry_out_and_keep(carry_out: Callable[[], Answer], person_id: int, key: str, fingerprint: str, outbound: bool) -> Answer:
    if outbound:  # its transactions end before it calls the outside; they are repeatable by keys of their own
        body, status = carry_out()
        with transaction() as session:
            _keep(session, person_id, key, fingerprint, body, status)
        return body, status
    with transaction() as session:
        body, status = carry_out()
        _keep(session, person_id, key, fingerprint, body, status)
    return body, status


def forget_old_answers() -> int:
    """Remove answers older than a day; how many."""
    with transaction() as session:
        from_day = clock.now() - clock.DAY
        return session.execute(delete(KeptAnswer).where(_kept.at < from_day)).rowcount


def _keep(session: Any, person_id: int, key: str, fingerprint: str, body: Any, status: int) -> None:
    if not isinstance(body, Response):
        session.connection().execute(insert(KeptAnswer.__table__).values(
            person_id=person_id, key=key, fingerprint=fingerprint, status=status, body=body, at=clock.now()))


def _find(person_id: int, key: str, fingerprint: str) -> Answer | None:
    kept = db.session.execute(select(_kept.fingerprint, _kept.status, _kept.body).where(_kept.person_id == person_id, _kept.key == key)).first()
    if kept is None:
        return None
    if kept.fingerprint != fingerprint:
        raise Invalid.field("Idempotency-Key", "idempotency_key_reused", Text(
            "이 Idempotency-Key는 다른 요청에 이미 썼어요.", "This Idempotency-Key was used for a different request."))
    return kept.body, kept.status


def _fingerprint() -> str:
    body = request.get_data(cache=True) if not request.files else repr(sorted(
        (name, upload.filename, hashlib.sha256(upload.stream.read()).hexdigest(), upload.stream.seek(0)) for name, upload in request.files.items())).encode()
    return hashlib.sha256(f"{request.method} {request.path} ".encode() + body).hexdigest()
