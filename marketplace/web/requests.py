"""What every request is checked for before any view, and what every answer carries."""

import time
from urllib.parse import urlsplit

from flask import Flask, Response, g, request
from werkzeug.exceptions import RequestEntityTooLarge

from marketplace.kernel.errors import BadRequest
from marketplace.kernel.ids import new_request_id
from marketplace.kernel.logs import log_request, request_id
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text

CSP = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
       "form-action 'self'{pay}; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'")


def register_requests(app: Flask) -> None:
    """Request ids, refused duplicates, security headers, the access log."""
    app.before_request(_start)
    app.before_request(_refuse_doubled)
    app.after_request(_finish)


def _start() -> None:
    g.started = time.perf_counter()
    g.request_id = new_request_id()
    request_id.set(g.request_id)


def _refuse_doubled() -> None:
    length = request.content_length
    if length is not None and length > (request.max_content_length or length):
        raise RequestEntityTooLarge
    for name, values in request.args.lists():
        if len(values) > 1:
            raise BadRequest("duplicate_parameter", Text(
                "같은 항목이 두 번 왔어요: {field}", "The parameter {field} was sent twice."), field=name[:80])


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
