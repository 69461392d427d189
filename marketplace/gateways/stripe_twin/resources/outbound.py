"""Outbound payments of API v2, as far as our adapter uses them: sent and listed.

A failure is kept for its key as in API v1: harder for a caller than Stripe is, who would try again. No event tells of them.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

from marketplace.gateways.stripe_twin.money import available, check_amount, move_money
from marketplace.gateways.stripe_twin.params import Currency, Kind, Metadata, Shape, Whole, Word
from marketplace.gateways.stripe_twin.routing import route
from marketplace.gateways.stripe_twin.twin import Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import ApiError, Thing, malformed

KIND: Final = "v2.money_management.outbound_payment"
URL: Final = "/v2/money_management/outbound_payments"


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment by RFC 3339, kept as Stripe writes it: in UTC with milliseconds, so that text compares like time."""

    def read(self, said: Any, path: str) -> str:
        try:
            return _written(datetime.fromisoformat(said))
        except (TypeError, ValueError):
            raise malformed(f"Invalid timestamp: {said}", param=path) from None


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


CREATE: Final = Shape(
    {"amount": Shape({"value": Whole(1), "currency": Currency()}), "from": Shape({"financial_account": Word(), "currency": Currency()}),
     "to": Shape({"recipient": Word()}, {"currency": Currency()})}, {"metadata": Metadata(), "description": Word()})
_MOMENTS: Final[dict[str, Kind]] = {name: Instant() for name in ("gt", "gte", "lt", "lte")}
LIST: Final = Shape({}, {"created": Shape({}, _MOMENTS), "limit": Whole(1, 100), "page": Word()})


@route("POST", URL, "outbound_payments.create", CREATE)
def create_outbound_payment(twin: Twin, call: Call) -> Thing:
    """Send money from our balance to a recipient; it is posted at once here."""
    params = call.params
    amount, currency = params["amount"]["value"], params["amount"]["currency"]
    check_amount(amount, currency)
    account = twin.require("account", params["to"]["recipient"], param="to.recipient", status=400)
    if account["capabilities"].get("transfers") != "active":
        raise ApiError(400, "The recipient can't receive outbound payments yet.", code="recipient_capability_not_enabled",
                       kind="capability_not_enabled")
    if available(twin, "", currency) < amount:
        raise ApiError(400, "The financial account has insufficient funds.", code="insufficient_funds", kind="insufficient_funds")
    payment = _new(twin, params)
    move_money(twin, "", "transfer", -amount, currency, source=payment["id"])
    return twin.store.add(payment)


@route("GET", URL, "outbound_payments.list", LIST)
def list_outbound_payments(twin: Twin, call: Call) -> Thing:
    """Outbound payments, the newest first, and where the next page is."""
    params = dict(call.params)
    limit, after = params.pop("limit", 10), params.pop("page", "")
    things, has_more = twin.store.page(KIND, call.account, {}, params, limit=limit, after=after)
    filters = {f"created[{word}]": moment for word, moment in params.get("created", {}).items()}
    following = urlencode({"limit": limit, "page": things[-1]["id"], **filters}) if has_more else None
    return {"data": things, "next_page_url": following and f"{URL}?{following}", "previous_page_url": None}


def _new(twin: Twin, params: Thing) -> Thing:
    amount, now = params["amount"], _written(datetime.fromtimestamp(twin.now(), UTC))
    return {
        "id": make_id("obp"), "object": KIND, "amount": amount, "cancelable": False, "created": now,
        "description": params.get("description"), "expected_arrival_date": now, "livemode": False, "metadata": params.get("metadata", {}),
        "from": {"debited": amount, "financial_account": params["from"]["financial_account"]},
        "to": {"credited": amount, "payout_method": make_id("usba"), "recipient": params["to"]["recipient"]},
        "recipient_notification": {"setting": "configured"}, "statement_descriptor": "Ilgam", "status": "posted",
        "status_transitions": {"posted_at": now},
    }
