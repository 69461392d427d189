"""Whether the rules that do the regular part fit the fields: look-up tables, suggestions and routes."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marketplace.standards.faults import Fault, fault, is_blank, repeated
from marketplace.standards.kinds import BadValue, Field, kind_of
from marketplace.standards.kinds.reading import compile_field
from marketplace.standards.parts import Lookup, Prefill
from marketplace.standards.reckoning import find_misfit
from marketplace.standards.regular.ranges import read_range
from marketplace.standards.soundness_plan import ANSWERS_MOST

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec


def find_regular_faults(spec: "Spec") -> Iterator[Fault]:
    """Faults of the tables, the suggestions and the routes."""
    for name, table in spec.tables.items():
        yield from _table_faults(f"tables.{name}", table)
    for number, suggestion in enumerate(spec.prefill):
        yield from _prefill_faults(f"prefill[{number}] ({suggestion.field})", suggestion, spec)
    yield from _route_faults(spec)


def _table_faults(here: str, table: Lookup) -> Iterator[Fault]:
    yield from repeated(f"{here}.keys", table.keys)
    if not table.keys or not table.rows:
        yield fault(here, "열쇠 하나와 줄 하나는 있어야 해요.", "at least one key and one row")
    for number, row in enumerate(table.rows):
        if len(row) != len(table.keys) + 1:
            yield fault(f"{here}.rows[{number}]", "열쇠마다 한 칸과 값 한 칸, 모두 {needed}칸이 필요해요. 지금은 {found}칸이에요.",
                        "{needed} cells are needed, one for each key and the value; there are {found}", needed=len(table.keys) + 1, found=len(row))
        for place, cell in enumerate(row[:-1]):
            if ".." in cell and read_range(cell) is None:
                yield fault(f"{here}.rows[{number}][{place}]", "{cell}은(는) 범위가 아니에요. 작은 것부터 5..20이나 500 g..2 kg처럼 써 주세요.",
                            "{cell} is no range; write it as 5..20 or 500 g..2 kg, the smaller one first", cell=cell)


def _prefill_faults(here: str, one: Prefill, spec: "Spec") -> Iterator[Fault]:
    outputs, inputs = ({field.name: field for field in fields} for fields in (spec.outputs, spec.inputs))
    if sum(map(bool, (one.from_input, one.table, one.value))) != 1:
        yield fault(here, "자료, 표, 값 가운데 꼭 하나에서 가져와야 해요.", "exactly one of from_input, table and value")
    if one.from_input and one.from_input not in inputs:
        yield _no_input(f"{here}.from_input", one.from_input)
    if one.table:
        yield from _look_up_faults(here, one, spec.tables.get(one.table), set(inputs))
    if one.when:
        yield from _condition_faults(f"{here}.when", one.when, spec)
    if one.field not in outputs:
        yield fault(f"{here}.field", "{name}이라는 답 항목이 없어요.", "there is no output {name}", name=one.field)
    elif kind_of(outputs[one.field]).is_blind:
        yield fault(f"{here}.field", "직접 세는 수량은 미리 채울 수 없어요.", "a blind count may not be suggested")
    else:
        yield from _value_faults(here, outputs[one.field], one, spec.tables.get(one.table))


def _look_up_faults(here: str, one: Prefill, table: Lookup | None, inputs: set[str]) -> Iterator[Fault]:
    if table is None:
        yield fault(f"{here}.table", "{name}이라는 표가 없어요.", "there is no table {name}", name=one.table)
    elif len(one.by) != len(table.keys):
        yield fault(f"{here}.by", "{table} 표의 열쇠마다 하나씩, 자료 항목 {needed}개가 필요해요. 지금은 {found}개예요.",
                    "{needed} inputs are needed, one for each key of {table}; there are {found}",
                    needed=len(table.keys), table=one.table, found=len(one.by))
    for name in one.by:
        if name not in inputs:
            yield _no_input(f"{here}.by", name)


def _value_faults(here: str, field: Field, one: Prefill, table: Lookup | None) -> Iterator[Fault]:
    """Suggested values that the field itself would refuse."""
    told = [(f"{here}.value", one.value)] if one.value else []
    told += [(f"tables.{one.table}.rows[{number}][{len(row) - 1}]", row[-1]) for number, row in enumerate(table.rows if table else ()) if row]
    read = compile_field(field)
    for place, value in told:
        try:
            read(value)
        except BadValue as bad:
            yield fault(place, "{value}은(는) {field}의 답이 될 수 없어요: {why}", "{value} is no answer to {field}: {why}",
                        value=value[:40], field=field.name, why=bad.message)


def _route_faults(spec: "Spec") -> Iterator[Fault]:
    for number, route in enumerate(spec.routes):
        here = f"routes[{number}]"
        yield from _condition_faults(f"{here}.when", route.when, spec)
        if is_blank(route.reason):
            yield fault(f"{here}.reason", "왜 그런지 써 주세요.", "say why, in both languages")
        if route.hold == bool(route.answers) or not 0 <= route.answers <= ANSWERS_MOST:
            yield fault(here, "돌려보내거나, 답의 수를 1에서 {most} 사이로 정해 주세요.", "either hold, or answers from 1 to {most}",
                        most=ANSWERS_MOST)


def _condition_faults(here: str, when: str, spec: "Spec") -> Iterator[Fault]:
    misfit = find_misfit(when, spec.inputs)  # there are no answers yet
    if misfit:
        yield Fault(here, misfit)


def _no_input(place: str, name: str) -> Fault:
    return fault(place, "{name}이라는 자료 항목이 없어요.", "there is no input {name}", name=name)
