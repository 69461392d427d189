"""API keys: shown once, stored hashed, limited to scopes."""

from contextlib import suppress
from datetime import timedelta
from typing import Final

from sqlalchemy import or_, select, update

from marketplace.accounts.models import ApiKey
from marketplace.accounts.queries import find_key
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict, NotFound, Unavailable
from marketplace.kernel.ids import hash_secret, new_secret
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text

KEYS_MOST = 20
SEEN_EVERY: Final = timedelta(hours=1)


def use_key(secret: str) -> Actor | None:
    """Who acts with this API key, if it is good. That it was used is written down at most once an hour, before any verb begins."""
    key = find_key(secret)
    if key is None:
        return None
    if key.last_used_at is None or key.last_used_at <= clock.now() - SEEN_EVERY:
        with suppress(Unavailable):  # a note: no request fails for it
            _note_use(key.id)
    return key.actor


@verb
def _note_use(key_id: int) -> None:
    now = clock.now()
    with transaction() as session:
        session.execute(update(ApiKey).where(ApiKey.id == key_id, or_(ApiKey.last_used_at.is_(None), ApiKey.last_used_at <= now - SEEN_EVERY))
                        .values(last_used_at=now))


@verb
def create_key(*, name: str, scopes: list[str], actor: Actor) -> tuple[ApiKey, str]:
    """Make a key for the acting person; the secret is returned here and never again. Raises `Conflict` too_many_keys."""
    require(actor, Permission.MANAGE_KEYS)
    secret = new_secret("ilgam")
    with transaction() as session:
        live = session.scalars(select(ApiKey.id).where(ApiKey.person_id == actor.person_id, ApiKey.revoked_at.is_(None))).all()
        if len(live) >= KEYS_MOST:
            raise Conflict("too_many_keys", Text("키는 {most}개까지 만들 수 있어요. 쓰지 않는 키를 먼저 없애 주세요.",
                                                 "You can have {most} keys. Please revoke one first."), most=KEYS_MOST)
        # A key can't reach further than the key it was made with.
        allowed = [scope for scope in scopes if actor.scopes is None or scope in actor.scopes]
        key = ApiKey(person_id=actor.person_id, name=name, scopes=" ".join(allowed), shown_start=secret[:12],
                     key_hash=hash_secret(secret), created_at=clock.now())
        session.add(key)
        session.flush()
        record(session, actor, "create_key", "api_key", key.id, scopes=allowed)
    return key, secret


@verb
def revoke_key(key_id: int, *, actor: Actor) -> ApiKey:
    """End a key at once; doing it again changes nothing."""
    require(actor, Permission.MANAGE_KEYS)
    with transaction() as session:
        key = session.get(ApiKey, key_id)
        if key is None or key.person_id != actor.person_id:
            raise NotFound()
        if key.revoked_at is None:
            key.revoked_at = clock.now()
            record(session, actor, "revoke_key", "api_key", key.id)
    return key
