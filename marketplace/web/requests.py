"""What every request is checked for before any view, and what every answer carries."""

import re
import time
from typing import Final
from urllib.parse import unquote_to_bytes, urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge, SecurityError

from marketplace.kernel.errors import BadRequest, Invalid, UnsupportedType
from marketplace.kernel.ids import new_request_id
from marketplace.kernel.logs import log_request, request_id
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
       "form-action 'self'{pay}; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'")
_HOST: Final = re.compile(r"([^\s:@/\[\]]+|\[[0-9a-fA-F:.]+\])(:[0-9]{1,5})?")
FORM_MOST: Final = 2_000_000  # bytes of texts; files are counted apart
_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")


def register_requests(app: Flask) -> None:
    """Request ids, security headers, the access log."""
    app.before_request(_start)
    app.before_request(_refuse_odd_host)
    app.after_request(_finish)


def refuse_unclear() -> None:
    """Before a request, once its reader is known: a body too long or of another kind than forms, and doubled parameters."""
    length = request.content_length
    if length is not None and length > (request.max_content_length or length):
        raise RequestEntityTooLarge
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadRequest("duplicate_parameter", Text(
                "같은 항목이 두 번 왔어요: {field}", "The parameter {field} was sent twice."), field=name[:80])
    if request.method == "POST" and length and request.mimetype not in _FORMS and not request.path.startswith(("/api/", "/webhooks/")):
        raise UnsupportedType("form_only", Text(
            "양식(form)으로만 받을 수 있어요. JSON은 /api/v1로 보내 주세요.", "This address takes forms only. Send JSON to /api/v1."))
    if request.mimetype == _FORMS[0]:
        _refuse_odd_letters()


def _refuse_odd_letters() -> None:
    """A form of texts must be one that a browser could send: of a size to hold in memory, and in UTF-8.

    Werkzeug reads such a body whole whatever its length, and keeps escapes that aren't UTF-8 as they were typed.
    """
    for pair in read_body(FORM_MOST).replace(b"+", b" ").split(b"&"):
        try:
            unquote_to_bytes(pair).decode()
        except UnicodeDecodeError:
            name = unquote_to_bytes(pair.partition(b"=")[0]).decode(errors="replace")
            raise Invalid("bad_character", Text(
                "쓸 수 없는 문자가 들어 있어요: {field}", "The field {field} contains a character we can't keep."), field=name[:80]) from None


def read_body(most: int) -> bytes:
    """The whole body, which can be read as a form afterwards; one of more than `most` bytes is refused, whatever it says of its length."""
    request.max_content_length = most
    body = request.get_data()
    if request.content_length is None and len(body) >= most:  # a body sent in pieces is cut off there without a word
        raise RequestEntityTooLarge
    return body


def _start() -> None:
    g.started = time.perf_counter()
    g.request_id = new_request_id()
    request_id.set(g.request_id)


def _refuse_odd_host() -> None:
    # Flask trusts what stands before the first colon, and leaves the rest unread.
    if not _HOST.fullmatch(request.headers.get("Host", "")):
        raise SecurityError


def _finish(answer: Response) -> Response:
    answer.headers.setdefault("Content-Security-Policy", CSP.format(pay=_payment_page()))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    answer.headers["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=()"
    answer.headers["X-Request-Id"] = g.get("request_id", "")
    if current_settings().base_url.startswith("https://"):
        answer.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static":
        answer.headers.setdefault("Cache-Control", "no-store")
        milliseconds = (time.perf_counter() - g.get("started", time.perf_counter())) * 1000
        log_request(method=request.method, path=request.path, status=answer.status_code, milliseconds=milliseconds,
                    person_id=getattr(g.get("actor"), "person_id", None))
    return answer


def _payment_page() -> str:
    # A form that posts here may be redirected to the provider's page; browsers check that address too.
    where = urlsplit(current_settings().stripe_api_base)
    if where.hostname == "api.stripe.com":
        return " https://checkout.stripe.com https://connect.stripe.com"
    return f" {where.scheme}://{where.netloc}"
