"""Notices follow from the journal; mail leaves the outbox."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from marketplace.accounts.models import Person
from marketplace.gateways.mail import Letter, Mailer, MailError
from marketplace.gateways.outbox import Mail, write_mail
from marketplace.kernel import clock
from marketplace.kernel.database import changed, transaction, verb
from marketplace.kernel.errors import NotFound
from marketplace.kernel.journal import JournalEntry, JournalRead
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.messaging.models import Notice

READER = "notices"
ATTEMPTS_MOST = 8
AT_ONCE = 200
# Far longer than a transaction may stay open: whatever comes before a row of this age was committed, seen and taken.
SETTLED = timedelta(hours=1)


@dataclass(frozen=True)
class Told:
    """One sentence for one person, and where it leads; `by_mail` when they should hear of it outside too."""

    person_id: int
    words: Text
    link: str
    by_mail: bool = False


Teller = Callable[[JournalEntry], Iterator[Told]]
_tellers: dict[str, Teller] = {}


def tells(verb_name: str) -> Callable[[Teller], Teller]:
    """Declare who is told what when a verb has been journalled; each room does so in its `notices.py`."""

    def declare(teller: Teller) -> Teller:
        _tellers[verb_name] = teller
        return teller

    return declare


@verb
def follow_journal(*, actor: Actor) -> int:
    """Write the notices that untaken journal rows call for; how many rows were taken."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        # Rows are marked as taken, not remembered by highest id: ids are handed out before they are committed.
        floor = _last_settled(session)
        taken = select(JournalRead.entry_id).where(JournalRead.reader == READER, JournalRead.entry_id > floor)
        rows = session.scalars(select(JournalEntry).where(JournalEntry.id > floor, JournalEntry.verb.in_(_tellers), JournalEntry.id.not_in(taken))
                               .order_by(JournalEntry.id).limit(AT_ONCE).with_for_update(skip_locked=True)).all()
        for entry in rows:
            session.add(JournalRead(reader=READER, entry_id=entry.id))
            for told in _tellers[entry.verb](entry):
                _tell(session, entry, told)
    return len(rows)


@verb
def open_notice(notice_id: int, *, actor: Actor) -> Notice:
    """Mark a notice as read; its link says where to go next."""
    require(actor, Permission.SEE_NOTICES)
    with transaction() as session:
        notice = session.get(Notice, notice_id)
        if notice is None or notice.person_id != actor.person_id:
            raise NotFound()
        notice.read_at = notice.read_at or clock.now()
    return notice


@verb
def open_all_notices(*, actor: Actor) -> int:
    """Mark all of one's notices as read; how many were not."""
    require(actor, Permission.SEE_NOTICES)
    with transaction() as session:
        unread = update(Notice).where(Notice.person_id == actor.person_id, Notice.read_at.is_(None))
        return changed(session.execute(unread.values(read_at=clock.now())))


def due_mail() -> list[int]:
    """The letters whose next try has come."""
    with transaction() as session:
        return list(session.scalars(select(Mail.id).where(Mail.sent_at.is_(None), Mail.next_try_at <= clock.now(),
                                                          Mail.attempts < ATTEMPTS_MOST).order_by(Mail.id).limit(AT_ONCE)))


@verb
def send_mail(mail_id: int, *, mailer: Mailer, actor: Actor) -> bool:
    """Hand one letter to the mail gateway, with no transaction open; a failure is tried again later."""
    require(actor, Permission.RUN_JOBS)
    with transaction() as session:
        now = clock.now()
        won = session.execute(update(Mail).where(Mail.id == mail_id, Mail.sent_at.is_(None), Mail.next_try_at <= now)
                              .values(attempts=Mail.attempts + 1, next_try_at=now + timedelta(minutes=5)))
        mail = session.get(Mail, mail_id)
    if changed(won) == 0 or mail is None:
        return False
    try:
        mailer.send(Letter(key=f"mail-{mail.id}", to=mail.to, subject=mail.subject, body=mail.body))
        changes: dict[str, Any] = {"sent_at": clock.now(), "last_error": ""}
    except MailError as error:
        changes = {"last_error": str(error)[:500], "next_try_at": clock.now() + timedelta(minutes=2 ** min(mail.attempts, 8))}
    with transaction() as session:
        session.execute(update(Mail).where(Mail.id == mail_id).values(**changes))
    return "sent_at" in changes


def _last_settled(session: Session) -> int:
    """The newest taken row that is old enough for nothing before it to be open: the journal is read from there on, however long it is."""
    settled = select(JournalRead.entry_id).join(JournalEntry, JournalEntry.id == JournalRead.entry_id) \
        .where(JournalRead.reader == READER, JournalEntry.at < clock.now() - SETTLED)
    return session.scalar(settled.order_by(JournalRead.entry_id.desc()).limit(1)) or 0


def _tell(session: Any, entry: JournalEntry, told: Told) -> None:
    session.execute(insert(Notice).values(person_id=told.person_id, entry_id=entry.id, words=told.words.to_json(),
                                          link=told.link, created_at=clock.now()))
    person = session.get(Person, told.person_id) if told.by_mail else None
    if person is not None and person.state == "active":
        where = f"\n\n{current_settings().base_url}{told.link}"
        write_mail(session, to=person.email, locale=person.locale, subject=Text("일감 소식", "News from Ilgam"),
                   body=Text(told.words.ko + where, told.words.en + where))
