"""Entries made by hand, by page: proposed by one admin, decided by another."""

from collections.abc import Callable
from typing import Any, Final

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from marketplace.kernel.forms import VerbForm
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.money.adjusting import PURPOSES, second_person_above
from marketplace.money.forms import AdjustmentDecisionForm, AdjustmentForm
from marketplace.money.queries.adjustments import get_adjustment, list_adjustments, names_of, owners_of
from marketplace.money.service import adjustments as service
from marketplace.money.states import ADJUSTMENT
from marketplace.money.words import ACCOUNTS
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.web.history import history_items

pages = Door("adjustments", __name__)
DECIDE: Final[dict[str, Callable[..., Any]]] = {
    "approve": service.approve_adjustment, "refuse": service.refuse_adjustment, "withdraw": service.withdraw_adjustment}


@pages.get("/admin/ledger/adjustments", permission=Permission.SEE_LEDGER)
def show_adjustments() -> ResponseReturnValue:
    """Every entry made by hand, newest first."""
    page = list_adjustments(current_actor(), asked_cut("state"), state=asked_state(ADJUSTMENT))
    return render_template("money/adjustments.html", page=page, names=names_of(page.items), ADJUSTMENT=ADJUSTMENT, PURPOSES=PURPOSES)


@pages.get("/admin/ledger/adjustments/new", permission=Permission.PROPOSE_ADJUSTMENT)
def show_adjustment_form() -> ResponseReturnValue:
    """Propose a correction; what comes with the address is filled in already."""
    return _draw_form(AdjustmentForm(request.args) if request.args else AdjustmentForm())


@pages.post("/admin/ledger/adjustments", permission=Permission.PROPOSE_ADJUSTMENT)
def propose_adjustment() -> ResponseReturnValue:
    """Propose a correction; nothing moves before it is approved."""
    form = sent(AdjustmentForm)
    proposed = attempt(form, lambda **words: service.propose_adjustment(**words, actor=current_actor()))
    if proposed is None:
        return _draw_form(form)
    flash(t("정정을 제안했어요. 승인하면 장부에 올라가요.", "Proposed. It is posted once it is approved."), "success")
    return redirect(f"/admin/ledger/adjustments/{proposed.id}", 303)


@pages.get("/admin/ledger/adjustments/<id:adjustment_id>", permission=Permission.SEE_LEDGER)
def show_adjustment(adjustment_id: int) -> ResponseReturnValue:
    """One correction: what it moves and why, who proposed and who decided."""
    return _draw(adjustment_id, AdjustmentDecisionForm())


@pages.post("/admin/ledger/adjustments/<id:adjustment_id>/decisions", permission=Permission.DECIDE_ADJUSTMENT)
def decide_adjustment(adjustment_id: int) -> ResponseReturnValue:
    """Approve, refuse, or take one's own proposal back."""
    form = sent(AdjustmentDecisionForm)
    if attempt(form, lambda decision: DECIDE[decision](adjustment_id, actor=current_actor())) is None:
        return _draw(adjustment_id, form)
    flash(t("결정했어요.", "Decided."), "success")
    return redirect(f"/admin/ledger/adjustments/{adjustment_id}", 303)


def _draw_form(form: VerbForm) -> ResponseReturnValue:
    return render_template("money/adjustment_form.html", form=form, limit=second_person_above("KRW")), getattr(form, "status", 200)


def _draw(adjustment_id: int, form: VerbForm) -> ResponseReturnValue:
    actor = current_actor()
    one = get_adjustment(actor, adjustment_id)
    return render_template(
        "money/adjustment.html", one=one, form=form, names=names_of([one]), owners=owners_of(one), history=history_items(actor, "adjustment", one.id),
        is_mine=one.proposed_by == actor.person_id, ADJUSTMENT=ADJUSTMENT, PURPOSES=PURPOSES, ACCOUNTS=ACCOUNTS), getattr(form, "status", 200)
