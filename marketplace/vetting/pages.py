"""Asking to be let in, and deciding about it, by page."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.accounts.forms import CompanyForm, WorkerForm
from marketplace.accounts.queries import my_person
from marketplace.accounts.service.people import TERMS_VERSION
from marketplace.kernel import clock
from marketplace.kernel.forms import VerbForm
from marketplace.kernel.paging import Cut
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.vetting import service
from marketplace.vetting.checks import CHECKS
from marketplace.vetting.forms import DecisionForm
from marketplace.vetting.queries import (
    Case,
    Standing,
    count_applications,
    deciders_of,
    earlier_applications,
    get_application,
    my_standings,
    vetting_queue,
)
from marketplace.vetting.states import APPLICATION
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.web.history import history_items

pages = Door("vetting", __name__)


@pages.get("/me/applications", permission=Permission.APPLY)
def show_my_applications() -> ResponseReturnValue:
    """Where one's applications stand, and what was missing; working or posting for whoever hasn't asked yet."""
    actor = current_actor()
    return render_template("vetting/mine.html", standings=my_standings(actor), person=my_person(actor), APPLICATION=APPLICATION)


@pages.get("/me/applications/worker", permission=Permission.APPLY)
def show_worker_form() -> ResponseReturnValue:
    """Ask to work; what was written before a rejection is there to be mended."""
    before = my_standings(current_actor()).get("worker")
    return _draw_form("worker", WorkerForm(statement=before.newest.statement) if before else WorkerForm())


@pages.post("/me/applications/worker", permission=Permission.APPLY)
def apply_to_work() -> ResponseReturnValue:
    """Ask to work, the terms accepted."""
    return _apply("worker", sent(WorkerForm), service.apply_to_work)


@pages.get("/me/applications/business", permission=Permission.APPLY)
def show_business_form() -> ResponseReturnValue:
    """Ask to post tasks for a business; what was written before a rejection is there to be mended."""
    return _draw_form("business", _written_before() or CompanyForm())


@pages.post("/me/applications/business", permission=Permission.APPLY)
def apply_to_post() -> ResponseReturnValue:
    """Ask to post tasks for a business."""
    return _apply("business", sent(CompanyForm), service.apply_to_post)


@pages.get("/admin/applications", permission=Permission.SEE_ADMIN)
def show_queue() -> ResponseReturnValue:
    """Applications, the one that has waited longest first: those that wait, unless another state or all are asked for."""
    actor, cut = current_actor(), asked_cut("state")
    state = None if request.args.get("state") == "all" else asked_state(APPLICATION) or APPLICATION.start
    page = vetting_queue(actor, cut, state=state)
    return render_template("vetting/queue.html", page=page, counts=count_applications(actor), APPLICATION=APPLICATION)


@pages.get("/admin/applications/<id:application_id>", permission=Permission.SEE_ADMIN)
def show_application(application_id: int) -> ResponseReturnValue:
    """One case: what was sent in, what we checked, the decision, the history."""
    return _draw_case(application_id, DecisionForm())


@pages.post("/admin/applications/<id:application_id>/decisions", permission=Permission.DECIDE_APPLICATION)
def decide_application(application_id: int) -> ResponseReturnValue:
    """Approve with the evidence seen, or reject, for a reason."""
    form = sent(DecisionForm)
    decided = attempt(form, lambda decision, evidence, reason: service.decide_application(
        application_id, decision=decision, evidence=evidence or "", reason=reason, actor=current_actor()))
    if decided is None:
        return _draw_case(application_id, form)
    flash(t("결정을 알려 드렸어요.", "Decided; the applicant is told."), "success")
    return redirect("/admin/applications", 303)


def _apply(kind: str, form: VerbForm, verb: Callable[..., Any]) -> ResponseReturnValue:
    if attempt(form, lambda **words: verb(**words, actor=current_actor())) is None:
        return _draw_form(kind, form)
    flash(t("신청했어요. 결과는 알림과 메일로 알려 드려요.", "Sent. You hear from us by notice and mail."), "success")
    return redirect("/me/applications", 303)


def _written_before() -> CompanyForm | None:
    actor = current_actor()
    before, member = my_standings(actor).get("business"), my_person(actor).membership
    if before is None or member is None:
        return None
    company = member.company
    return CompanyForm(company_name=company.name, business_number=company.business_number, representative=company.representative,
                       statement=before.newest.statement)


def _draw_form(kind: str, form: VerbForm) -> ResponseReturnValue:
    standing, status = my_standings(current_actor()).get(kind), getattr(form, "status", 200)
    page = render_template(f"vetting/apply_{kind}.html", form=form, standing=standing, terms_version=TERMS_VERSION)
    return page, status, {"Retry-After": _seconds_until(standing)} if status == 429 and standing else {}


def _seconds_until(standing: Standing) -> str:
    left = (standing.again_from or clock.now()) - clock.now()
    return str(max(int(left.total_seconds()), 0) + 1)


def _draw_case(application_id: int, form: VerbForm) -> ResponseReturnValue:
    actor = current_actor()
    case = Case(*get_application(actor, application_id))
    earlier, history = earlier_applications(actor, application_id, Cut()), history_items(actor, "application", application_id)
    deciders = deciders_of([case.application, *earlier.items])
    return render_template("vetting/case.html", case=case, earlier=earlier, form=form, history=history, deciders=deciders, CHECKS=CHECKS,
                           APPLICATION=APPLICATION), getattr(form, "status", 200)
