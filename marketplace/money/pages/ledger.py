"""The ledger by page, for admins: whether it is right, what it comes to, every entry, every payout."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Invalid
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text
from marketplace.money.models import ENTRY_KINDS
from marketplace.money.proof import prove_ledger
from marketplace.money.queries.ledger import (
    balances_by_kind,
    get_entry,
    left_over_rows,
    list_entries,
    list_payouts,
    untaken_rows,
)
from marketplace.money.states import PAYOUT
from marketplace.money.words import ACCOUNTS, ENTRIES
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state
from marketplace.web.door import Door

pages = Door("ledger", __name__)
# Where the owner of an account can be looked at.
_OWNERS = {"worker": "/admin/people/{id}", "hold": "/batches/{id}", "transit": "/admin/ledger/payouts"}


@pages.get("/admin/ledger", permission=Permission.SEE_LEDGER)
def show_ledger() -> ResponseReturnValue:
    """Whether the ledger proves, what each kind of account comes to, and what the provider told us that nobody took or could."""
    actor = current_actor()
    return render_template("money/ledger.html", faults=prove_ledger(), balances=balances_by_kind(actor), events=untaken_rows(actor),
                           left_over=left_over_rows(actor), newest=list_entries(actor, limit=10), ACCOUNTS=ACCOUNTS, ENTRIES=ENTRIES)


@pages.get("/admin/ledger/entries", permission=Permission.SEE_LEDGER)
def show_entries() -> ResponseReturnValue:
    """Every entry, newest first."""
    page = list_entries(current_actor(), kind=_asked_kind(), cursor=request.args.get("cursor"))
    return render_template("money/ledger_entries.html", page=page, ENTRIES=ENTRIES)


@pages.get("/admin/ledger/entries/<key>", permission=Permission.SEE_LEDGER)
def show_entry(key: str) -> ResponseReturnValue:
    """One entry with its lines."""
    entry, lines = get_entry(current_actor(), key)
    return render_template("money/ledger_entry.html", entry=entry, lines=lines, ACCOUNTS=ACCOUNTS, ENTRIES=ENTRIES, owner_of=_owner)


@pages.get("/admin/ledger/payouts", permission=Permission.SEE_LEDGER)
def show_payouts() -> ResponseReturnValue:
    """Every payout with the provider's id for it."""
    page = list_payouts(current_actor(), asked_cut("state"), state=asked_state(PAYOUT))
    return render_template("money/ledger_payouts.html", page=page, PAYOUT=PAYOUT)


def _owner(kind: str, owner_id: int) -> str | None:
    return _OWNERS[kind].format(id=owner_id) if kind in _OWNERS and owner_id else None


def _asked_kind() -> str | None:
    kind = request.args.get("kind") or None
    if kind is not None and kind not in ENTRY_KINDS:
        raise Invalid.field("kind", "kind_unknown", Text("목록에 있는 것으로 골라 주세요.", "Please choose one from the list."))
    return kind
