"""Applications under /api/v1."""

from typing import Any

from marketplace.accounts.forms import CompanyForm, WorkerForm
from marketplace.api.door import ApiDoor
from marketplace.api.lists import page_of
from marketplace.api.parameters import one_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.vetting import service
from marketplace.vetting.forms import DecisionForm
from marketplace.vetting.queries import (
    earlier_applications,
    get_application,
    list_applications,
    my_applications,
    my_standings,
)
from marketplace.vetting.shapes import (
    ApplicationShape,
    MyApplicationShape,
    shape_application,
    shape_my_application,
)
from marketplace.vetting.states import APPLICATION
from marketplace.web.actor import current_actor

api = ApiDoor("vetting", __name__)


@api.get("/me/applications", permission=Permission.APPLY, returns=(MyApplicationShape,))
def list_my_applications(cut: Cut) -> Page[MyApplicationShape]:
    """One's own applications, newest first, with when one may apply again."""
    actor = current_actor()
    again = {standing.newest.id: standing.again_from for standing in my_standings(actor).values()}
    return page_of(my_applications(actor), cut).map(lambda one: shape_my_application(one, again.get(one.id)))


@api.post("/me/applications/worker", permission=Permission.APPLY, form=WorkerForm, returns=MyApplicationShape, errors=(409, 429),
          example={"statement": "Two years of product listing, evenings.", "accept_terms": True})
def apply_to_work(values: dict[str, Any]) -> MyApplicationShape:
    """Ask to work; after a rejection again, with `new_evidence`."""
    return shape_my_application(service.apply_to_work(**values, actor=current_actor()))


@api.post("/me/applications/business", permission=Permission.APPLY, form=CompanyForm, returns=MyApplicationShape, errors=(409, 429),
          example={"company_name": "Haru Mart", "business_number": "107-82-09351", "representative": "Han Haru",
                   "statement": "2,000 listings a month."})
def apply_to_post(values: dict[str, Any]) -> MyApplicationShape:
    """Ask to post tasks for a business; after a rejection again, mended, with `new_evidence`."""
    return shape_my_application(service.apply_to_post(**values, actor=current_actor()))


@api.get("/applications", permission=Permission.SEE_ADMIN, returns=(ApplicationShape,), query={"state": one_of(*APPLICATION.states)})
def list_all_applications(cut: Cut, state: str | None) -> Page[ApplicationShape]:
    """Applications, newest first."""
    return list_applications(current_actor(), cut, state=state).map(shape_application)


@api.get("/applications/<id:application_id>", permission=Permission.SEE_ADMIN, returns=ApplicationShape)
def show_application(application_id: int) -> ApplicationShape:
    """One application."""
    return shape_application(get_application(current_actor(), application_id)[0])


@api.get("/applications/<id:application_id>/earlier", permission=Permission.SEE_ADMIN, returns=(ApplicationShape,))
def list_earlier_applications(application_id: int, cut: Cut) -> Page[ApplicationShape]:
    """What the same person asked for before, and how that was decided, newest first."""
    return earlier_applications(current_actor(), application_id, cut).map(shape_application)


@api.post("/applications/<id:application_id>/decisions", permission=Permission.DECIDE_APPLICATION, form=DecisionForm, returns=ApplicationShape,
          example={"decision": "approve", "evidence": "Certificate seen, called back.", "reason": "All in order."})
def decide_application(application_id: int, values: dict[str, Any]) -> ApplicationShape:
    """Approve, with the evidence seen, or reject; always for a reason."""
    return shape_application(service.decide_application(application_id, **values, actor=current_actor()))
