"""One translator from refusals to answers: the same code, sentence and id as a page or as JSON."""

from typing import Any

from flask import Flask, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, SecurityError

from marketplace.kernel.database import db, is_busy
from marketplace.kernel.errors import (
    BadRequest,
    Forbidden,
    Invalid,
    MethodNotAllowed,
    NotFound,
    Refusal,
    TooLarge,
    Unavailable,
    UnsupportedType,
)
from marketplace.kernel.logs import get_log
from marketplace.kernel.text import Text
from marketplace.web.actor import is_api

_BY_STATUS: dict[int, type[Refusal]] = {
    400: BadRequest, 403: Forbidden, 404: NotFound, 405: MethodNotAllowed, 413: TooLarge, 415: UnsupportedType}


class Broken(Refusal):
    """Our own fault; the details are in the log under the id shown."""

    status, code = 500, "our_fault"
    sentence = Text("저희 쪽 문제로 처리하지 못했어요. 잠시 후 다시 시도해 주세요. 계속되면 아래 번호를 알려 주세요.",
                    "Something went wrong on our side. Please try again shortly; if it stays, tell us the id below.")


def register_errors(app: Flask) -> None:
    """Answer every refusal and every fault alike."""
    app.register_error_handler(Refusal, answer_refusal)
    app.register_error_handler(CSRFError, _answer_csrf)
    app.register_error_handler(HTTPException, _answer_http)
    app.register_error_handler(Exception, _answer_fault)


def answer_refusal(refusal: Refusal) -> ResponseReturnValue:
    """The envelope for the API, a page for people; `Retry-After` where it helps."""
    headers = {"Retry-After": str(refusal.facts["retry_after"])} if "retry_after" in refusal.facts else {}
    if refusal.status == 401:
        headers["WWW-Authenticate"] = 'Bearer realm="ilgam"'
    if is_api() or request.headers.get("Accept", "").startswith("application/json"):
        return jsonify(envelope(refusal)), refusal.status, headers
    return render_template("web/refusal.html", refusal=refusal, request_id=g.get("request_id", "")), refusal.status, headers


def envelope(refusal: Refusal) -> dict[str, Any]:
    """`{"error": {code, message, status, request_id, facts, fields}}`."""
    fields = {name: {"code": error.code, "message": str(error.message), "facts": _plain(error.facts)}
              for name, error in refusal.fields.items()} if isinstance(refusal, Invalid) else {}
    return {"error": {"code": refusal.code, "message": str(refusal.message), "status": refusal.status,
                      "request_id": g.get("request_id", ""), "facts": _plain(refusal.facts), "fields": fields}}


def _plain(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: fact if isinstance(fact, (int, float, bool, list, type(None))) else _words(fact) for name, fact in facts.items()}


def _words(fact: Any) -> str:
    is_stored_text = isinstance(fact, dict) and fact.keys() == {"ko", "en"}
    return str(Text.from_json(fact) if is_stored_text else fact)


def _answer_csrf(error: CSRFError) -> ResponseReturnValue:
    refusal = BadRequest("page_too_old", Text(
        "페이지를 연 지 오래됐어요. 아래 버튼으로 다시 보내면 돼요.", "This page was open too long. Send it again with the button below."))
    if request.headers.get("Accept", "").startswith("application/json"):
        return answer_refusal(refusal)
    kept = [(name, value) for name, values in request.form.lists() for value in values
            if name != "csrf_token" and "password" not in name and name != "current"]
    return render_template("web/send_again.html", refusal=refusal, kept=kept, request_id=g.get("request_id", "")), 400


def _answer_http(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    if isinstance(error, SecurityError):
        return _answer_unknown_host()
    kind = _BY_STATUS.get(error.code or 500)
    answer = answer_refusal(kind() if kind else BadRequest() if error.code and error.code < 500 else Broken())
    allowed = getattr(error, "valid_methods", None)
    return (answer[0], answer[1], answer[2] | {"Allow": ", ".join(sorted(allowed))}) if allowed else answer  # type: ignore[index,operator,return-value,misc]


def _answer_unknown_host() -> ResponseReturnValue:
    """Plain words: under a host that isn't ours no page can be drawn, since no address of ours may be written into it."""
    refusal = BadRequest("unknown_host", Text("이 주소로는 열 수 없어요.", "This host is not served here."))
    words = f"{refusal.status} {refusal.code}\n{refusal.message.ko}\n{refusal.message.en}\n"
    return words, refusal.status, {"Content-Type": "text/plain; charset=utf-8"}


def _answer_fault(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    if isinstance(error, PoolTimeout) or (isinstance(error, DBAPIError) and (is_busy(error) or error.connection_invalidated)):
        return answer_refusal(Unavailable("database_busy", retry_after=2))
    get_log("web").error("fault", exc_info=error, path=request.path)
    return answer_refusal(Broken())
