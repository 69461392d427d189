"""Businesses and workers ask to be let in; an admin decides, with evidence and a reason on record."""

from typing import Any

from sqlalchemy.orm import Session

from marketplace.accounts import service as accounts
from marketplace.accounts.models import Company, Worker
from marketplace.accounts.states import COMPANY, WORKER
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Invalid, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.machines import move
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.vetting.limits import may_apply_from, refuse_too_soon
from marketplace.vetting.models import Application
from marketplace.vetting.queries import applications_of
from marketplace.vetting.states import APPLICATION


@verb
def apply_to_work(*, statement: str, new_evidence: str = "", accept_terms: bool = True, actor: Actor) -> Application:
    """Ask to work: the worker and their application, together. After a rejection again, with what is new since then.

    Raises `Conflict` already_applied, `Invalid` new_evidence_missing, `TooMany` applied_too_often.
    """
    require(actor, Permission.APPLY)
    with transaction() as session:
        is_again = _is_again(session, actor, "worker", new_evidence)
        worker = accounts.apply_as_worker(actor=actor)
        application = Application(kind="worker", person_id=worker.person_id, statement=statement, new_evidence=new_evidence,
                                  created_at=clock.now(),
                                  checks=[{"check": "terms_accepted", "passed": accept_terms, "found": worker.terms_version}])
        session.add(application)
        session.flush()
        record(session, actor, "apply_to_work", "application", application.id, **_again(is_again))
    return application


@verb
def apply_to_post(*, company_name: str, business_number: str, representative: str, statement: str, new_evidence: str = "",
                  actor: Actor) -> Application:
    """Ask to post tasks for a business: the company, its owner and the application, together. After a rejection again, mended.

    Raises `Conflict` already_member, business_number_taken; `Invalid` new_evidence_missing, `TooMany` applied_too_often.
    """
    require(actor, Permission.APPLY)
    with transaction() as session:
        is_again = _is_again(session, actor, "business", new_evidence)
        company = accounts.register_company(company_name=company_name, business_number=business_number,
                                            representative=representative, actor=actor)
        application = Application(kind="business", person_id=actor.person_id, company_id=company.id, statement=statement,
                                  new_evidence=new_evidence, created_at=clock.now(),
                                  checks=[{"check": "business_number_digit", "passed": True, "found": business_number}])
        session.add(application)
        session.flush()
        record(session, actor, "apply_to_post", "application", application.id, company_id=company.id, **_again(is_again))
    return application


def _is_again(session: Session, actor: Actor, kind: str, new_evidence: str) -> bool:
    """Whether this follows a rejection: then not too soon, and not without anything new."""
    moment = may_apply_from(applications_of(session, actor.person_id or 0, kind))
    if moment is None:
        return False
    refuse_too_soon(moment)
    if not new_evidence:
        raise Invalid.field("new_evidence", "new_evidence_missing", Text(
            "지난번에 부족했던 것을 어떻게 확인할 수 있는지 적어 주세요.",
            "Please write what is new since the last decision, and how we can check it."))
    return True


def _again(is_again: bool) -> dict[str, bool]:
    return {"again": True} if is_again else {}


@verb
def decide_application(application_id: int, *, decision: str, evidence: str, reason: str, actor: Actor) -> Application:
    """Approve (with the evidence seen) or reject an application, for a reason; raises `Invalid` evidence_missing."""
    with transaction() as session:
        application = session.get(Application, application_id)
        if application is None:
            raise NotFound()
        require(actor, Permission.DECIDE_APPLICATION, application)
        if decision == "approve" and not evidence:
            raise Invalid.field("evidence", "evidence_missing", Text(
                "무엇을 보고 확인했는지 적어 주세요.", "Please write down what you checked and saw."))
        move(session, APPLICATION, application, decision, evidence=evidence, reason=reason,
             decided_by=actor.person_id, decided_at=clock.now())
        _let_in(session, application, decision)
        record(session, actor, "decide_application", "application", application.id, company_id=application.company_id,
               decision=decision, person_id=application.person_id, kind=application.kind)
    return application


def _let_in(session: Any, application: Application, decision: str) -> None:
    if application.kind == "worker":
        move(session, WORKER, session.get_one(Worker, application.person_id), decision)
        return
    company = session.get_one(Company, application.company_id)
    move(session, COMPANY, company, decision, **({"approved_at": clock.now()} if decision == "approve" else {}))
