"""Results as the rows of a table: what went in and what came out, in the template's order."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from marketplace.standards.kinds import Field, kind_of
from marketplace.work.results.base import Provenance, Result, ResultSet
from marketplace.work.results.files import file_fields, with_addresses, with_names

Start = Callable[[Result], tuple[object, ...]]
Cell = Callable[[Mapping[str, Any]], object]
_NUMBER: Final = re.compile(r"-?[0-9]+(?:\.[0-9]+)?", re.ASCII)


class ResultTable:
    """A header and the rows under it; `header` and `start` say what stands before the columns `input.<field>` and `answer.<field>`.

    With `is_typed`, numbers and dates come as such and not as the text of a cell; `between` stands between the words of a list.
    """

    def __init__(self, results: ResultSet, header: tuple[str, ...], start: Start, *, prefixes: tuple[str, str] = ("input.", "answer."),
                 is_typed: bool = False, between: str = "") -> None:
        inputs, outputs = results.spec.inputs, results.spec.outputs
        self.header = [*header, *(prefixes[0] + field.name for field in inputs), *(prefixes[1] + field.name for field in outputs)]
        self._results, self._start = results, start
        self._inputs = [_cell_of(field, is_typed, between) for field in inputs]
        self._outputs = [_cell_of(field, is_typed, between) for field in outputs]

    def __iter__(self) -> Iterator[list[object]]:
        """Each result; None where there is no value."""
        named, addressed = file_fields(self._results.spec.inputs), file_fields(self._results.spec.outputs)
        for result in self._results:
            given = with_names(result.input(), named, result.files)
            answers = with_addresses(result.answers(), addressed, result.files)
            yield [*self._start(result), *(cell(given) for cell in self._inputs), *(cell(answers) for cell in self._outputs)]


def own_table(results: ResultSet, *, is_typed: bool = False) -> ResultTable:
    """Our own columns: task and outcome first, then, where it was asked for, where the result is from."""
    header = ("task", "outcome", *(Provenance._fields if results.has_provenance else ()))
    return ResultTable(results, header, lambda one: (one.number, one.outcome, *(one.provenance or ())), is_typed=is_typed)


def _cell_of(field: Field, is_typed: bool, between: str) -> Cell:
    kind, name = kind_of(field), field.name
    read = _typed(kind.json_schema(field)) if is_typed else None

    def cell(values: Mapping[str, Any]) -> object:
        value = values.get(name)
        if value is None:
            return None
        if between and isinstance(value, list) and all(isinstance(word, str) for word in value):
            return between.join(value)
        shown = kind.cell(value, field)
        return read(shown) if read else shown

    return cell


def _typed(schema: Mapping[str, Any]) -> Callable[[Any], object] | None:
    """How a cell becomes a number or a date, by what its kind says of its values; None for text."""
    if schema.get("type") == "integer":
        return lambda shown: Decimal(shown) if isinstance(shown, int) or _NUMBER.fullmatch(shown) else shown
    return date.fromisoformat if schema.get("format") == "date" else None
