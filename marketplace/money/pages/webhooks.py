"""Where the provider tells us what happened: signed, kept by its id, then taken."""

from typing import Final

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from marketplace.gateways.money_provider import ProviderError
from marketplace.gateways.provider import money_provider
from marketplace.kernel import clock
from marketplace.kernel.errors import BadRequest
from marketplace.kernel.logs import get_log
from marketplace.kernel.policy import Actor, Permission
from marketplace.kernel.text import Text
from marketplace.money import service
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.errors import envelope

pages = Door("webhooks", __name__)

_REFUSED: Final = {
    "bad_signature": Text("서명이 맞지 않아요.", "The signature is not one of the provider's."),
    "event_too_old": Text("서명한 지 5분이 지났어요.", "It was signed more than five minutes ago."),
    "not_an_event": Text("알림으로 읽을 수 없어요.", "The body is not an event."),
}


@pages.post("/webhooks/stripe", permission=Permission.RECEIVE_PROVIDER_EVENT)
def receive_event() -> ResponseReturnValue:
    """Keep a signed event and take it at once; 400 when it isn't the provider's, too old or no event."""
    try:
        event = money_provider().read_event(request.get_data(cache=False), request.headers.get("Stripe-Signature", ""), now=clock.now())
    except ProviderError as error:
        refusal = BadRequest(error.code, _REFUSED.get(error.code))
        return jsonify(envelope(refusal)), refusal.status
    service.store_event(event, actor=current_actor())
    _take(event.id)
    return jsonify(received=True)


def _take(event_id: str) -> None:
    try:
        service.take_event(event_id, actor=Actor.system("webhook"))
    except Exception as error:  # noqa: BLE001 - it is kept: the scheduler takes what is left, and the provider need not send it again
        get_log("money").warning("event_left", event_id=event_id, exc_info=error)
