"""The columns of a result table: what went in and what came out, in the template's order."""

from collections.abc import Callable, Mapping
from typing import Any

from marketplace.standards.kinds import Field, kind_of
from marketplace.standards.spec import Spec

Cell = Callable[[Mapping[str, Any]], str | int | None]


class ResultColumns:
    """Names the columns as `input.<field>` and `answer.<field>` and makes the cells of one result."""

    def __init__(self, spec: Spec, *, extra: tuple[str, ...] = ("task",)) -> None:
        inputs, outputs = [field.name for field in spec.inputs], [field.name for field in spec.outputs]
        self.header = [*extra, *(f"input.{name}" for name in inputs), *(f"answer.{name}" for name in outputs)]
        self._inputs = [_cell_of(field) for field in spec.inputs]
        self._outputs = [_cell_of(field) for field in spec.outputs]

    def cells(self, extra: tuple[object, ...], given: Mapping[str, Any], answers: Mapping[str, Any]) -> list[object]:
        """One row: the extra cells, the input, the answers; None for what is missing."""
        return [*extra, *(cell(given) for cell in self._inputs), *(cell(answers) for cell in self._outputs)]


def _cell_of(field: Field) -> Cell:
    kind, name = kind_of(field), field.name

    def cell(values: Mapping[str, Any]) -> str | int | None:
        value = values.get(name)
        return None if value is None else kind.cell(value, field)

    return cell
