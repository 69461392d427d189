"""What an account has, and every movement that made it so."""

from marketplace.gateways.stripe_twin.money import refresh_status
from marketplace.gateways.stripe_twin.params import Currency, Span, Word, call_with, list_with
from marketplace.gateways.stripe_twin.routing import listed, route
from marketplace.gateways.stripe_twin.twin import Call, Twin
from marketplace.gateways.stripe_twin.wire import Thing


@route("GET", "/v1/balance", "balance.retrieve", call_with())
def retrieve_balance(twin: Twin, call: Call) -> Thing:
    """What is available and what is pending, by currency."""
    now = twin.now()
    sums = {one: twin.store.balance(call.account, one, now) for one in twin.store.currencies(call.account) or ["krw"]}
    free = [{"amount": free, "currency": one, "source_types": {"card": free}} for one, (free, _) in sums.items()]
    held = [{"amount": held, "currency": one, "source_types": {"card": held}} for one, (_, held) in sums.items()]
    balance: Thing = {"object": "balance", "available": free, "livemode": False, "pending": held}
    if not call.account:
        balance["connect_reserved"] = [{"amount": 0, "currency": one} for one in sums]
    return balance


@route("GET", "/v1/balance_transactions/<transaction>", "balance_transactions.retrieve", call_with())
def retrieve_transaction(twin: Twin, call: Call) -> Thing:
    """One movement."""
    return refresh_status(twin, twin.require("balance_transaction", call.path["transaction"], call.account, param="id"))


@route("GET", "/v1/balance_transactions", "balance_transactions.list",
       list_with(created=Span(), currency=Currency(), source=Word(), type=Word(), payout=Word()))
def list_transactions(twin: Twin, call: Call) -> Thing:
    """Movements of the calling account, the newest first."""
    found = listed(twin, call, "balance_transaction", "/v1/balance_transactions")
    return found | {"data": [refresh_status(twin, one) for one in found["data"]]}
