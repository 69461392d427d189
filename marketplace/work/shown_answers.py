"""Answers that are pictures or speak of one: what to look at besides the words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.kinds.choice import label_of
from marketplace.work.claim_files import PHOTOS, each_file

WHOLE: Final = 10_000


@dataclass(frozen=True)
class ShownBox:
    """A box over a photo, its place and size as shares of the photo's."""

    label: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class ShownPhoto:
    """A photo to look at, and the boxes drawn over it."""

    file: str
    alt: str
    boxes: tuple[ShownBox, ...] = ()


def photos_of(field: Field, value: Any, given: Mapping[str, Any]) -> list[ShownPhoto]:
    """The photos of an answer, or the input's photo with the boxes that the answer draws on it."""
    if field.kind in PHOTOS:
        return [ShownPhoto(file_id, str(field.label)) for file_id in each_file(value)]
    if field.kind != "photo_boxes" or not value:
        return []
    photo = given.get(kind_of(field).settings(field).photo)
    return [ShownPhoto(photo, str(field.label), tuple(_box(box, field) for box in value))] if photo else []


def files_of(field: Field, value: Any) -> list[str]:
    """The files of an answer that are no photos."""
    return each_file(value) if kind_of(field).is_file and field.kind not in PHOTOS else []


def _box(box: Mapping[str, Any], field: Field) -> ShownBox:
    return ShownBox(label_of(box["label"], field.options), box["x"] / WHOLE, box["y"] / WHOLE, box["w"] / WHOLE, box["h"] / WHOLE)
