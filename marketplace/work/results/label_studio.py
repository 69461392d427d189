"""Label Studio's JSON: a task for each row with an annotation for each answer (labelstud.io/guide/export)."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.spec import Spec
from marketplace.work.results import boxes
from marketplace.work.results.base import FileFacts, Format, Result, ResultSet
from marketplace.work.results.files import file_fields, with_addresses, with_names
from marketplace.work.results.json_chunks import json_list

_PERCENT: Final = boxes.PARTS / 100
# Kinds that Label Studio has a control for; any other is a text area with the cell's text.
_CONTROLS: Final[dict[str, tuple[str, Callable[[Any], Any]]]] = {
    "choice": ("choices", lambda value: [value]),
    "choices": ("choices", list),
    "tags": ("taxonomy", lambda value: [[tag] for tag in value]),
    "category": ("taxonomy", lambda value: [value.split("/")]),
    "integer": ("number", int),
    "count": ("number", int),
    "date": ("datetime", str),
}


def _write(results: ResultSet) -> Iterator[bytes]:
    shape = _Shape(results.spec)
    return json_list(shape.task(number, list(answers)) for number, answers in groupby(results, key=lambda one: one.number))


class _Shape:
    """How the results of one template are written."""

    def __init__(self, spec: Spec) -> None:
        self.outputs = spec.outputs
        self.given, self.made = file_fields(spec.inputs), file_fields(spec.outputs)
        self.subject = next(iter((*self.given, *(field.name for field in spec.inputs))), "")  # what is looked at, unless a field says otherwise

    def task(self, number: int, results: list[Result]) -> dict[str, Any]:
        """One row with all its accepted answers."""
        first = results[0]
        made = {"id": number, "data": with_names(first.input(), self.given, first.files),
                "annotations": [self._annotation(result) for result in results], "predictions": []}
        where = [result.provenance._asdict() for result in results if result.provenance]
        return made | {"meta": {"provenance": where}} if where else made

    def _annotation(self, result: Result) -> dict[str, Any]:
        given, answers = result.input(), with_addresses(result.answers(), self.made, result.files)
        regions = [region for field in self.outputs if answers.get(field.name) is not None
                   for region in self._regions(result, field, answers[field.name], given)]
        made = {"id": result.submission_id, "result": regions, "was_cancelled": False, "ground_truth": False, "result_count": len(regions)}
        if result.provenance is None:
            return made
        came = result.provenance
        return made | {"created_at": came.submitted_at, "updated_at": came.accepted_at, "lead_time": float(came.seconds)}

    def _regions(self, result: Result, field: Field, value: Any, given: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
        named = {"from_name": field.name, "to_name": self.subject, "origin": "manual"}
        if field.kind == boxes.KIND:
            subject = boxes.photo_field_of(field)
            photo = result.files.get(str(given.get(subject, "")))
            for place, box in enumerate(value if photo else (), 1):
                yield named | _rectangle(box, photo) | {"to_name": subject, "id": f"{result.submission_id}-{field.name}-{place}"}
            return
        control, read = _CONTROLS.get(field.kind, ("textarea", lambda value: [str(kind_of(field).cell(value, field))]))
        said = {"text" if control == "textarea" else control: read(value)}
        yield named | {"id": f"{result.submission_id}-{field.name}", "type": control, "value": said}


def _rectangle(box: Mapping[str, Any], photo: FileFacts | None) -> dict[str, Any]:
    """Percent of the photo, beside its pixels."""
    value = {"x": box["x"] / _PERCENT, "y": box["y"] / _PERCENT, "width": box["w"] / _PERCENT, "height": box["h"] / _PERCENT, "rotation": 0,
             "rectanglelabels": [box["label"]]}
    size = {"original_width": photo.width, "original_height": photo.height} if photo else {}
    return {"type": "rectanglelabels", "value": value, "image_rotation": 0, **size}


FORMAT = Format("label_studio", Text("Label Studio (JSON)", "Label Studio (JSON)"), "label-studio.json", "application/json", _write)
