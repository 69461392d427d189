"""Imports under /api/v1: uploaded, read whole, their columns matched, then stored as tasks or discarded."""

from typing import Any

from flask import Response, stream_with_context

from marketplace.api.lists import page_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work import service
from marketplace.work.api.door import api
from marketplace.work.forms import ImportForm, MappingForm, StoreImportForm
from marketplace.work.mending import bad_rows
from marketplace.work.queries import get_import, list_imports
from marketplace.work.shapes_import import ImportShape, shape_import


@api.get("/batches/<id:batch_id>/imports", permission=Permission.SEE_BATCH, returns=(ImportShape,))
def list_batch_imports(batch_id: int, cut: Cut) -> Page[ImportShape]:
    """The latest uploads for a batch, newest first."""
    return page_of(list_imports(current_actor(), batch_id), cut).map(shape_import)


@api.post("/batches/<id:batch_id>/imports", permission=Permission.IMPORT_ROWS, form=ImportForm, returns=ImportShape, upload=True, outbound=True)
def check_import(batch_id: int, values: dict[str, Any]) -> ImportShape:
    """Upload a table (and its photos): every row is checked, nothing becomes a task yet. A large one is `checking` until a job has read it."""
    table, photos = values.pop("table"), values.pop("photos", None)
    return shape_import(service.check_import(batch_id, table=table.stream, filename=table.filename,
                                             photos=photos.stream if photos else None, actor=current_actor(), **values))


@api.get("/imports/<id:import_id>", permission=Permission.IMPORT_ROWS, returns=ImportShape)
def show_import(import_id: int) -> ImportShape:
    """The report on one upload, and how far it is."""
    return shape_import(get_import(current_actor(), import_id))


@api.get("/imports/<id:import_id>/errors", permission=Permission.IMPORT_ROWS, returns=("text/csv",))
def download_import_errors(import_id: int) -> Response:
    """The rows that need mending as a CSV, each as it came with the reasons behind it; personal cells are masked."""
    made = bad_rows(current_actor(), import_id)
    return Response(stream_with_context(made.chunks), content_type="text/csv; charset=utf-8",
                    headers={"Content-Disposition": f'attachment; filename="{made.filename}"'})


@api.post("/imports/<id:import_id>/mapping", permission=Permission.IMPORT_ROWS, form=MappingForm, returns=ImportShape, outbound=True,
          example={"mapping": {"상품명": {"field": "name"}, "무게": {"field": "weight", "unit": "kg"}, "메모": {"field": None}}})
def map_columns(import_id: int, values: dict[str, Any]) -> ImportShape:
    """Say which field each column is, and read the table again; kept for your next upload."""
    return shape_import(service.map_columns(import_id, **values, actor=current_actor()))


@api.post("/imports/<id:import_id>/tasks", permission=Permission.IMPORT_ROWS, form=StoreImportForm, returns=ImportShape,
          example={"skip_bad": False})
def store_import(import_id: int, values: dict[str, Any]) -> ImportShape:
    """Make tasks of its good rows, all of them or none; doing it again changes nothing."""
    return shape_import(service.store_import(import_id, **values, actor=current_actor()))


@api.post("/imports/<id:import_id>/discards", permission=Permission.IMPORT_ROWS, returns=ImportShape)
def discard_import(import_id: int) -> ImportShape:
    """Forget an import; one that is being read is stopped."""
    return shape_import(service.discard_import(import_id, actor=current_actor()))
