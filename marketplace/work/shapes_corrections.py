"""What the API says about suggested answers."""

from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.work.corrections import Correction, Corrections


class ChangedToShape(msgspec.Struct):
    """An answer that was given instead, null for a blank one, and how often."""

    value: Any
    times: int


class CorrectionShape(msgspec.Struct):
    """How often a field's suggestion was made, kept and changed, and the three answers given most often instead."""

    field: str
    label: Text
    made: int
    kept: int
    changed: int
    changed_to: list[ChangedToShape]


class CorrectionsShape(msgspec.Struct):
    """What became of suggestions in the latest accepted answers, `answers` of them; no field where the template suggests nothing."""

    answers: int
    fields: list[CorrectionShape]


def shape_corrections(found: Corrections | None) -> CorrectionsShape:
    """A report for the business."""
    return CorrectionsShape(found.answers, [_shape(one) for one in found.fields]) if found else CorrectionsShape(0, [])


def _shape(one: Correction) -> CorrectionShape:
    changed_to = [ChangedToShape(value, times) for value, times in one.changed_to]
    return CorrectionShape(one.field.name, one.field.label, one.made, one.kept, one.changed, changed_to)
