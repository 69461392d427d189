"""The signed-in browsers of a person: one's own may be ended from any other."""

from sqlalchemy import update

from marketplace.accounts.models import SignIn
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import NotFound
from marketplace.kernel.ids import hash_secret
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require


@verb
def end_session(session_id: int, *, actor: Actor) -> SignIn:
    """Sign one of one's own browsers out at once; doing it again changes nothing."""
    require(actor, Permission.END_SESSION)
    with transaction() as session:
        found = session.get(SignIn, session_id)
        if found is None or found.person_id != actor.person_id:
            raise NotFound()
        if found.ended_at is None:
            found.ended_at = clock.now()
            record(session, actor, "end_session", "person", found.person_id, session_id=found.id)
    return found


@verb
def end_other_sessions(*, secret: str = "", actor: Actor) -> int:
    """Sign out everywhere but in the session of `secret`; an API key has none and ends them all. Returns how many."""
    require(actor, Permission.END_SESSION)
    with transaction() as session:
        ended = changed(session.execute(update(SignIn).where(
            SignIn.person_id == actor.person_id, SignIn.ended_at.is_(None), SignIn.expires_at > clock.now(),
            SignIn.token_hash != hash_secret(secret)).values(ended_at=clock.now())))
        if ended:
            record(session, actor, "end_other_sessions", "person", actor.person_id or 0, sessions=ended)
    return ended
