"""Reading the journal: who did what when."""

from sqlalchemy import select

from marketplace.kernel.database import db
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.paging import Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require

HISTORY_MOST = 100


def list_journal(actor: Actor, cut: Cut, *, subject_kind: str | None = None, subject_id: int | None = None,
                 verb: str | None = None, company_id: int | None = None) -> Page[JournalEntry]:
    """Journal rows, newest first: all, or of one subject, verb or company."""
    require(actor, Permission.SEE_JOURNAL)
    query = select(JournalEntry)
    for column, wanted in ((JournalEntry.subject_kind, subject_kind), (JournalEntry.subject_id, subject_id),
                           (JournalEntry.verb, verb), (JournalEntry.company_id, company_id)):
        if wanted is not None:
            query = query.where(column == wanted)
    return page_by_id(db.session(), query, JournalEntry.id, cut)


def history_of(actor: Actor, subject_kind: str, subject_id: int) -> list[JournalEntry]:
    """What was done to one subject, newest first, at most a hundred rows."""
    require(actor, Permission.SEE_JOURNAL)
    query = select(JournalEntry).where(JournalEntry.subject_kind == subject_kind, JournalEntry.subject_id == subject_id)
    return list(db.session.scalars(query.order_by(JournalEntry.id.desc()).limit(HISTORY_MOST)))
