"""A worker is paid: connecting an account, asking for the balance, and what was sent."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.accounts.queries import my_person
from marketplace.gateways.provider import money_provider
from marketplace.kernel.errors import Conflict, Unavailable
from marketplace.kernel.policy import Permission
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import t
from marketplace.money import service
from marketplace.money.forms import CurrencyForm, PayoutScheduleForm
from marketplace.money.payable import payout_minimum
from marketplace.money.queries.worker import get_payout, my_account, my_payouts
from marketplace.money.requirements import requirement_words
from marketplace.money.service import schedules
from marketplace.money.states import PAYOUT
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door
from marketplace.web.forms import sent

pages = Door("payouts", __name__)
RETURN = "/payouts/account"


@pages.get("/payouts", permission=Permission.SEE_EARNINGS)
def list_payouts() -> ResponseReturnValue:
    """What was sent to the worker, and how each stands."""
    return render_template("money/earning_payouts.html", page=my_payouts(current_actor(), asked_cut()), PAYOUT=PAYOUT)


@pages.get("/payouts/<id:payout_id>", permission=Permission.SEE_EARNINGS)
def show_payout(payout_id: int) -> ResponseReturnValue:
    """One payout: where it went, when, and what stands in its way."""
    return render_template("money/earning_payout.html", payout=get_payout(current_actor(), payout_id), PAYOUT=PAYOUT)


@pages.post("/payouts", permission=Permission.REQUEST_PAYOUT)
def request_payout() -> ResponseReturnValue:
    """Set the whole balance of a currency aside to be sent; a refusal says what is missing and what to do."""
    actor, currency = current_actor(), sent(CurrencyForm).read()["currency"]
    try:
        payout = service.request_payout(worker_id=actor.person_id or 0, currency=currency, actor=actor)
    except Conflict as refusal:
        account = my_account(actor)
        return render_template("money/earning_refused.html", refusal=refusal, account=account, minimum=payout_minimum(currency),
                               due=requirement_words(account.requirements) if account else []), refusal.status
    flash(t("정산을 신청했어요. 보내는 대로 알려 드릴게요.", "Your payout is requested. We'll tell you when it is sent."), "success")
    return redirect(f"/payouts/{payout.id}", 303)


@pages.post("/payouts/schedule", permission=Permission.CHOOSE_PAYOUT_SCHEDULE)
def choose_payout_schedule() -> ResponseReturnValue:
    """Be paid on these days from now on."""
    schedules.choose_payout_schedule(**sent(PayoutScheduleForm).read(), actor=current_actor())
    flash(t("정산 시기를 바꿨어요.", "Your payout schedule is saved."), "success")
    return redirect("/earnings#schedule", 303)


@pages.post("/payouts/account", permission=Permission.CONNECT_PAYOUTS)
def connect_payouts() -> ResponseReturnValue:
    """On to the provider's page, where the account is filled in."""
    actor = current_actor()
    person = my_person(actor)
    page = service.connect_payouts(email=person.email, country=person.worker.country if person.worker else "KR", actor=actor,
                                   return_url=f"{current_settings().base_url}{RETURN}", provider=money_provider())
    return redirect(page, 303)


@pages.get("/payouts/account", permission=Permission.CONNECT_PAYOUTS)
def return_from_provider() -> ResponseReturnValue:
    """Back from the provider's page: look how the account stands now, then show the earnings."""
    actor = current_actor()
    try:
        account = service.refresh_account(actor.person_id or 0, provider=money_provider(), actor=actor)
    except Unavailable as refusal:
        flash(str(refusal.message), "error")
        return redirect("/earnings", 303)
    if account.payouts_enabled:
        flash(t("정산 계좌를 연결했어요.", "Your payout account is connected."), "success")
    else:
        flash(t("아직 채울 정보가 남았어요. 아래에서 확인해 주세요.", "Some details are still missing. See below."), "info")
    return redirect("/earnings", 303)
