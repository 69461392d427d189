"""The part of a list that a request asks for, and the query parameters it may carry."""

import unicodedata

from flask import request

from marketplace.kernel.errors import BadRequest, Invalid
from marketplace.kernel.machines import Machine
from marketplace.kernel.paging import Cut, read_cut
from marketplace.kernel.text import Text


def asked_cut(*also: str) -> Cut:
    """`limit` and `cursor`; raises `BadRequest` field_not_allowed for any other name than those and `also`."""
    allowed = {"limit", "cursor", *also}
    for name in request.args:
        if name not in allowed:
            raise BadRequest("field_not_allowed", Text(
                "쓸 수 없는 조건이에요: {field}. 쓸 수 있는 것: {allowed}", "{field} can't be asked for. Allowed: {allowed}"),
                field=name[:80], allowed=", ".join(sorted(allowed)))
    return read_cut(request.args.get("limit"), request.args.get("cursor"))


def asked_state(machine: Machine) -> str | None:
    """`state`, when it is one of the machine's; raises `Invalid` state_unknown."""
    state = request.args.get("state") or None
    if state is not None and state not in machine.states:
        raise Invalid.field("state", "state_unknown", Text(
            "다음 중에서 골라 주세요: {known}", "Please choose one of: {known}"), known=", ".join(machine.states))
    return state


def asked_words(name: str = "q") -> str:
    """What is searched for, in the form that text is kept in; looked for literally."""
    return unicodedata.normalize("NFC", request.args.get(name, "").replace("\x00", "")).strip()
