"""Payouts: the way from a Stripe balance to a bank, by hand or by itself after a while."""

from typing import Final

from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.money import available, move_money
from marketplace.gateways.stripe_twin.params import (
    Currency,
    Metadata,
    OneOf,
    Span,
    Whole,
    Word,
    call_with,
    list_with,
)
from marketplace.gateways.stripe_twin.routing import listed, route
from marketplace.gateways.stripe_twin.twin import PLATFORM, Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing, missing, refused

PLATFORM_BANK: Final = "ba_twinplatformbank0000000"
CREATE: Final = call_with(
    {"amount": Whole(1), "currency": Currency()}, description=Word(), destination=Word(), metadata=Metadata(),
    method=OneOf(("instant", "standard")), source_type=OneOf(("bank_account", "card", "fpx")), statement_descriptor=Word(22))
LIST: Final = list_with(created=Span(), arrival_date=Span(), destination=Word(), status=Word())
FAILURES: Final = {
    "account_closed": "The bank account has been closed.",
    "no_account": "The bank account could not be located.",
    "could_not_process": "The bank could not process this payout.",
}


@route("POST", "/v1/payouts", "payouts.create", CREATE)
def create_payout(twin: Twin, call: Call) -> Thing:
    """Send what is available to the bank account of the calling account."""
    amount, currency = call.params["amount"], call.params["currency"]
    bank = _bank(twin, call.account, call.params.get("destination"))
    if available(twin, call.account, currency) < amount:
        raise refused("You have insufficient funds in your Stripe account for this transfer. Your card balance is too low.",
                      code="balance_insufficient")
    return _send(twin, call.account, bank, call.params, automatic=False)


@route("GET", "/v1/payouts/<payout>", "payouts.retrieve", call_with())
def retrieve_payout(twin: Twin, call: Call) -> Thing:
    """One payout."""
    return twin.require("payout", call.path["payout"], call.account, param="payout")


@route("GET", "/v1/payouts", "payouts.list", LIST)
def list_payouts(twin: Twin, call: Call) -> Thing:
    """Payouts of the calling account, the newest first."""
    return listed(twin, call, "payout", "/v1/payouts")


def start_automatic_payouts(twin: Twin) -> None:
    """Let balances of connected accounts that have waited long enough leave for their banks."""
    now = twin.now()
    due = twin.store.rows.execute(
        "SELECT account, currency, SUM(amount) FROM movements WHERE account <> '' AND moved_at <= ? "
        "GROUP BY account, currency HAVING SUM(amount) > 0", (now - twin.payout_seconds,)).fetchall()
    for account_id, currency, _ in due:
        account = twin.store.find("account", account_id)
        free = available(twin, account_id, currency)
        if account and account["payouts_enabled"] and free > 0:
            said = {"amount": free, "currency": currency, "description": "STRIPE PAYOUT"}
            _send(twin, account_id, account["external_accounts"]["data"][0]["id"], said, automatic=True)


def arrive_payouts(twin: Twin) -> None:
    """Let payouts arrive, or come back from an account that takes none."""
    for payout in twin.store.all("payout", None, status="pending"):
        if payout["arrival_date"] > twin.now():
            continue
        account = twin.store.find("account", payout["_account"]) if payout["_account"] else None
        failure = account.get("_payout_failure") if account else None
        if failure:
            _come_back(twin, payout, failure)
        else:
            payout["status"] = "paid"
            twin.store.save(payout)
            emit(twin, "payout.paid", payout, account=payout["_account"])


def _come_back(twin: Twin, payout: Thing, failure: str) -> None:
    payout.update(
        status="failed", failure_code=failure, failure_message=FAILURES[failure],
        failure_balance_transaction=move_money(twin, payout["_account"], "payout_failure", payout["amount"], payout["currency"],
                                               source=payout["id"]))
    twin.store.save(payout)
    emit(twin, "payout.failed", payout, account=payout["_account"])


def _send(twin: Twin, account: str, bank: str, said: Thing, *, automatic: bool) -> Thing:
    amount, currency = said["amount"], said["currency"]
    payout_id, now, method = make_id("po"), twin.now(), said.get("method", "standard")
    payout: Thing = {
        "id": payout_id, "object": "payout", "amount": amount, "application_fee": None, "application_fee_amount": None,
        "arrival_date": now if method == "instant" else now + twin.payout_seconds // 2, "automatic": automatic,
        "balance_transaction": move_money(twin, account, "payout", -amount, currency, source=payout_id), "created": now,
        "currency": currency, "description": said.get("description"), "destination": bank,
        "failure_balance_transaction": None, "failure_code": None, "failure_message": None, "livemode": False,
        "metadata": said.get("metadata", {}), "method": method, "original_payout": None, "payout_method": None,
        "reconciliation_status": "completed" if automatic else "not_applicable", "reversed_by": None,
        "source_type": said.get("source_type", "card"), "statement_descriptor": said.get("statement_descriptor"), "status": "pending",
        "trace_id": {"status": "pending", "value": None}, "type": "bank_account", "_account": account,
    }
    twin.store.add(payout, account)
    emit(twin, "payout.created", payout, account=account)
    return payout


def _bank(twin: Twin, account_id: str, wanted: str | None) -> str:
    account = twin.require("account", account_id) if account_id else None
    banks = [one["id"] for one in account["external_accounts"]["data"]] if account else [PLATFORM_BANK]
    if account and not account["payouts_enabled"]:
        raise refused("Payouts are not enabled for this account.", code="payouts_not_allowed")
    if wanted and wanted not in banks:
        raise missing("external account", wanted, param="destination", status=400)
    if not banks:
        raise refused(f"Sorry, you don't have any external accounts in that currency ({account_id or PLATFORM}).",
                      code="no_account")
    return wanted or str(banks[0])
