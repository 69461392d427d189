"""Whether the rules that do the regular part fit the fields: look-up tables, suggestions and routes."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from marketplace.standards.kinds import BadValue, Field, kind_of
from marketplace.standards.kinds.reading import compile_field
from marketplace.standards.parts import Lookup, Prefill
from marketplace.standards.reckoning import find_misfit
from marketplace.standards.soundness_plan import ANSWERS_MOST, repeated

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec

RANGE: Final = re.compile(r"(-?[0-9]+(?:\.[0-9]+)?)\.\.(-?[0-9]+(?:\.[0-9]+)?)", re.ASCII)


def find_regular_faults(spec: "Spec") -> Iterator[str]:
    """Faults of the tables, the suggestions and the routes."""
    for name, table in spec.tables.items():
        yield from _table_faults(f"tables.{name}", table)
    for number, suggestion in enumerate(spec.prefill):
        yield from _prefill_faults(f"prefill[{number}] ({suggestion.field})", suggestion, spec)
    yield from _route_faults(spec)


def _table_faults(here: str, table: Lookup) -> Iterator[str]:
    yield from repeated(f"{here}.keys", table.keys)
    if not table.keys or not table.rows:
        yield f"{here}: at least one key and one row"
    for number, row in enumerate(table.rows):
        if len(row) != len(table.keys) + 1:
            yield f"{here}.rows[{number}]: {len(table.keys) + 1} cells are needed, one for each key and the value; there are {len(row)}"
        for cell in row[:-1]:
            if ".." in cell and not _is_range(cell):
                yield f"{here}.rows[{number}]: {cell} is no range; write it as 5..20, the smaller number first"


def _is_range(cell: str) -> bool:
    ends = RANGE.fullmatch(cell.strip())
    return ends is not None and Decimal(ends[1]) <= Decimal(ends[2])


def _prefill_faults(here: str, one: Prefill, spec: "Spec") -> Iterator[str]:
    outputs, inputs = ({field.name: field for field in fields} for fields in (spec.outputs, spec.inputs))
    if sum(map(bool, (one.from_input, one.table, one.value))) != 1:
        yield f"{here}: exactly one of from_input, table and value"
    if one.from_input and one.from_input not in inputs:
        yield f"{here}.from_input: there is no input {one.from_input}"
    if one.table:
        yield from _look_up_faults(here, one, spec.tables.get(one.table), set(inputs))
    if one.when:
        yield from _condition_faults(f"{here}.when", one.when, spec)
    if one.field not in outputs:
        yield f"{here}.field: there is no output {one.field}"
    elif kind_of(outputs[one.field]).is_blind:
        yield f"{here}.field: a blind count may not be suggested"
    else:
        yield from _value_faults(here, outputs[one.field], one, spec.tables.get(one.table))


def _look_up_faults(here: str, one: Prefill, table: Lookup | None, inputs: set[str]) -> Iterator[str]:
    if table is None:
        yield f"{here}.table: there is no table {one.table}"
    elif len(one.by) != len(table.keys):
        yield f"{here}.by: {len(table.keys)} inputs are needed, one for each key of {one.table}; there are {len(one.by)}"
    for name in one.by:
        if name not in inputs:
            yield f"{here}.by: there is no input {name}"


def _value_faults(here: str, field: Field, one: Prefill, table: Lookup | None) -> Iterator[str]:
    """Suggested values that the field itself would refuse."""
    told = [(f"{here}.value", one.value)] if one.value else []
    told += [(f"tables.{one.table}.rows[{number}]", row[-1]) for number, row in enumerate(table.rows if table else ()) if row]
    read = compile_field(field)
    for place, value in told:
        try:
            read(value)
        except BadValue as bad:
            yield f"{place}: {value[:40]} is no answer to {field.name}: {bad.message.en}"


def _route_faults(spec: "Spec") -> Iterator[str]:
    for number, route in enumerate(spec.routes):
        here = f"routes[{number}]"
        yield from _condition_faults(f"{here}.when", route.when, spec)
        if not (route.reason.ko.strip() and route.reason.en.strip()):
            yield f"{here}.reason: say why, in both languages"
        if route.hold == bool(route.answers) or not 0 <= route.answers <= ANSWERS_MOST:
            yield f"{here}: either hold, or answers from 1 to {ANSWERS_MOST}"


def _condition_faults(here: str, when: str, spec: "Spec") -> Iterator[str]:
    misfit = find_misfit(when, spec.inputs)  # there are no answers yet
    if misfit:
        yield f"{here}: {misfit}"
