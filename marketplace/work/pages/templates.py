"""What the builder of templates needs of work: a template begun from a table, and the work page before there is any task."""

import csv
import io
from collections.abc import Sequence
from itertools import islice
from typing import Any, BinaryIO, Final

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from marketplace.kernel.errors import Invalid
from marketplace.kernel.policy import Permission
from marketplace.kernel.text import Text
from marketplace.standards.builder import guess_inputs
from marketplace.standards.forms import TemplateForm
from marketplace.standards.models import TemplateVersion
from marketplace.standards.pages.building import draw_start
from marketplace.standards.prose import render_prose
from marketplace.standards.queries import get_draft
from marketplace.standards.service import make_template
from marketplace.standards.states import VERSION
from marketplace.web.actor import current_actor
from marketplace.web.door import Door
from marketplace.web.forms import attempt, sent
from marketplace.work.forms import TemplateTableForm
from marketplace.work.previews import sample_input, sound_part
from marketplace.work.rows import read_rows
from marketplace.work.subject import show_subject

pages = Door("template_starts", __name__)
ROWS_LOOKED_AT: Final = 50


@pages.post("/templates/from-table", permission=Permission.MAKE_TEMPLATE)
def make_from_table() -> ResponseReturnValue:
    """Begin a template whose inputs are the columns of a table; none of its rows is kept."""
    form = sent(TemplateTableForm)
    draft = attempt(form, _make)
    if draft is None:
        return draw_start(TemplateForm(), table_form=form)
    return redirect(f"/templates/{draft.template_id}/draft/inputs", 303)


@pages.get("/templates/<id:template_id>/draft/preview", permission=Permission.EDIT_DRAFT)
def preview_work(template_id: int) -> ResponseReturnValue:
    """The work page of a draft with a made-up row; nothing can be handed in."""
    draft = get_draft(current_actor(), template_id)
    spec = sound_part(draft.spec)
    return render_template(
        "work/preview.html", draft=draft, spec=draft.spec, sound=spec, VERSION=VERSION, render_prose=render_prose,
        subject=show_subject(spec, sample_input(spec)) if spec else None, controls=spec.controls() if spec else [])


def _make(title: str | None = None, summary: str | None = None, file: Any = None, pasted: str | None = None) -> TemplateVersion:
    if file is None and not pasted:
        raise Invalid.field("file", "table_missing", Text("표를 올리거나 붙여 넣어 주세요.", "Please upload a table or paste one."))
    header, rows = _read(file.stream, file.filename) if file is not None else _read_pasted(pasted or "")
    return make_template(title=Text(title, title) if title else None, summary=Text(summary, summary) if summary else None,
                         parts={"inputs": guess_inputs(header, rows)}, actor=current_actor())


def _read(stream: BinaryIO, filename: str) -> tuple[Sequence[str], list[list[str]]]:
    table = read_rows(stream, filename=filename)
    return table.columns, [[str(cell) for cell in cells] for _, cells in islice(table.rows(), ROWS_LOOKED_AT)]


def _read_pasted(pasted: str) -> tuple[Sequence[str], list[list[str]]]:
    """A pasted table; a single line is a header without rows, unless it is an object."""
    if "\n" in pasted.strip() or pasted.lstrip().startswith("{"):
        return _read(io.BytesIO(pasted.encode()), "pasted.csv")
    names = (name.strip() for name in next(csv.reader([pasted], delimiter=max(",\t;", key=pasted.count))))
    return [*dict.fromkeys(filter(None, names))], []
