"""Is it alive, is it ready: for the machines that watch it."""

from flask import current_app, jsonify
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select, text

from marketplace.gateways.outbox import Mail
from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.leases import Lease
from marketplace.kernel.policy import Permission
from marketplace.money.provider_models import Payout
from marketplace.money.states import UNDER_WAY
from marketplace.web.door import Door

pages = Door("health", __name__)


@pages.get("/healthz", permission=Permission.SEE_PUBLIC)
def healthz() -> ResponseReturnValue:
    """The process answers."""
    return jsonify(status="ok")


@pages.get("/readyz", permission=Permission.SEE_PUBLIC)
def readyz() -> ResponseReturnValue:
    """Database, migrations, the leader's lease, the oldest unsent letter and the oldest unpaid payout."""
    facts = {"database": _answers(), "migrations": _current(), "lease_seconds_left": _lease_left(),
             "oldest_unsent_mail_seconds": _age(select(func.min(Mail.created_at)).where(Mail.sent_at.is_(None))),
             "oldest_unpaid_payout_seconds": _age(select(func.min(Payout.created_at)).where(Payout.state.in_(UNDER_WAY)))}
    ready = facts["database"] and facts["migrations"]
    return jsonify(status="ready" if ready else "not ready", **facts), 200 if ready else 503


def _answers() -> bool:
    return db.session.execute(text("SELECT 1")).scalar() == 1


def _current() -> bool:
    from_scripts = current_app.extensions.get("migrate_head")
    return from_scripts is None or db.session.execute(text("SELECT version_num FROM alembic_version")).scalar() == from_scripts


def _lease_left() -> float | None:
    until = db.session.scalar(select(Lease.expires_at).where(Lease.name == "scheduler"))
    return None if until is None else round((until - clock.now()).total_seconds(), 1)


def _age(query: object) -> float | None:
    since = db.session.scalar(query)  # type: ignore[call-overload]
    return None if since is None else round((clock.now() - since).total_seconds(), 1)


