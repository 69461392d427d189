"""Drawing a draft: its terms in a form, its rows, its price and what it waits for, all on one page."""

from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.forms import VerbForm
from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.paging import Cut
from marketplace.kernel.text import t
from marketplace.money.fees import fee_on
from marketplace.money.queries.company import latest_payment
from marketplace.money.states import PAYMENT
from marketplace.standards.kinds import kind_of
from marketplace.standards.kinds.reading import show_value
from marketplace.standards.queries import list_templates
from marketplace.web.actor import current_actor
from marketplace.web.formats import format_money, format_time
from marketplace.web.moments import local_value
from marketplace.work.fair_pay import fair_pay
from marketplace.work.forecasts import foresee
from marketplace.work.forms import BatchForm, EditDraftForm, ImportForm
from marketplace.work.models import Batch
from marketplace.work.next_steps import next_step
from marketplace.work.pace import pace_of
from marketplace.work.queries import list_imports, list_tasks, newer_version, progress_of
from marketplace.work.quotes import quote_batch
from marketplace.work.states import BATCH, IMPORT

FIRST_ROWS = 3
UNDER_WAY = ("checking", "waiting", "checked")  # imports that somebody should look at


def draw_new(form: BatchForm, *, chosen: int | None = None) -> ResponseReturnValue:
    """An empty draft, with the catalogue to choose from; `chosen` is the version that is marked."""
    versions = list_templates(current_actor())
    return render_template("work/batch_new.html", form=form, versions=versions, chosen=_chosen(form, chosen), fees=_fees_today(),
                           currencies=[(code, code) for code in sorted({code for version in versions for code in version.spec.price_range})],
                           local_value=local_value, won=Money), _status(form)


def draw_draft(batch: Batch, *, form: EditDraftForm | None = None, upload: ImportForm | None = None,
               refused: VerbForm | None = None) -> ResponseReturnValue:
    """A draft as it stands, with what was refused at its place."""
    actor, spec = current_actor(), batch.template_version.spec
    imports, progress = list_imports(actor, batch.id), progress_of([batch.id])[batch.id]
    under_way = [one for one in imports if one.state in UNDER_WAY]
    pace, quote = pace_of(db.session(), batch, spec), quote_batch(batch)
    forecast = foresee(db.session(), batch, batch.template_version, quote) if quote.slots else None
    to_decide = sum(one.state != "checking" for one in under_way)
    drawn = render_template(
        "work/batch_draft.html", batch=batch, spec=spec, form=form or terms_of(batch), upload=upload or ImportForm(), quote=quote, forecast=forecast,
        imports=imports, under_way=under_way, takes_files=any(kind_of(field).is_file for field in spec.inputs), progress=progress,
        tasks=list_tasks(actor, batch.id, Cut(FIRST_ROWS)), payment=latest_payment(actor, batch.id),
        next=next_step(batch, progress, checked_imports=to_decide), refused=refused,
        stale=_is_stale(form), changes=_changes(batch, form), newer=newer_version(batch), now=clock.now(), pace=pace, fair=fair_pay(batch, pace),
        BATCH=BATCH, IMPORT=IMPORT, PAYMENT=PAYMENT, UNDER_WAY=UNDER_WAY, local_value=local_value, show_value=show_value, won=Money)
    return drawn, next((_status(one) for one in (form, upload, refused) if one is not None), 200)


def terms_of(batch: Batch) -> EditDraftForm:
    """A draft's terms in their form."""
    return EditDraftForm(data={
        "title": batch.title, "note": batch.note, "price": str(batch.price).split(" ")[0], "currency": batch.currency,
        "claim_minutes": batch.claim_minutes, "review_hours": batch.review_hours, "deadline_at": batch.deadline_at,
        "expected_version": batch.version})


def _fees_today() -> dict[str, int]:
    return {currency: fee_on(clock.today(), currency) for currency in DECIMALS}


def _changes(batch: Batch, form: EditDraftForm | None) -> list[dict[str, Any]]:
    """What stands in the draft now beside what was typed, when somebody else saved in between."""
    if form is None or not _is_stale(form):
        return []
    price: Any = form.price.data
    saved = [batch.title, batch.note, format_money(batch.price), batch.claim_minutes, batch.review_hours,
             format_time(batch.deadline_at) if batch.deadline_at else ""]
    typed = [form.title.data, form.note.data or "", format_money(price), form.claim_minutes.data or batch.claim_minutes,
             form.review_hours.data or batch.review_hours, format_time(form.deadline_at.data) if form.deadline_at.data else ""]
    labels = [form.title, form.note, form.price, form.claim_minutes, form.review_hours, form.deadline_at]
    return [{"label": str(field.label.text), "before": before or t("비어 있음", "empty"), "after": after or t("비어 있음", "empty")}
            for field, before, after in zip(labels, saved, typed, strict=True) if before != after]


def _is_stale(form: EditDraftForm | None) -> bool:
    return form is not None and any(error.code == "changed_meanwhile" for error in form.form_errors)


def _chosen(form: BatchForm, asked: int | None) -> int | None:
    data: Any = form.template_version_id.data
    return data if isinstance(data, int) else asked


def _status(form: VerbForm) -> int:
    return int(getattr(form, "status", 422 if form.errors else 200))
