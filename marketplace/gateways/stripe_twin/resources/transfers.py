"""Transfers from the platform's balance to connected accounts, and their reversals."""

from typing import Final

from marketplace.gateways.stripe_twin.events import emit
from marketplace.gateways.stripe_twin.money import available, check_amount, free_at, move_money, spell
from marketplace.gateways.stripe_twin.params import (
    Currency,
    Flag,
    Metadata,
    OneOf,
    Span,
    Whole,
    Word,
    call_with,
    list_with,
)
from marketplace.gateways.stripe_twin.resources.accounts import merged
from marketplace.gateways.stripe_twin.routing import list_of, listed, route
from marketplace.gateways.stripe_twin.twin import Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing, malformed, refused

CREATE: Final = call_with(
    {"currency": Currency(), "destination": Word()}, amount=Whole(1), description=Word(), metadata=Metadata(),
    source_transaction=Word(), source_type=OneOf(("bank_account", "card", "fpx")), transfer_group=Word())
LIST: Final = list_with(created=Span(), destination=Word(), transfer_group=Word())


@route("POST", "/v1/transfers", "transfers.create", CREATE)
def create_transfer(twin: Twin, call: Call) -> Thing:
    """Move money to a connected account: from what is available, or from one charge before it is."""
    params = call.params
    amount, currency = params.get("amount"), params["currency"]
    if amount is None:
        raise malformed("Missing required param: amount.", code="parameter_missing", param="amount")
    check_amount(amount, currency)
    account = twin.require("account", params["destination"], param="destination", status=400)
    if account["capabilities"].get("transfers") != "active":
        raise refused("Your destination account needs to have at least one of the following capabilities enabled: transfers, "
                      "crypto_transfers, legacy_payments", code="insufficient_capabilities_for_transfer")
    source = _source(twin, params, amount)
    if source is None and available(twin, "", currency) < amount:
        raise refused("You have insufficient available funds in your Stripe account. Try adding funds directly to your available "
                      "balance by creating Charges using the 4000000000000077 test card. See: "
                      "https://stripe.com/docs/testing#available-balance", code="balance_insufficient")
    transfer = _new(twin, params, amount, source)
    when = free_at(twin, source["balance_transaction"]) if source else None
    transfer["balance_transaction"] = move_money(
        twin, "", "transfer", -amount, currency, source=transfer["id"], available_on=when)
    move_money(twin, account["id"], "payment", amount, currency, source=transfer["destination_payment"], available_on=when)
    twin.store.add(transfer)
    emit(twin, "transfer.created", transfer)
    return transfer


@route("GET", "/v1/transfers/<transfer>", "transfers.retrieve", call_with())
def retrieve_transfer(twin: Twin, call: Call) -> Thing:
    """One transfer."""
    return twin.require("transfer", call.path["transfer"], call.account, param="transfer")


@route("POST", "/v1/transfers/<transfer>", "transfers.update", call_with(description=Word(), metadata=Metadata()))
def update_transfer(twin: Twin, call: Call) -> Thing:
    """Change a transfer's words, never its money."""
    transfer = twin.require("transfer", call.path["transfer"], call.account, param="transfer")
    transfer["description"] = call.params.get("description", transfer["description"])
    transfer["metadata"] = merged(transfer["metadata"], call.params.get("metadata"))
    emit(twin, "transfer.updated", transfer)
    return twin.store.save(transfer)


@route("GET", "/v1/transfers", "transfers.list", LIST)
def list_transfers(twin: Twin, call: Call) -> Thing:
    """Transfers, the newest first."""
    return listed(twin, call, "transfer", "/v1/transfers")


@route("POST", "/v1/transfers/<transfer>/reversals", "transfers.reversals.create",
       call_with(amount=Whole(1), description=Word(), metadata=Metadata(), refund_application_fee=Flag()))
def create_reversal(twin: Twin, call: Call) -> Thing:
    """Take a part of a transfer, or what is left of it, back: only while the other account still has it."""
    transfer = twin.require("transfer", call.path["transfer"], call.account, param="transfer")
    left = transfer["amount"] - transfer["amount_reversed"]
    amount = call.params.get("amount", left)
    if not left or amount > left:
        raise refused(f"Reversal amount ({spell(amount, transfer['currency'])}) is greater than unreversed amount on transfer "
                      f"({spell(left, transfer['currency'])})", param="amount")
    if available(twin, transfer["destination"], transfer["currency"]) < amount:
        raise refused("The connected account's available balance is less than the amount to be reversed.", code="balance_insufficient")
    reversal = {
        "id": make_id("trr"), "object": "transfer_reversal", "amount": amount, "created": twin.now(), "currency": transfer["currency"],
        "destination_payment_refund": make_id("pyr"), "metadata": call.params.get("metadata", {}), "source_refund": None,
        "transfer": transfer["id"], "balance_transaction": None,
    }
    reversal["balance_transaction"] = move_money(
        twin, "", "transfer_refund", amount, transfer["currency"], source=reversal["id"])
    move_money(twin, transfer["destination"], "payment_refund", -amount, transfer["currency"])
    twin.store.add(reversal)
    transfer["amount_reversed"] += amount
    transfer["reversed"] = transfer["amount_reversed"] == transfer["amount"]
    transfer["reversals"]["data"].insert(0, reversal)
    twin.store.save(transfer)
    emit(twin, "transfer.reversed", transfer)
    return reversal


@route("GET", "/v1/transfers/<transfer>/reversals", "transfers.reversals.list", list_with())
def list_reversals(twin: Twin, call: Call) -> Thing:
    """What came back of a transfer."""
    transfer = twin.require("transfer", call.path["transfer"], call.account, param="transfer")
    return listed(twin, call, "transfer_reversal", transfer["reversals"]["url"], transfer=transfer["id"])


@route("GET", "/v1/transfers/<transfer>/reversals/<reversal>", "transfers.reversals.retrieve", call_with())
def retrieve_reversal(twin: Twin, call: Call) -> Thing:
    """One reversal."""
    return twin.require("transfer_reversal", call.path["reversal"], call.account, param="reversal")


def _source(twin: Twin, params: Thing, amount: int) -> Thing | None:
    if "source_transaction" not in params:
        return None
    charge = twin.require("charge", params["source_transaction"], param="source_transaction", status=400)
    if charge["currency"] != params["currency"]:
        raise refused("The currency of source_transaction's balance transaction must be the same as the transfer currency.",
                      param="currency")
    used = sum(one["amount"] - one["amount_reversed"] for one in twin.store.all("transfer", source_transaction=charge["id"]))
    if not charge["paid"] or amount > charge["amount"] - used:
        raise refused("Transfers using this transaction as a source must not exceed the source amount of "
                      f"{spell(charge['amount'], charge['currency'])}.", param="amount")
    return charge


def _new(twin: Twin, params: Thing, amount: int, source: Thing | None) -> Thing:
    transfer_id = make_id("tr")
    group = params.get("transfer_group") or (source and source["transfer_group"]) or (f"group_{source['id']}" if source else None)
    return {
        "id": transfer_id, "object": "transfer", "amount": amount, "amount_reversed": 0, "balance_transaction": None,
        "created": twin.now(), "currency": params["currency"], "description": params.get("description"),
        "destination": params["destination"], "destination_payment": make_id("py"), "livemode": False,
        "metadata": params.get("metadata", {}), "reversals": list_of([], f"/v1/transfers/{transfer_id}/reversals"), "reversed": False,
        "source_transaction": source["id"] if source else None, "source_type": params.get("source_type", "card"), "transfer_group": group,
    }
