"""Reading the whole ledger, for admins: balances, entries with their lines, payouts, and events nobody has taken or could."""

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, or_, select

from marketplace.accounts.models import Person
from marketplace.kernel.database import db
from marketplace.kernel.errors import Invalid, NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.paging import PAGE_SIZE, Cut, Page, page_by_id
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.money.models import Entry, LedgerAccount, Line
from marketplace.money.provider_models import LEFT_OVER, Payout, ProviderEventRow

EVENTS_SHOWN = 50
Place = tuple[datetime, str]


@dataclass(frozen=True)
class KindBalance:
    """All accounts of one kind in one currency: how many they are, and what they come to."""

    kind: str
    accounts: int
    total: Money


@dataclass(frozen=True)
class EntryRow:
    """An entry with the sum of what it moved (its positive lines)."""

    entry: Entry
    moved: Money


@dataclass(frozen=True)
class EntryLine:
    """One line of an entry, and whose account it is."""

    kind: str
    owner_id: int
    amount: Money


@dataclass(frozen=True)
class SentPayout:
    """A payout and the name of who it is for."""

    payout: Payout
    worker: str


def balances_by_kind(actor: Actor) -> list[KindBalance]:
    """What all accounts of each kind come to, by currency."""
    require(actor, Permission.SEE_LEDGER)
    query = select(LedgerAccount.kind, LedgerAccount.currency, func.count(func.distinct(LedgerAccount.id)), func.sum(Line.amount_minor)) \
        .join(Line, Line.account_id == LedgerAccount.id).group_by(LedgerAccount.kind, LedgerAccount.currency) \
        .order_by(LedgerAccount.currency, LedgerAccount.kind)
    return [KindBalance(kind, count, Money(int(total), currency)) for kind, currency, count, total in db.session.execute(query)]


def list_entries(actor: Actor, *, kind: str | None = None, cursor: str | None = None, limit: int = PAGE_SIZE) -> Page[EntryRow]:
    """Entries, newest first, in two statements; entries have no number, so the cursor is the moment and the key."""
    require(actor, Permission.SEE_LEDGER)
    query = select(Entry).order_by(Entry.posted_at.desc(), Entry.key.desc()).limit(limit + 1)
    if kind is not None:
        query = query.where(Entry.kind == kind)
    if cursor is not None:
        at, key = read_place(cursor)
        query = query.where(or_(Entry.posted_at < at, and_(Entry.posted_at == at, Entry.key < key)))
    entries = db.session.scalars(query).all()
    shown = entries[:limit]
    moved: dict[str, int] = dict(db.session.execute(
        select(Line.entry_key, func.sum(Line.amount_minor)).where(Line.entry_key.in_([one.key for one in shown]), Line.amount_minor > 0)
        .group_by(Line.entry_key)).all())
    further = write_place((shown[-1].posted_at, shown[-1].key)) if len(entries) > limit else None
    return Page([EntryRow(one, Money(int(moved.get(one.key, 0)), one.currency)) for one in shown], further)


def get_entry(actor: Actor, key: str) -> tuple[Entry, list[EntryLine]]:
    """One entry with its lines, in two statements; raises `NotFound`."""
    require(actor, Permission.SEE_LEDGER)
    entry = db.session.get(Entry, key) if "\x00" not in key else None
    if entry is None:
        raise NotFound
    lines = db.session.execute(select(LedgerAccount.kind, LedgerAccount.owner_id, Line.amount_minor)
                               .join(LedgerAccount, LedgerAccount.id == Line.account_id).where(Line.entry_key == key).order_by(Line.number))
    return entry, [EntryLine(kind, owner_id, Money(minor, entry.currency)) for kind, owner_id, minor in lines]


def list_payouts(actor: Actor, cut: Cut, *, state: str | None = None) -> Page[SentPayout]:
    """Payouts of everybody, newest first, in two statements."""
    require(actor, Permission.SEE_LEDGER)
    query = select(Payout)
    if state:
        query = query.where(Payout.state == state)
    page = page_by_id(db.session(), query, Payout.id, cut)
    names: dict[int, str] = dict(db.session.execute(
        select(Person.id, Person.name).where(Person.id.in_({one.worker_id for one in page.items}))).all())
    return page.map(lambda one: SentPayout(one, names[one.worker_id]))


def untaken_rows(actor: Actor) -> list[ProviderEventRow]:
    """Events of the provider that no job has taken yet, the oldest first."""
    require(actor, Permission.SEE_LEDGER)
    return list(db.session.scalars(select(ProviderEventRow).where(ProviderEventRow.taken_at.is_(None))
                                   .order_by(ProviderEventRow.received_at).limit(EVENTS_SHOWN)))


def left_over_rows(actor: Actor) -> list[ProviderEventRow]:
    """Events of the provider that were about us and came to nothing, unreadable ones too, the newest first."""
    require(actor, Permission.SEE_LEDGER)
    return list(db.session.scalars(select(ProviderEventRow).where(LEFT_OVER).order_by(ProviderEventRow.received_at.desc()).limit(EVENTS_SHOWN)))


def write_place(place: Place) -> str:
    """An opaque cursor that continues after this entry."""
    return base64.urlsafe_b64encode(f"{place[0].isoformat()}|{place[1]}".encode()).decode().rstrip("=")


def read_place(cursor: str) -> Place:
    """Read what `write_place` wrote; raises `Invalid` cursor_unknown."""
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        moment, _, key = base64.b64decode(padded, altchars=b"-_", validate=True).decode().partition("|")
        at = datetime.fromisoformat(moment)
        if at.tzinfo is not None and key and "\x00" not in key:
            return at, key
    except (binascii.Error, UnicodeError, ValueError):
        pass
    raise Invalid.field("cursor", "cursor_unknown", Text(
        "목록의 위치를 알 수 없어요. 처음부터 다시 불러와 주세요.", "This cursor is not one of ours. Start the list again."))
