"""One call of the API from its bytes to its answer: key, parameters, idempotency, faults, effect."""

import hashlib
import hmac
import json
import time
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import marketplace.gateways.stripe_twin.resources.balances
import marketplace.gateways.stripe_twin.resources.checkout
import marketplace.gateways.stripe_twin.resources.hooks
import marketplace.gateways.stripe_twin.resources.outbound
import marketplace.gateways.stripe_twin.resources.transfers  # noqa: F401 - importing a resource declares its routes
from marketplace.gateways.stripe_twin import faults
from marketplace.gateways.stripe_twin.faults import Fault
from marketplace.gateways.stripe_twin.routing import Route, find_route, shown
from marketplace.gateways.stripe_twin.twin import API_VERSION, Call, Cause, Twin, make_id
from marketplace.gateways.stripe_twin.wire import (
    Answer,
    ApiError,
    Asked,
    HungUp,
    Thing,
    json_answer,
    parse_form,
    parse_json,
)

KEY_SECONDS: Final = 24 * 3600
LONGEST_KEY: Final = 255


def answer_call(twin: Twin, asked: Asked) -> Answer:
    """Answer one call as Stripe does; raises `HungUp` where a fault ends the connection."""
    request_id = make_id("req", 14)
    try:
        check_key(twin, asked)
        route, path = find_route(asked.method, asked.path)
        encoded = asked.body.decode("utf-8", "replace") if asked.method == "POST" else asked.query
        is_json = asked.method == "POST" and asked.path.startswith("/v2/")
        params = route.shape.read(parse_json(encoded) if is_json else parse_form(encoded), "")
        call = Call(_account(twin, asked), path, params)
        answer = _Attempt(twin, asked, route, call, request_id).answer()
    except ApiError as error:
        answer = json_answer(error.status, error.body)
    answer.headers.setdefault("Request-Id", request_id)
    answer.headers["Stripe-Version"] = asked.headers.get("stripe-version", API_VERSION)
    return answer


def check_key(twin: Twin, asked: Asked) -> None:
    """Refuse whoever doesn't hold the secret key."""
    word, _, said = asked.headers.get("authorization", "").partition(" ")
    if word.lower() == "basic":
        try:
            said = b64decode(said).decode().partition(":")[0]
        except (NotBase64, UnicodeDecodeError):
            said = ""
    if not said:
        raise ApiError(401, "You did not provide an API key. You need to provide your API key in the Authorization header, using "
                            "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY').", checked=True)
    if not hmac.compare_digest(said.strip().encode(), twin.secret_key.encode()):
        raise ApiError(401, f"Invalid API Key provided: {said[:8]}****", checked=True)


def _account(twin: Twin, asked: Asked) -> str:
    account = asked.headers.get("stripe-account", "")
    with twin.lock:
        if account and twin.store.find("account", account) is None:
            raise ApiError(403, f"The provided key does not have access to account '{account}' (or that account does not exist). "
                                "Application access may have been revoked.", code="account_invalid", checked=True)
    return account


class _Attempt:
    """One try at a call, under its key if it has one."""

    def __init__(self, twin: Twin, asked: Asked, route: Route, call: Call, request_id: str) -> None:
        self.twin, self.asked, self.route, self.call, self.request_id = twin, asked, route, call, request_id
        self.key = asked.headers.get("idempotency-key", "") if asked.method == "POST" else ""
        said = f"{asked.method} {asked.path}\n".encode() + asked.body
        self.fingerprint = hashlib.sha256(said).hexdigest()

    def answer(self) -> Answer:
        """The answer, new or kept."""
        if len(self.key) > LONGEST_KEY:
            raise ApiError(400, f"Idempotency keys have at most {LONGEST_KEY} characters.", kind="idempotency_error", checked=True)
        with self._alone():
            with self.twin.lock:
                fault = self.twin.faults.draw(self.route.operation)
                if fault and fault.fault == faults.RATE_LIMIT:
                    raise ApiError(429, "Request rate limit exceeded. Learn more about rate limits here "
                                        "https://stripe.com/docs/rate-limits.", code="rate_limit", checked=True)
                kept = self._kept()
            if kept is None:
                return self._try(fault)
            if fault and fault.fault in _DROPS:
                _drop(fault)
            return kept

    def _try(self, fault: Fault | None) -> Answer:
        if fault and fault.fault in _DROPS_BEFORE:
            _drop(fault)
        with self.twin.lock:
            if fault and fault.fault == faults.ERROR_BEFORE:
                answer = self._keep(_broken())
            else:
                answer = self._run(is_lost=bool(fault and fault.fault == faults.ERROR_AFTER))
        if fault and fault.fault in _DROPS:
            _drop(fault)
        return answer

    def _run(self, *, is_lost: bool) -> Answer:
        twin = self.twin
        twin.cause = Cause(self.request_id, self.key or None)
        twin.store.begin()
        try:
            thing = self.route.run(twin, self.call)
            answer = json_answer(200, shown(twin, thing, self.call.params.get("expand", [])))
            answer = self._keep(_broken() if is_lost else answer)
        except BaseException as error:
            twin.store.rollback()
            if isinstance(error, ApiError) and not error.checked:
                return self._keep(json_answer(error.status, error.body))
            raise
        twin.store.commit()
        return answer

    def _kept(self) -> Answer | None:
        if not self.key:
            return None
        row = self.twin.store.rows.execute(
            "SELECT fingerprint, status, body, request_id FROM answers WHERE account = ? AND key = ? AND kept_at > ?",
            (self.call.account, self.key, self.twin.now() - KEY_SECONDS)).fetchone()
        if row is None:
            return None
        fingerprint, status, body, request_id = row
        if fingerprint != self.fingerprint:
            raise ApiError(400, "Keys for idempotent requests can only be used with the same parameters they were first used with. "
                                f"Try using a key other than '{self.key}' if you meant to execute a different request.",
                           kind="idempotency_error", checked=True)
        kept = json_answer(status, json.loads(body), **{
            "Idempotent-Replayed": "true", "Original-Request": request_id, "Idempotency-Key": self.key})
        return _marked(kept)

    def _keep(self, answer: Answer) -> Answer:
        if self.key:
            self.twin.store.rows.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?)",
                (self.call.account, self.key, self.fingerprint, answer.status, answer.body, self.request_id, self.twin.now()))
            answer.headers["Idempotency-Key"] = self.key
        return _marked(answer)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        mine = (self.call.account, self.key)
        with self.twin.lock:
            if self.key and mine in self.twin.in_flight:
                raise ApiError(409, "There is currently another in-progress request using this Idempotent Key (that probably means "
                                    "you submitted twice, and the other request is still going through): "
                                    f"{self.key}.", code="idempotency_key_in_use", kind="idempotency_error", checked=True)
            self.twin.in_flight[mine] = self.request_id
        try:
            yield
        finally:
            with self.twin.lock:
                # After a reset the key may be in use by another call already.
                if self.twin.in_flight.get(mine) == self.request_id:
                    del self.twin.in_flight[mine]


_DROPS_BEFORE: Final = (faults.TIMEOUT_BEFORE, faults.RESET_BEFORE)
_DROPS: Final = (*_DROPS_BEFORE, faults.TIMEOUT_AFTER, faults.RESET_AFTER)


def _drop(fault: Fault) -> None:
    if fault.fault in (faults.TIMEOUT_BEFORE, faults.TIMEOUT_AFTER):
        time.sleep(fault.seconds)
        raise HungUp(reset=False)
    raise HungUp(reset=True)


def _broken() -> Answer:
    error: Thing = {"error": {"message": "An unknown error occurred", "type": "api_error"}}
    return json_answer(500, error)


def _marked(answer: Answer) -> Answer:
    if answer.status >= 500:
        # A kept 500 stays a 500: Stripe tells its client not to ask again under the same key.
        answer.headers["Stripe-Should-Retry"] = "false"
    return answer
