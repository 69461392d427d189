"""The ledger under /api/v1, for admins."""

from marketplace.api.parameters import one_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.kernel.shapes import shape_amount
from marketplace.money.api.door import api
from marketplace.money.models import ENTRY_KINDS
from marketplace.money.proof import prove_ledger
from marketplace.money.queries.ledger import balances_by_kind, get_entry, list_entries, list_payouts
from marketplace.money.shapes_ledger import (
    EntryDetailShape,
    EntryShape,
    KindBalanceShape,
    KindBalancesShape,
    ProofShape,
    SentPayoutShape,
    shape_entry,
    shape_entry_detail,
    shape_sent_payout,
)
from marketplace.money.states import PAYOUT
from marketplace.web.actor import current_actor


@api.get("/ledger/balances", permission=Permission.SEE_LEDGER, returns=KindBalancesShape)
def show_ledger_balances() -> KindBalancesShape:
    """What all accounts of each kind come to, by currency."""
    found = balances_by_kind(current_actor())
    return KindBalancesShape([KindBalanceShape(one.kind, one.accounts, shape_amount(one.total)) for one in found])


@api.get("/ledger/entries", permission=Permission.SEE_LEDGER, returns=(EntryShape,), query={"kind": one_of(*ENTRY_KINDS)}, own_cursor=True)
def list_ledger_entries(cut: Cut, cursor: str | None, kind: str | None) -> Page[EntryShape]:
    """Every entry, newest first."""
    return list_entries(current_actor(), kind=kind, cursor=cursor, limit=cut.limit).map(shape_entry)


@api.get("/ledger/entries/<key>", permission=Permission.SEE_LEDGER, returns=EntryDetailShape)
def show_ledger_entry(key: str) -> EntryDetailShape:
    """One entry with its lines; they sum to zero."""
    return shape_entry_detail(*get_entry(current_actor(), key))


@api.get("/ledger/payouts", permission=Permission.SEE_LEDGER, returns=(SentPayoutShape,), query={"state": one_of(*PAYOUT.states)})
def list_all_payouts(cut: Cut, state: str | None) -> Page[SentPayoutShape]:
    """Everybody's payouts, newest first, with the provider's id for each."""
    return list_payouts(current_actor(), cut, state=state).map(shape_sent_payout)


@api.get("/ledger/proof", permission=Permission.SEE_LEDGER, returns=ProofShape)
def prove() -> ProofShape:
    """The ledger proved from its rows: every fault in words, none when all is right."""
    faults = prove_ledger()
    return ProofShape(not faults, faults)
