"""Importing rows by page: uploaded, columns matched, reported on, then stored or discarded; long ones followed as they go."""

from typing import Any

from flask import Response, flash, redirect, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from marketplace.kernel.forms import JsonValues, VerbForm
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text, t
from marketplace.money.forms import EmptyForm
from marketplace.standards.kinds.reading import show_value
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work import service
from marketplace.work.forms import ImportForm, MappingForm, StoreImportForm
from marketplace.work.mending import bad_rows
from marketplace.work.pages.batches import draw_batch
from marketplace.work.queries import get_batch, get_import
from marketplace.work.rows.hints import ORDERS, units_of
from marketplace.work.states import IMPORT

pages = Door("imports", __name__)


@pages.post("/batches/<id:batch_id>/imports", permission=Permission.IMPORT_ROWS)
def check_import(batch_id: int) -> ResponseReturnValue:
    """Check an uploaded table whole; nothing becomes a task yet."""
    form = sent(ImportForm)
    found = attempt(form, lambda table, photos=None, **more: service.check_import(
        batch_id, table=table.stream, filename=table.filename, photos=photos.stream if photos else None, actor=current_actor(), **more))
    return draw_batch(batch_id, upload=form) if found is None else redirect(f"/imports/{found.id}", 303)


@pages.get("/imports/<id:import_id>", permission=Permission.IMPORT_ROWS)
def show_import(import_id: int) -> ResponseReturnValue:
    """What an upload would become: how many rows are right, what is wrong with the others, the first as they'll be stored."""
    return _draw(import_id)


@pages.get("/imports/<id:import_id>/progress", permission=Permission.IMPORT_ROWS)
def show_progress(import_id: int) -> ResponseReturnValue:
    """How far a long import is: the part of its page that asks again, with a tag so that nothing new costs nothing."""
    found = get_import(current_actor(), import_id)
    answer = Response(render_template("work/import_progress.html", found=found))
    answer.set_etag(f"{found.state}-{found.steps_done}-{found.steps_all}")
    if found.state != "checking":
        answer.headers["X-Reload"] = "1"
    return answer.make_conditional(request)


@pages.get("/imports/<id:import_id>/errors.csv", permission=Permission.IMPORT_ROWS)
def download_errors(import_id: int) -> ResponseReturnValue:
    """The wrong rows as a table to mend the file by."""
    made = bad_rows(current_actor(), import_id)
    return Response(stream_with_context(made.chunks), content_type="text/csv; charset=utf-8",
                    headers={"Content-Disposition": f'attachment; filename="{made.filename}"'})


@pages.post("/imports/<id:import_id>/mapping", permission=Permission.IMPORT_ROWS)
def map_columns(import_id: int) -> ResponseReturnValue:
    """Say which field each column is; the table is read again."""
    form = MappingForm(JsonValues(_sent_mapping()))
    found = attempt(form, lambda **values: service.map_columns(import_id, **values, actor=current_actor()))
    return _draw(import_id, form, mapping=form.mapping.data) if found is None else redirect(f"/imports/{import_id}", 303)


@pages.post("/imports/<id:import_id>/tasks", permission=Permission.IMPORT_ROWS)
def store_import(import_id: int) -> ResponseReturnValue:
    """Make tasks of the rows, all of them or the right ones."""
    form = sent(StoreImportForm)
    stored = attempt(form, lambda **values: service.store_import(import_id, **values, actor=current_actor()))
    if stored is None:
        return _draw(import_id, form)
    flash(t("일감 {n}개를 가져왔어요.", "Imported {n} tasks.", n=f"{stored.rows_stored:,}"), "success")
    return redirect(f"/batches/{stored.batch_id}#pay", 303)


@pages.post("/imports/<id:import_id>/discards", permission=Permission.IMPORT_ROWS)
def discard_import(import_id: int) -> ResponseReturnValue:
    """Forget an upload; one that is being read is stopped."""
    form = sent(EmptyForm)
    gone = attempt(form, lambda: service.discard_import(import_id, actor=current_actor()))
    if gone is None:
        return _draw(import_id, form)
    flash(t("올린 파일을 버렸어요. 저장한 일감은 없어요.", "The upload is discarded; nothing was stored."), "success")
    return redirect(f"/batches/{gone.batch_id}#rows", 303)


def _sent_mapping() -> dict[str, Any]:
    """The page's selects, one of each kind for every column, as the API would send them."""
    lists = [request.form.getlist(name) for name in ("column", "field", "unit", "dates")]
    uses = {column: {"field": field or None, **({"unit": unit} if unit else {}), **({"dates": dates} if dates else {})}
            for column, field, unit, dates in zip(*lists, strict=False)}
    return {"mapping": uses, "key_field": request.form.get("key_field", "")}


def _draw(import_id: int, form: VerbForm | None = None, *, mapping: Any = None) -> ResponseReturnValue:
    actor = current_actor()
    found = get_import(actor, import_id)
    batch = get_batch(actor, found.batch_id)
    drawn = render_template(
        "work/import.html", found=found, batch=batch, spec=batch.template_version.spec, form=form, mapping=mapping or found.mapping,
        IMPORT=IMPORT, ORDERS=ORDERS, units_of=units_of, reason=Text.from_json, show_value=show_value)
    return drawn, int(getattr(form, "status", 200))
