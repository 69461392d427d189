"""Importing rows by page: uploaded, reported on, then stored or discarded."""

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.forms import VerbForm
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text, t
from marketplace.money.forms import EmptyForm
from marketplace.standards.kinds.reading import show_value
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work import service
from marketplace.work.forms import ImportForm, StoreImportForm
from marketplace.work.pages.batches import draw_batch
from marketplace.work.queries import get_batch, get_import
from marketplace.work.results import write_csv
from marketplace.work.states import IMPORT

pages = Door("imports", __name__)


@pages.post("/batches/<id:batch_id>/imports", permission=Permission.IMPORT_ROWS)
def check_import(batch_id: int) -> ResponseReturnValue:
    """Check an uploaded table whole; nothing becomes a task yet."""
    form = sent(ImportForm)
    found = attempt(form, lambda table, photos=None: service.check_import(
        batch_id, table=table.stream, filename=table.filename, photos=photos.stream if photos else None, actor=current_actor()))
    return draw_batch(batch_id, upload=form) if found is None else redirect(f"/imports/{found.id}", 303)


@pages.get("/imports/<id:import_id>", permission=Permission.IMPORT_ROWS)
def show_import(import_id: int) -> ResponseReturnValue:
    """What an upload would become: how many rows are right, what is wrong with the others, the first as they'll be stored."""
    return _draw(import_id)


@pages.get("/imports/<id:import_id>/errors.csv", permission=Permission.IMPORT_ROWS)
def download_errors(import_id: int) -> ResponseReturnValue:
    """The wrong cells as a table to mend the file by."""
    found = get_import(current_actor(), import_id)
    header = [t("행", "row"), t("열", "column"), t("값", "value"), t("이유", "reason"), t("코드", "code")]
    rows = [[one["row"] or "", one["column"], one["value"], str(Text.from_json(one["message"])), one["code"]] for one in found.errors]
    return Response(write_csv(header, rows), mimetype="text/csv", headers={
        "Content-Disposition": f'attachment; filename="ilgam-import-{import_id}-errors.csv"'})


@pages.post("/imports/<id:import_id>/tasks", permission=Permission.IMPORT_ROWS)
def store_import(import_id: int) -> ResponseReturnValue:
    """Make tasks of the rows, all of them or the right ones."""
    form = sent(StoreImportForm)
    stored = attempt(form, lambda skip_bad=False: service.store_import(import_id, skip_bad=skip_bad, actor=current_actor()))
    if stored is None:
        return _draw(import_id, form)
    flash(t("일감 {n}개를 가져왔어요.", "Imported {n} tasks.", n=f"{stored.rows_good:,}"), "success")
    return redirect(f"/batches/{stored.batch_id}#pay", 303)


@pages.post("/imports/<id:import_id>/discards", permission=Permission.IMPORT_ROWS)
def discard_import(import_id: int) -> ResponseReturnValue:
    """Forget an upload."""
    form = sent(EmptyForm)
    gone = attempt(form, lambda: service.discard_import(import_id, actor=current_actor()))
    if gone is None:
        return _draw(import_id, form)
    flash(t("올린 파일을 버렸어요. 저장한 일감은 없어요.", "The upload is discarded; nothing was stored."), "success")
    return redirect(f"/batches/{gone.batch_id}#rows", 303)


def _draw(import_id: int, form: VerbForm | None = None) -> ResponseReturnValue:
    actor = current_actor()
    found = get_import(actor, import_id)
    batch = get_batch(actor, found.batch_id)
    drawn = render_template("work/import.html", found=found, batch=batch, spec=batch.template_version.spec, form=form, IMPORT=IMPORT,
                            reason=Text.from_json, show_value=show_value)
    return drawn, int(getattr(form, "status", 200))
