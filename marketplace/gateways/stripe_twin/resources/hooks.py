"""Events that can be asked for again, and the endpoints that hear of them."""

from typing import Final

from marketplace.gateways.stripe_twin.params import (
    Address,
    Flag,
    Many,
    Metadata,
    Shape,
    Span,
    Word,
    call_with,
    list_with,
)
from marketplace.gateways.stripe_twin.resources.accounts import merged
from marketplace.gateways.stripe_twin.routing import listed, route
from marketplace.gateways.stripe_twin.twin import Call, Twin, make_id
from marketplace.gateways.stripe_twin.wire import Thing, malformed

CREATE: Final = call_with(
    {"url": Address(), "enabled_events": Many(Word(100), 300)}, connect=Flag(), description=Word(), metadata=Metadata(),
    api_version=Word(40))
UPDATE: Final = call_with(
    url=Address(), enabled_events=Many(Word(100), 300), disabled=Flag(), description=Word(), metadata=Metadata())
MOST_ENDPOINTS: Final = 16


@route("GET", "/v1/events/<event>", "events.retrieve", call_with())
def retrieve_event(twin: Twin, call: Call) -> Thing:
    """One event."""
    return twin.require("event", call.path["event"], call.account, param="event")


@route("GET", "/v1/events", "events.list", list_with(created=Span(), type=Word(), types=Many(Word(), 20)))
def list_events(twin: Twin, call: Call) -> Thing:
    """Events of the calling account, the newest first."""
    if "type" in call.params and "types" in call.params:
        raise malformed("You may only specify one of these parameters: type, types.", param="types")
    if "types" in call.params:
        call.params["type"] = call.params.pop("types")
    return listed(twin, call, "event", "/v1/events")


@route("POST", "/v1/webhook_endpoints", "webhook_endpoints.create", CREATE)
def create_endpoint(twin: Twin, call: Call) -> Thing:
    """Listen to events; the secret is shown this once."""
    if len(twin.store.all("webhook_endpoint")) >= MOST_ENDPOINTS:
        raise malformed("You have reached the maximum of 16 test webhook endpoints.", param="url")
    params, secret = call.params, make_id("whsec", 32)
    endpoint = twin.store.add({
        "id": make_id("we"), "object": "webhook_endpoint", "api_version": params.get("api_version"), "application": None,
        "created": twin.now(), "description": params.get("description"), "enabled_events": params["enabled_events"], "livemode": False,
        "metadata": params.get("metadata", {}), "status": "enabled", "url": params["url"],
        "_secret": secret, "_connect": params.get("connect", False),
    })
    return endpoint | {"secret": secret}


@route("GET", "/v1/webhook_endpoints/<endpoint>", "webhook_endpoints.retrieve", call_with())
def retrieve_endpoint(twin: Twin, call: Call) -> Thing:
    """One endpoint, without its secret."""
    return twin.require("webhook_endpoint", call.path["endpoint"], param="webhook_endpoint")


@route("POST", "/v1/webhook_endpoints/<endpoint>", "webhook_endpoints.update", UPDATE)
def update_endpoint(twin: Twin, call: Call) -> Thing:
    """Move an endpoint, or stop it."""
    endpoint = twin.require("webhook_endpoint", call.path["endpoint"], param="webhook_endpoint")
    for name in ("url", "enabled_events", "description"):
        endpoint[name] = call.params.get(name, endpoint[name])
    endpoint["metadata"] = merged(endpoint["metadata"], call.params.get("metadata"))
    if "disabled" in call.params:
        endpoint["status"] = "disabled" if call.params["disabled"] else "enabled"
    return twin.store.save(endpoint)


@route("DELETE", "/v1/webhook_endpoints/<endpoint>", "webhook_endpoints.delete", Shape())
def delete_endpoint(twin: Twin, call: Call) -> Thing:
    """Stop listening for good."""
    endpoint = twin.require("webhook_endpoint", call.path["endpoint"], param="webhook_endpoint")
    twin.store.drop(endpoint["id"])
    return {"id": endpoint["id"], "object": "webhook_endpoint", "deleted": True}


@route("GET", "/v1/webhook_endpoints", "webhook_endpoints.list", list_with())
def list_endpoints(twin: Twin, call: Call) -> Thing:
    """Who listens, the newest first."""
    return listed(twin, call, "webhook_endpoint", "/v1/webhook_endpoints")
