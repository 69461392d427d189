"""Boxes on photos, as formats of image annotation need them: which photo, and where on it."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.spec import Spec
from marketplace.work.results.base import FileFacts, Result

KIND: Final = "photo_boxes"
PARTS: Final = 10_000  # of a photo's width or height


class Boxes(NamedTuple):
    """The boxes of one field on its photo, in ten-thousandths of it."""

    field: Field
    photo: FileFacts
    boxes: list[dict[str, Any]]


def box_fields(spec: Spec) -> list[Field]:
    """The outputs in which workers draw boxes."""
    return [field for field in spec.outputs if field.kind == KIND]


def has_boxes(spec: Spec) -> bool:
    """Whether boxes are drawn at all."""
    return bool(box_fields(spec))


def photo_field_of(field: Field) -> str:
    """The name of the input whose photo is drawn on."""
    return str(kind_of(field).settings(field).photo)


def boxes_of(fields: list[Field], result: Result) -> Iterator[Boxes]:
    """The boxes of a result, field by field; a photo on which nothing is drawn comes too."""
    given, answers = result.input(), result.answers()
    for field in fields:
        photo = result.files.get(str(given.get(photo_field_of(field), "")))
        if photo is not None:
            yield Boxes(field, photo, answers.get(field.name) or [])
