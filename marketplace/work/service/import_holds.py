"""Who reads an import: one at a time, a minute at a time, so that a reader that died is followed by another."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import changed, db, transaction, verb
from marketplace.work.models import Import
from marketplace.work.states import IMPORT

HOLD: Final = timedelta(seconds=60)
_CHECKING: Final = Import.state == IMPORT.literal("checking")


class Overtaken(Exception):
    """The import was given up, or somebody else reads it in our place."""


@dataclass
class Hold:
    """The right to read an import; `until` also marks it as ours, since no later one can end at the same moment."""

    import_id: int
    until: datetime

    def renew(self, session: Session, **progress: Any) -> datetime:
        """Hold on and note how far it is, part of the caller's transaction; the new `until`. Raises `Overtaken`."""
        until = clock.now() + HOLD
        mine = update(Import).where(Import.id == self.import_id, _CHECKING, Import.held_until == self.until)
        if not changed(session.execute(mine.values(held_until=until, **progress).execution_options(synchronize_session=False))):
            raise Overtaken
        return until

    @verb
    def note(self, **progress: Any) -> None:
        """Hold on and note how far it is; raises `Overtaken`."""
        with transaction() as session:
            until = self.renew(session, **progress)
        self.until = until


def due_imports(limit: int = 50) -> list[int]:
    """Imports that are to be read and that nobody reads."""
    free = or_(Import.held_until.is_(None), Import.held_until <= clock.now())
    return list(db.session.scalars(select(Import.id).where(_CHECKING, free).order_by(Import.id).limit(limit)))


@verb
def take_hold(import_id: int) -> Hold | None:
    """Hold an import that is to be read, unless somebody does already."""
    until = clock.now() + HOLD
    free = or_(Import.held_until.is_(None), Import.held_until <= clock.now())
    with transaction() as session:
        taken = session.execute(update(Import).where(Import.id == import_id, _CHECKING, free).values(held_until=until)
                                .execution_options(synchronize_session=False))
        return Hold(import_id, until) if changed(taken) else None
