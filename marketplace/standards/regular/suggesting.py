"""Answers that a rule can give: suggested to the worker with where they come from, never handed in by themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.kinds import BadValue, Field, kind_of
from marketplace.standards.kinds.reading import compile_field, is_personal
from marketplace.standards.parts import Lookup, Prefill
from marketplace.standards.regular.conditions import Given, is_met
from marketplace.standards.regular.lookup import compile_lookup

Suggester = Callable[[Given], dict[str, "Suggestion"]]
_FIXED: Final = Text("작업 기준에서", "from the guide")
_FROM: Final = Text("‘{name}’에서", "from “{name}”")


@dataclass(frozen=True)
class Suggestion:
    """A value in the normal form of the field it is suggested for, and in words where it comes from."""

    value: Any
    source: Text


def compile_prefill(rules: Sequence[Prefill], tables: Mapping[str, Lookup], inputs: Sequence[Field], outputs: Sequence[Field]) -> Suggester:
    """A finder of the suggestions for a row, by output; the first rule for a field that has a value counts."""
    answered = {field.name: field for field in outputs}
    ready = [(rule.field, _compile_rule(rule, tables, inputs, answered[rule.field])) for rule in rules]

    def suggest(given: Given) -> dict[str, Suggestion]:
        found: dict[str, Suggestion] = {}
        for name, make in ready:
            made = make(given) if name not in found else None
            if made is not None:
                found[name] = made
        return found

    return suggest


def source_of(rule: Prefill, tables: Mapping[str, Lookup], inputs: Sequence[Field]) -> Text:
    """In words where a rule takes its value from."""
    if rule.from_input:
        return _FROM.format(name=next(field.label for field in inputs if field.name == rule.from_input))
    if rule.table:
        title = tables[rule.table].title
        return _FROM.format(name=title if title.ko else rule.table)
    return _FIXED


def _compile_rule(rule: Prefill, tables: Mapping[str, Lookup], inputs: Sequence[Field], field: Field) -> Callable[[Given], Suggestion | None]:
    read = compile_field(field)
    find, source = _finder(rule, tables, {one.name: one for one in inputs}), source_of(rule, tables, inputs)

    def make(given: Given) -> Suggestion | None:
        raw = find(given) if is_met(rule.when, inputs, given) else None
        try:
            value = None if raw is None else read(raw)
        except BadValue:  # an input or a table says what the field can't take: the worker isn't bothered with it
            return None
        return None if value is None else Suggestion(value, source)

    return make


def _finder(rule: Prefill, tables: Mapping[str, Lookup], inputs: Mapping[str, Field]) -> Callable[[Given], object]:
    """What finds a rule's raw value."""
    if rule.from_input:
        return _copy_of(inputs[rule.from_input])
    if rule.table:
        return compile_lookup(tables[rule.table], [inputs[name] for name in rule.by])
    return lambda _given: rule.value


def _copy_of(field: Field) -> Callable[[Given], object]:
    """The input as one would type it: another kind may read it too. What is personal is shown where it is asked for, and isn't copied."""
    kind = kind_of(field)
    if is_personal(field):
        return lambda _given: None

    def copy(given: Given) -> object:
        value = given.get(field.name)
        return None if value is None else kind.cell(value, field)

    return copy
