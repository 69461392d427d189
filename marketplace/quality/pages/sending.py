"""What a worker's page sends: answers, and where no script sent them before, the files chosen beside them."""

from collections.abc import Iterator
from typing import Any, Final

from flask import request
from werkzeug.datastructures import FileStorage

from marketplace.kernel.errors import FieldError, Invalid, TooLarge, UnsupportedType
from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.spec import Spec
from marketplace.web.actor import current_actor
from marketplace.work import service
from marketplace.work.answers import read_answers
from marketplace.work.claim_files import each_file

CHOSEN: Final = ".upload"  # the file input beside `photo` is called `photo.upload`


def wants_json() -> bool:
    """Whether a script asks."""
    return request.headers.get("Accept", "").startswith("application/json")


def read_sent(claim_id: int, spec: Spec) -> tuple[dict[str, Any], dict[str, FieldError]]:
    """The raw answers, naming every file that was sent along and is now kept; and by field why another could not be."""
    raw, unkept = read_answers(spec, request.form), {}
    for field, file in _chosen(spec):
        name = field.name
        try:
            kept = service.add_claim_file(claim_id, field=name, file=file.stream, filename=file.filename or "", actor=current_actor())
        except (Invalid, TooLarge, UnsupportedType) as refusal:
            unkept[name] = FieldError(refusal.code, refusal.message)
        else:
            raw[name] = [*each_file(raw.get(name)), str(kept.id)] if field.kind == "photos" else str(kept.id)
    return raw, unkept


def _chosen(spec: Spec) -> Iterator[tuple[Field, FileStorage]]:
    for field in spec.outputs:
        if kind_of(field).is_file:
            yield from ((field, file) for file in request.files.getlist(field.name + CHOSEN) if file.filename)
