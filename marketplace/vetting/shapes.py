"""What the API says about applications."""

from datetime import datetime
from typing import Any

import msgspec

from marketplace.vetting.models import Application


class ApplicationShape(msgspec.Struct):
    """Somebody asks to work or to post: what they say, what was checked, and the decision with its reason."""

    id: int
    kind: str
    state: str
    person_id: int
    company_id: int | None
    statement: str
    new_evidence: str
    checks: list[dict[str, Any]]
    evidence: str
    reason: str
    decided_by: int | None
    decided_at: datetime | None
    created_at: datetime


class MyApplicationShape(msgspec.Struct):
    """One's own application: how it stands and why; `again_from` says when one may apply again, null unless it was rejected last."""

    id: int
    kind: str
    state: str
    statement: str
    new_evidence: str
    reason: str
    decided_at: datetime | None
    created_at: datetime
    again_from: datetime | None


def shape_application(application: Application) -> ApplicationShape:
    """An application for admins."""
    return ApplicationShape(
        application.id, application.kind, application.state, application.person_id, application.company_id, application.statement,
        application.new_evidence, application.checks, application.evidence or "", application.reason or "", application.decided_by,
        application.decided_at, application.created_at)


def shape_my_application(application: Application, again_from: datetime | None = None) -> MyApplicationShape:
    """An application for whom it is about: not what others saw or said."""
    return MyApplicationShape(application.id, application.kind, application.state or "submitted", application.statement,
                              application.new_evidence or "", application.reason or "", application.decided_at, application.created_at, again_from)
