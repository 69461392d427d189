"""COCO for boxes: images, categories and annotations in pixels (cocodataset.org/#format-data).

An image is one row of the batch: its id is the row's number, the same in every export.
"""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from marketplace.kernel.text import Text
from marketplace.work.results.base import FileFacts, Format, Provenance, ResultSet
from marketplace.work.results.boxes import PARTS, box_fields, boxes_of, has_boxes, photo_field_of
from marketplace.work.results.json_chunks import json_object


class _Drawn(NamedTuple):
    """The boxes that one answer has on one image."""

    image_id: int
    photo: FileFacts
    field: str
    boxes: list[dict[str, Any]]
    came: Provenance | None


def _write(results: ResultSet) -> Iterator[bytes]:
    labels = [(field.name, option.key) for field in box_fields(results.spec) for option in field.options]
    categories = {label: number for number, label in enumerate(labels, 1)}
    batch = results.batch
    yield from json_object((
        ("info", {"description": batch.title, "contributor": "Ilgam", "year": batch.created_at.year, "date_created": batch.created_at}),
        ("licenses", []),
        ("images", _images(results)),
        ("categories", ({"id": number, "name": key, "supercategory": name} for (name, key), number in categories.items())),
        ("annotations", _annotations(results, categories)),
    ))


def _images(results: ResultSet) -> Iterator[dict[str, Any]]:
    # Answers to one row follow each other, so an image is told from the next without remembering all of them.
    for image_id, drawn in groupby(_drawn(results), key=lambda one: one.image_id):
        photo = next(drawn).photo
        yield {"id": image_id, "file_name": photo.name, "width": photo.width, "height": photo.height}


def _annotations(results: ResultSet, categories: dict[tuple[str, str], int]) -> Iterator[dict[str, Any]]:
    number = 0
    for drawn in _drawn(results):
        for box in drawn.boxes:
            number += 1
            yield _annotation(number, drawn, box, categories[drawn.field, box["label"]])


def _drawn(results: ResultSet) -> Iterator[_Drawn]:
    """Row by row, and within a row photo by photo."""
    fields = box_fields(results.spec)
    photos = list(dict.fromkeys(photo_field_of(field) for field in fields))
    for number, answers in groupby(results, key=lambda one: one.number):
        found = [(photos.index(photo_field_of(boxes.field)), boxes, result) for result in answers for boxes in boxes_of(fields, result)]
        for place, boxes, result in sorted(found, key=lambda one: one[0]):
            yield _Drawn((number - 1) * len(photos) + place + 1, boxes.photo, boxes.field.name, boxes.boxes, result.provenance)


def _annotation(number: int, drawn: _Drawn, box: dict[str, Any], category: int) -> dict[str, Any]:
    x, y, width, height = pixels(box, drawn.photo)
    right, bottom = round(x + width, 2), round(y + height, 2)
    made = {"id": number, "image_id": drawn.image_id, "category_id": category, "bbox": [x, y, width, height], "area": round(width * height, 2),
            "iscrowd": 0, "segmentation": [[x, y, right, y, right, bottom, x, bottom]]}
    return made | {"attributes": drawn.came._asdict()} if drawn.came else made


def pixels(box: dict[str, Any], photo: FileFacts) -> list[float]:
    """x, y, width and height of a box in the photo's pixels, to a hundredth of one."""
    return [round(box[part] * side / PARTS, 2) for part, side in
            (("x", photo.width), ("y", photo.height), ("w", photo.width), ("h", photo.height))]


FORMAT = Format("coco", Text("COCO (사진의 상자)", "COCO (boxes on photos)"), "coco.json", "application/json", _write, fits=has_boxes)
