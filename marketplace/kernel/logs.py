"""Logs: one JSON line an event on stderr, each with the id of the request it belongs to; bodies never."""

import logging
import sys
from collections.abc import MutableMapping
from contextvars import ContextVar
from typing import Any, Final, TextIO

import structlog

from marketplace.kernel.settings import Settings

Event = MutableMapping[str, Any]
HIDDEN: Final = "(hidden)"
# Words that must not be readable in a log, whatever a caller passes.
SECRET_WORDS: Final = frozenset(
    {"password", "secret", "token", "authorization", "cookie", "key", "card", "body", "form", "json", "email"}
)

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""The id of the request being answered; an error page shows the same one."""

_log: structlog.stdlib.BoundLogger = structlog.get_logger("ilgam")


def configure_logs(settings: Settings, stream: TextIO | None = None) -> None:
    """Send our own and every library's records to `stream` (stderr): JSON, or readable on a developer's terminal."""
    stream = stream or sys.stderr
    readable = settings.env == "development" and stream.isatty()
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level, *_shared(), structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream)
    rendering = _rendering(readable)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_shared(), processors=rendering))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(settings.log_level.upper())
    for noisy in ("alembic", "apscheduler", "httpx", "httpcore", "stripe", "werkzeug", "PIL"):
        logging.getLogger(noisy).setLevel(max(logging.WARNING, root.level))


def get_log(name: str) -> structlog.stdlib.BoundLogger:
    """A logger for one room or process: `get_log("work").info("claim_expired", claim_id=7)`."""
    log: structlog.stdlib.BoundLogger = structlog.get_logger(f"ilgam.{name}")
    return log


def log_request(*, method: str, path: str, status: int, milliseconds: float, **facts: Any) -> None:
    """One line for one answered request: the path without its query, no header, no body."""
    write = _log.error if status >= 500 else _log.info
    write("request", method=method, path=path.partition("?")[0], status=status, ms=round(milliseconds, 1), **facts)


def _shared() -> list[Any]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True, key="at"),
        structlog.processors.StackInfoRenderer(),
        _add_request_id,
        _hide_secrets,
    ]


def _rendering(readable: bool) -> list[Any]:
    remove_meta = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    if readable:
        plain = structlog.dev.plain_traceback
        return [remove_meta, structlog.dev.ConsoleRenderer(timestamp_key="at", exception_formatter=plain)]
    # The trace as text: structlog's own form of it shows local variables, and those are people's data.
    as_json = structlog.processors.JSONRenderer(ensure_ascii=False)
    return [remove_meta, structlog.processors.format_exc_info, as_json]


def _add_request_id(_logger: Any, _method: str, event: Event) -> Event:
    if request_id.get():
        event["request_id"] = request_id.get()
    return event


def _hide_secrets(_logger: Any, _method: str, event: Event) -> Event:
    for name in event:
        if SECRET_WORDS.intersection(name.lower().split("_")):
            event[name] = HIDDEN
    return event
