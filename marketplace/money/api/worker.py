"""A worker's money under /api/v1: balance, payout account, payouts."""

from typing import Any

from marketplace.accounts.queries import my_person
from marketplace.gateways.provider import money_provider
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.money import service
from marketplace.money.api.door import api
from marketplace.money.forms import CurrencyForm, PayoutScheduleForm
from marketplace.money.queries.schedules import my_payout_schedule
from marketplace.money.queries.worker import get_payout, my_balances, my_payouts, my_trust
from marketplace.money.service import schedules
from marketplace.money.shapes import (
    BalancesShape,
    OnboardingShape,
    PayoutAccountShape,
    PayoutScheduleShape,
    PayoutShape,
    shape_account,
    shape_balance,
    shape_payout,
    shape_schedule,
)
from marketplace.web.actor import current_actor


@api.get("/balance", permission=Permission.SEE_EARNINGS, returns=BalancesShape)
def show_balance() -> BalancesShape:
    """The acting worker's money by currency."""
    actor = current_actor()
    trust = my_trust(actor)
    return BalancesShape([shape_balance(balance) for balance in my_balances(actor)], trust.level, trust.hours)


@api.post("/payouts/account", permission=Permission.CONNECT_PAYOUTS, returns=OnboardingShape, outbound=True)
def connect_payouts() -> OnboardingShape:
    """Open the provider's page on which the acting worker's payout account is filled in."""
    actor = current_actor()
    person = my_person(actor)
    return OnboardingShape(service.connect_payouts(
        email=person.email, country=person.worker.country if person.worker else "KR",
        return_url=f"{current_settings().base_url}/payouts/account", provider=money_provider(), actor=actor))


@api.get("/payouts/account", permission=Permission.CONNECT_PAYOUTS, returns=PayoutAccountShape, errors=(404,))
def show_payout_account() -> PayoutAccountShape:
    """Where the acting worker is paid, as the provider says right now."""
    actor = current_actor()
    return shape_account(service.refresh_account(actor.person_id or 0, provider=money_provider(), actor=actor))


@api.get("/payouts", permission=Permission.SEE_EARNINGS, returns=(PayoutShape,))
def list_payouts(cut: Cut) -> Page[PayoutShape]:
    """What was sent to the acting worker, newest first."""
    return my_payouts(current_actor(), cut).map(shape_payout)


@api.post("/payouts", permission=Permission.REQUEST_PAYOUT, form=CurrencyForm, returns=PayoutShape, example={"currency": "KRW"})
def request_payout(values: dict[str, Any]) -> PayoutShape:
    """Set the whole balance of a currency aside to be sent."""
    actor = current_actor()
    return shape_payout(service.request_payout(worker_id=actor.person_id or 0, **values, actor=actor))


@api.get("/payouts/schedule", permission=Permission.SEE_EARNINGS, returns=PayoutScheduleShape)
def show_payout_schedule() -> PayoutScheduleShape:
    """When the acting worker's money goes out by itself."""
    return shape_schedule(my_payout_schedule(current_actor()))


@api.post("/payouts/schedule", permission=Permission.CHOOSE_PAYOUT_SCHEDULE, form=PayoutScheduleForm, returns=PayoutScheduleShape,
          example={"schedule": "mondays"})
def choose_payout_schedule(values: dict[str, Any]) -> PayoutScheduleShape:
    """Be paid on other days from now on; asking by hand stays possible on every day."""
    schedules.choose_payout_schedule(**values, actor=current_actor())
    return shape_schedule(my_payout_schedule(current_actor()))


@api.get("/payouts/<id:payout_id>", permission=Permission.SEE_EARNINGS, returns=PayoutShape)
def show_payout(payout_id: int) -> PayoutShape:
    """One of one's own payouts."""
    return shape_payout(get_payout(current_actor(), payout_id))
