"""A worker's earnings on one page: what is free to send, what waits for a verdict, what was sent."""

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.paging import Cut
from marketplace.kernel.policy import Permission
from marketplace.money.bank.codes import BANKS
from marketplace.money.forms import PayoutScheduleForm
from marketplace.money.payable import payout_minimum
from marketplace.money.queries.bank import hold_of, my_bank_account
from marketplace.money.queries.schedules import my_payout_schedule
from marketplace.money.queries.worker import (
    my_account,
    my_balances,
    my_bonuses,
    my_debts,
    my_payouts,
    my_trust,
)
from marketplace.money.requirements import requirement_words
from marketplace.money.states import PAYOUT
from marketplace.money.trust import LEVELS
from marketplace.quality.queries_appeals import my_granted_appeals
from marketplace.quality.queries_worker import my_earnings, waiting_for_verdict
from marketplace.quality.states import APPEAL
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut
from marketplace.web.door import Door

pages = Door("earnings", __name__)
PAYOUTS_SHOWN, BONUSES_SHOWN, APPEALS_SHOWN = 3, 10, 10


@pages.get("/earnings", permission=Permission.SEE_EARNINGS)
def show_earnings() -> ResponseReturnValue:
    """Balances, the payout account and what is missing, the latest payouts, and each earning with its receipt."""
    actor = current_actor()
    account, balances = my_account(actor), my_balances(actor)
    schedule = my_payout_schedule(actor)
    return render_template(
        "money/earnings.html", balances=balances, waiting=waiting_for_verdict(actor), account=account,
        due=requirement_words(account.requirements) if account else [], page=my_earnings(actor, asked_cut()),
        payouts=my_payouts(actor, Cut(PAYOUTS_SHOWN)), minimums={one.free.currency: payout_minimum(one.free.currency) for one in balances},
        bonuses=my_bonuses(actor, Cut(BONUSES_SHOWN)).items, granted=my_granted_appeals(actor, Cut(APPEALS_SHOWN)).items,
        debts=my_debts(actor), PAYOUT=PAYOUT, APPEAL=APPEAL, bank=my_bank_account(actor), BANKS=BANKS,
        holds={one.free.currency: hold_of(actor, one.free.currency) for one in balances}, trust=my_trust(actor), LEVELS=LEVELS,
        schedule=schedule, schedule_form=PayoutScheduleForm(data={"schedule": schedule.schedule}))
