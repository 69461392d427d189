"""Balances: every movement is a balance transaction that becomes available at a moment of the twin's clock."""

from typing import Final

from marketplace.gateways.stripe_twin.twin import Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing, malformed

NO_DECIMALS: Final = frozenset({"krw", "jpy", "vnd"})
THREE_DECIMALS: Final = frozenset({"kwd"})
MOST: Final = 99_999_999
# Stripe's least charge; it names none for won.
LEAST: Final = {"usd": 50, "eur": 50, "gbp": 30, "jpy": 50, "aud": 50, "cad": 50, "sgd": 50}
_CATEGORIES: Final = {
    "charge": "charge", "refund": "refund", "refund_failure": "refund_failure", "transfer": "transfer",
    "transfer_refund": "transfer_reversal", "payment": "charge", "payment_refund": "refund", "payout": "payout",
    "payout_failure": "payout_reversal", "adjustment": "dispute", "topup": "topup",
}


def move_money(
    twin: Twin, account: str, kind: str, amount: int, currency: str, *, source: str | None = None,
    available_on: int | None = None, description: str | None = None, fee: int = 0,
) -> str:
    """Book an amount (negative is out) less a fee in an account's balance; the id of its balance transaction."""
    now = twin.now()
    free_at = now if available_on is None else available_on
    # What is free now stays free, even when the clock is put back afterwards to tell an older story.
    twin.store.add_movement(account, currency, amount - fee, available_on=free_at if free_at > now else 0, moved_at=now)
    booked = twin.store.add({
        "id": make_id("txn"), "object": "balance_transaction", "amount": amount, "available_on": free_at,
        "balance_type": "payments", "created": now, "currency": currency, "description": description,
        "exchange_rate": None, "fee": fee, "net": amount - fee,
        "fee_details": _fee_details(fee, currency),
        "reporting_category": _CATEGORIES[kind], "source": source,
        "status": "available" if free_at <= now else "pending", "type": kind,
    }, account)
    return str(booked["id"])


def _fee_details(fee: int, currency: str) -> list[Thing]:
    kept = {"amount": fee, "application": None, "currency": currency, "description": "Dispute fee", "type": "stripe_fee"}
    return [kept] if fee else []


def available(twin: Twin, account: str, currency: str) -> int:
    """What an account can send now."""
    return twin.store.balance(account, currency, twin.now())[0]


def free_at(twin: Twin, transaction_id: str | None) -> int:
    """When the money of a balance transaction is there to be used."""
    found = twin.store.find_any(transaction_id) if transaction_id else None
    return int(found["available_on"]) if found else twin.now()


def refresh_status(twin: Twin, transaction: Thing) -> Thing:
    """The same balance transaction, with its status at this moment."""
    return {**transaction, "status": "available" if transaction["available_on"] <= twin.now() else "pending"}


def check_amount(amount: int, currency: str, *, param: str = "amount") -> None:
    """Refuse what a currency can't carry: Stripe rounds dinars to ten fils."""
    if currency in THREE_DECIMALS and amount % 10:
        raise malformed(f"Invalid amount: the last digit of an amount in {currency} must be 0.",
                        code="parameter_invalid_integer", param=param)


def check_charge(amount: int, currency: str, *, param: str) -> None:
    """Refuse what no card can be charged."""
    check_amount(amount, currency, param=param)
    if amount < LEAST.get(currency, 1):
        raise malformed(f"The amount must be at least {spell(LEAST.get(currency, 1), currency)}.",
                        code="amount_too_small", param=param)
    if amount > MOST:
        raise malformed(f"The amount must be no more than {spell(MOST, currency)}.", code="amount_too_large", param=param)


def spell(amount: int, currency: str) -> str:
    """`₩12,345`, `$12.34`, `1.250 KWD`."""
    places = 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2
    sign, digits = ("−" if amount < 0 else ""), str(abs(amount)).rjust(places + 1, "0")
    whole = f"{int(digits[:-places] if places else digits):,}" + (f".{digits[-places:]}" if places else "")
    mark = {"krw": "₩", "usd": "$", "eur": "€", "jpy": "¥", "gbp": "£"}.get(currency)
    return f"{sign}{mark}{whole}" if mark else f"{sign}{whole} {currency.upper()}"
