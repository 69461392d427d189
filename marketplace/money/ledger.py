"""Writing to the ledger: complete entries under natural keys, and balances as sums of lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import table_of, violated
from marketplace.kernel.errors import Conflict
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.money.models import Entry, LedgerAccount, Line

_ACCOUNTS = table_of(LedgerAccount)
_FIND_ACCOUNTS = select(_ACCOUNTS.c.kind, _ACCOUNTS.c.owner_id, _ACCOUNTS.c.id).where(
    _ACCOUNTS.c.currency == bindparam("currency"), _ACCOUNTS.c.kind.in_(bindparam("kinds", expanding=True)),
    _ACCOUNTS.c.owner_id.in_(bindparam("owners", expanding=True)))
_INSERT_LINES, _INSERT_ENTRY = insert(table_of(Line)), insert(table_of(Entry))


@dataclass(frozen=True)
class Leg:
    """So much to (+) or from (−) the account of `kind` that belongs to `owner_id`."""

    kind: str
    owner_id: int
    amount: Money


def post(session: Session, actor: Actor, kind: str, key: str, legs: Sequence[Leg], *, verdict_id: int | None = None,
         bonus_id: int | None = None, adjustment_id: int | None = None, appeal_id: int | None = None) -> None:
    """Write one entry; legs of nothing are left out, the rest must sum to zero in one currency.

    Raises `Conflict` already_posted when the key exists: the natural key makes doing it twice impossible.
    """
    legs = [leg for leg in legs if leg.amount]
    currency = legs[0].amount.currency
    if len(legs) < 2 or sum((leg.amount for leg in legs), Money(0, currency)):
        raise ValueError(f"{key} does not balance")
    accounts = _account_ids(session, [(leg.kind, leg.owner_id) for leg in legs], currency)
    connection = session.connection()
    lines = [{"entry_key": key, "number": number, "entry_kind": kind, "account_id": accounts[leg.kind, leg.owner_id],
              "account_kind": leg.kind, "currency": currency, "amount_minor": leg.amount.minor} for number, leg in enumerate(legs, 1)]
    try:
        # The entry comes last: it seals its lines, and the database checks their sum as it arrives.
        connection.execute(_INSERT_LINES, lines)
        connection.execute(_INSERT_ENTRY, {"key": key, "kind": kind, "currency": currency, "verdict_id": verdict_id,
                                           "verdict_pays": True if verdict_id else None, "bonus_id": bonus_id, "adjustment_id": adjustment_id,
                                           "adjustment_approved": True if adjustment_id else None,
                                           "appeal_id": appeal_id, "appeal_pays": True if appeal_id else None,
                                           "actor_name": actor.name, "posted_at": clock.now()})
    except IntegrityError as error:
        if "pk_lines" in violated(error) or "lines.entry_key" in violated(error) or "sealed" in violated(error):
            raise Conflict("already_posted", Text("이미 처리된 금액이에요.", "This amount was posted already."), key=key) from error
        raise


def balance(session: Session, kind: str, owner_id: int, currency: str) -> Money:
    """The sum of an account's lines; nothing when it has none."""
    total = session.scalar(select(func.coalesce(func.sum(Line.amount_minor), 0)).join(LedgerAccount, LedgerAccount.id == Line.account_id)
                           .where(LedgerAccount.kind == kind, LedgerAccount.owner_id == owner_id, LedgerAccount.currency == currency))
    return Money(int(total or 0), currency)


def locked_balance(session: Session, kind: str, owner_id: int, currency: str) -> Money:
    """The balance, with the account locked against other spenders until the transaction ends (credits still pass)."""
    _account_ids(session, [(kind, owner_id)], currency)
    session.execute(select(LedgerAccount.id).where(LedgerAccount.kind == kind, LedgerAccount.owner_id == owner_id,
                                                   LedgerAccount.currency == currency).with_for_update(key_share=True))
    return balance(session, kind, owner_id, currency)


def _account_ids(session: Session, owners: list[tuple[str, int]], currency: str) -> dict[tuple[str, int], int]:
    found = _find_accounts(session, owners, currency)
    missing = [owner for owner in dict.fromkeys(owners) if owner not in found]
    if missing:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        session.connection().execute(dialect.insert(_ACCOUNTS).on_conflict_do_nothing(),
                                     [{"kind": kind, "owner_id": owner_id, "currency": currency} for kind, owner_id in missing])
        found = _find_accounts(session, owners, currency)
    return found


def _find_accounts(session: Session, owners: list[tuple[str, int]], currency: str) -> dict[tuple[str, int], int]:
    wanted = {"currency": currency, "kinds": sorted({kind for kind, _ in owners}), "owners": sorted({owner for _, owner in owners})}
    return {(row.kind, row.owner_id): row.id for row in session.connection().execute(_FIND_ACCOUNTS, wanted)}
