"""Imports under /api/v1: uploaded, checked, then stored as tasks or discarded."""

from typing import Any

from marketplace.api.lists import page_of
from marketplace.kernel.paging import Cut, Page
from marketplace.kernel.policy import Permission
from marketplace.web.actor import current_actor
from marketplace.work import service
from marketplace.work.api.door import api
from marketplace.work.forms import ImportForm, StoreImportForm
from marketplace.work.queries import get_import, list_imports
from marketplace.work.shapes import ImportShape, shape_import


@api.get("/batches/<id:batch_id>/imports", permission=Permission.SEE_BATCH, returns=(ImportShape,))
def list_batch_imports(batch_id: int, cut: Cut) -> Page[ImportShape]:
    """The latest uploads for a batch, newest first."""
    return page_of(list_imports(current_actor(), batch_id), cut).map(shape_import)


@api.post("/batches/<id:batch_id>/imports", permission=Permission.IMPORT_ROWS, form=ImportForm, returns=ImportShape, upload=True)
def check_import(batch_id: int, values: dict[str, Any]) -> ImportShape:
    """Upload a table (and a zip of its photos): every row is checked, nothing becomes a task yet."""
    table, photos = values["table"], values.get("photos")
    return shape_import(service.check_import(batch_id, table=table.stream, filename=table.filename,
                                             photos=photos.stream if photos else None, actor=current_actor()))


@api.get("/imports/<id:import_id>", permission=Permission.IMPORT_ROWS, returns=ImportShape)
def show_import(import_id: int) -> ImportShape:
    """The report on one upload."""
    return shape_import(get_import(current_actor(), import_id))


@api.post("/imports/<id:import_id>/tasks", permission=Permission.IMPORT_ROWS, form=StoreImportForm, returns=ImportShape,
          example={"skip_bad": False})
def store_import(import_id: int, values: dict[str, Any]) -> ImportShape:
    """Make tasks of its good rows; doing it again changes nothing."""
    return shape_import(service.store_import(import_id, **values, actor=current_actor()))


@api.post("/imports/<id:import_id>/discards", permission=Permission.IMPORT_ROWS, returns=ImportShape)
def discard_import(import_id: int) -> ImportShape:
    """Forget a checked import."""
    return shape_import(service.discard_import(import_id, actor=current_actor()))
