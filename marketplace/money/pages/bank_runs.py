"""Bank runs by page: made, approved by two others, downloaded, confirmed."""

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Conflict
from marketplace.kernel.forms import VerbForm
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import t
from marketplace.money.bank.files import ENCODINGS
from marketplace.money.bank.forms import ConfirmationForm
from marketplace.money.bank.states import AT_THE_BANK, BANK_RUN, RUN_ITEM
from marketplace.money.forms import EmptyForm
from marketplace.money.queries.bank import get_bank_run, list_bank_runs, people_of, run_items
from marketplace.money.service import bank_runs as service
from marketplace.money.service.bank_confirmations import confirm_bank_run as confirm
from marketplace.web.actor import current_actor
from marketplace.web.cuts import asked_cut, asked_state
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.web.history import history_items

pages = Door("bank_runs", __name__)


@pages.get("/admin/bank-runs", permission=Permission.SEE_LEDGER)
def show_bank_runs() -> ResponseReturnValue:
    """Every run, newest first."""
    return _draw_list(EmptyForm())


@pages.post("/admin/bank-runs", permission=Permission.MAKE_BANK_RUN)
def make_bank_run() -> ResponseReturnValue:
    """Put every bank payout that is due into one file."""
    form = sent(EmptyForm)
    made = attempt(form, lambda: service.make_bank_run(actor=current_actor()))
    if made is None:
        return _draw_list(form)
    flash(t("만들었어요. 다른 두 사람이 승인하면 내려받을 수 있어요.", "Made. Once two others approve it, it can be downloaded."), "success")
    return redirect(f"/admin/bank-runs/{made.id}", 303)


@pages.get("/admin/bank-runs/<id:run_id>", permission=Permission.SEE_LEDGER)
def show_bank_run(run_id: int) -> ResponseReturnValue:
    """One run: what it sends, who approved it, what the bank said."""
    return _draw(run_id, ConfirmationForm())


@pages.post("/admin/bank-runs/<id:run_id>/approvals", permission=Permission.APPROVE_BANK_RUN)
def approve_bank_run(run_id: int) -> ResponseReturnValue:
    """One of two approvals, by people who didn't make it."""
    form = sent(EmptyForm)
    if attempt(form, lambda: service.approve_bank_run(run_id, actor=current_actor())) is None:
        return _draw(run_id, ConfirmationForm(), refused=form)
    flash(t("승인했어요.", "Approved."), "success")
    return redirect(f"/admin/bank-runs/{run_id}", 303)


@pages.post("/admin/bank-runs/<id:run_id>/cancellation", permission=Permission.MAKE_BANK_RUN)
def cancel_bank_run(run_id: int) -> ResponseReturnValue:
    """Drop a run that isn't approved yet."""
    form = sent(EmptyForm)
    if attempt(form, lambda: service.cancel_bank_run(run_id, actor=current_actor())) is None:
        return _draw(run_id, ConfirmationForm(), refused=form)
    flash(t("취소했어요. 정산은 다음 파일에 들어가요.", "Cancelled. Its payouts go into the next run."), "success")
    return redirect(f"/admin/bank-runs/{run_id}", 303)


@pages.get("/admin/bank-runs/<id:run_id>/file/<shape>", permission=Permission.DOWNLOAD_BANK_RUN)
def download_bank_run(run_id: int, shape: str) -> ResponseReturnValue:
    """The file for the bank, in CP949 or UTF-8."""
    asked = shape if shape in ENCODINGS else "cp949"
    try:
        data = service.download_bank_run(run_id, encoding=asked, actor=current_actor())
    except Conflict as refusal:
        flash(str(refusal.message), "error")
        return redirect(f"/admin/bank-runs/{run_id}", 303)
    return Response(data, content_type=f"text/csv; charset={'euc-kr' if asked == 'cp949' else 'utf-8'}", headers={
        "Content-Disposition": f'attachment; filename="bank-run-{run_id}-{asked}.csv"'})


@pages.post("/admin/bank-runs/<id:run_id>/confirmations", permission=Permission.CONFIRM_BANK_RUN)
def confirm_bank_run(run_id: int) -> ResponseReturnValue:
    """Take in the bank's answer; a file that doesn't fit changes nothing."""
    form = sent(ConfirmationForm)
    if attempt(form, lambda file: confirm(run_id, data=file.stream.read(), actor=current_actor())) is None:
        return _draw(run_id, form)
    flash(t("은행의 확인을 반영했어요.", "The bank's answer is taken in."), "success")
    return redirect(f"/admin/bank-runs/{run_id}", 303)


def _draw_list(form: VerbForm) -> ResponseReturnValue:
    page = list_bank_runs(current_actor(), asked_cut("state"), state=asked_state(BANK_RUN))
    return render_template("money/bank_runs.html", page=page, form=form, BANK_RUN=BANK_RUN), getattr(form, "status", 200)


def _draw(run_id: int, form: VerbForm, refused: VerbForm | None = None) -> ResponseReturnValue:
    actor = current_actor()
    run = get_bank_run(actor, run_id)
    return render_template(
        "money/bank_run.html", run=run, form=form, refused=refused or form, page=run_items(actor, run_id, asked_cut()), names=people_of(run),
        history=history_items(actor, "bank_run", run.id), BANK_RUN=BANK_RUN, RUN_ITEM=RUN_ITEM,
        AT_THE_BANK=AT_THE_BANK), getattr(refused or form, "status", 200)
