"""What a template version says: the fields in and out, how to do it, and how it is checked, scored, timed and paid."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Literal

import msgspec

from marketplace.kernel.errors import FieldError, Invalid
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.standards.faults import Fault
from marketplace.standards.kinds import BadValue, Control, Field, kind_of
from marketplace.standards.kinds.reading import compile_field
from marketplace.standards.parts import (
    CheckItem,
    Defect,
    Example,
    Lookup,
    PersonalData,
    Prefill,
    PriceRange,
    QcPlan,
    Quiz,
    Route,
    Step,
)
from marketplace.standards.regular import (
    Router,
    Routing,
    Suggester,
    Suggestion,
    compile_prefill,
    compile_routes,
)
from marketplace.standards.rules import Finding, Rule, find_breaches
from marketplace.standards.soundness import find_faults

Parsed = tuple[dict[str, Any], dict[str, FieldError]]
Layout = Literal["plain", "photo", "boxes", "pair", "listing", "document", "writing", "count", "packing"]


class Spec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The whole content of one template version; never changed once published."""

    title: Text
    summary: Text
    layout: Layout
    inputs: tuple[Field, ...]
    outputs: tuple[Field, ...]
    sop: Text
    checklist: tuple[CheckItem, ...]
    pass_mark: int
    minutes: int
    claim_minutes: int
    review_hours: int
    price_range: dict[str, PriceRange]
    quiz: Quiz
    rules: tuple[Rule, ...] = ()
    examples: tuple[Example, ...] = ()
    process: tuple[Step, ...] = ()
    defects: tuple[Defect, ...] = ()
    qc: QcPlan = QcPlan()
    personal_data: PersonalData = "none"
    tables: dict[str, Lookup] = {}
    prefill: tuple[Prefill, ...] = ()
    routes: tuple[Route, ...] = ()

    @classmethod
    def from_json(cls, stored: Any) -> "Spec":
        """Read and check a stored or sent spec; raises `Invalid` template_invalid naming every fault's place."""
        try:
            spec = cls.read(stored)
        except msgspec.ValidationError as error:
            raise _unsound([Fault("", Text(str(error), str(error)))]) from None
        spec.refuse_faults()
        return spec

    def faults(self) -> list[Fault]:
        """What keeps it from being published, each with its place."""
        return find_faults(self)

    def refuse_faults(self) -> None:
        """Raise `Invalid` template_invalid naming the place of every fault, if there is one."""
        faults = self.faults()
        if faults:
            raise _unsound(faults)

    @classmethod
    def read(cls, stored: Any) -> "Spec":
        """Read what is kept, sound or not: a draft, or what was sound when it was published; what is asked since then doesn't reach back."""
        return msgspec.convert(stored, cls)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON from which `from_json` makes the same spec."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    def field(self, name: str) -> Field:
        """The input or output called `name`; raises `KeyError`."""
        return self._by_name[name]

    def check_input(self, row: Mapping[str, object]) -> Parsed:
        """The normal form of one input row, and what is wrong with each field that is wrong."""
        return _parse(self._input_readers, row)

    def parse_answers(self, raw: Mapping[str, object]) -> Parsed:
        """The normal form of answers, and every wrong, missing or unknown field; blank optional ones are left out."""
        return _parse(self._answer_readers, raw)

    def read_form(self, values_of: Callable[[str], list[str]]) -> dict[str, object]:
        """Raw answers out of a sent form, `values_of` being its `getlist`; blank ones are left out."""
        raw = {field.name: kind_of(field).read_form(field, values_of) for field in self.outputs}
        return {name: value for name, value in raw.items() if value not in (None, "", [])}

    def fill_form(self, raw: Mapping[str, object]) -> dict[str, list[str]]:
        """What each form input holds for raw or parsed answers, such as a draft."""
        held: dict[str, list[str]] = {}
        for field in self.outputs:
            held |= kind_of(field).fill_form(field, raw.get(field.name))
        return held

    def controls(self) -> list[Control]:
        """The answer form, in order, as data."""
        return [kind_of(field).control(field) for field in self.outputs]

    def answers_schema(self) -> dict[str, Any]:
        """JSON Schema of the answers in their normal form."""
        return {
            "type": "object", "additionalProperties": False,
            "properties": {field.name: {"title": field.label.en} | kind_of(field).json_schema(field) for field in self.outputs},
            "required": [field.name for field in self.outputs if field.required],
        }

    def automatic_checks(self, given: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Finding]:
        """What the rules find in parsed answers to a parsed input."""
        return find_breaches(self.rules, self._by_name, given, answers)

    def suggestions(self, given: Mapping[str, Any]) -> dict[str, Suggestion]:
        """The answers that rules suggest for a parsed input, by output field."""
        return self._suggester(given)

    def routing(self, given: Mapping[str, Any]) -> Routing:
        """What is to become of a row with this parsed input."""
        return self._router(given)

    def price(self, currency: str) -> Money | None:
        """The usual price of one accepted answer, if the template has one in `currency`."""
        found = self.price_range.get(currency)
        return Money(found.usual, currency) if found else None

    @cached_property
    def _suggester(self) -> Suggester:
        return compile_prefill(self.prefill, self.tables, self.inputs, self.outputs)

    @cached_property
    def _router(self) -> Router:
        return compile_routes(self.routes, self.inputs)

    @cached_property
    def _by_name(self) -> dict[str, Field]:
        return {field.name: field for field in (*self.inputs, *self.outputs)}

    @cached_property
    def _input_readers(self) -> dict[str, Callable[[object], Any]]:
        return {field.name: compile_field(field) for field in self.inputs}

    @cached_property
    def _answer_readers(self) -> dict[str, Callable[[object], Any]]:
        return {field.name: compile_field(field) for field in self.outputs}


def _parse(readers: Mapping[str, Callable[[object], Any]], raw: Mapping[str, object]) -> Parsed:
    values: dict[str, Any] = {}
    errors: dict[str, FieldError] = {}
    for name, read in readers.items():
        try:
            value = read(raw.get(name))
        except BadValue as bad:
            errors[name] = bad.as_error()
        else:
            if value is not None:
                values[name] = value
    for name in raw.keys() - readers.keys():
        errors[name] = FieldError("unknown_field", Text("이 일감에 없는 항목이에요.", "This task has no such field."), {})
    return values, errors


def _unsound(faults: list[Fault]) -> Invalid:
    listed = Text("; ".join(fault.line.ko for fault in faults), "; ".join(fault.line.en for fault in faults))
    return Invalid("template_invalid", Text("템플릿 내용을 확인해 주세요: {faults}", "Please check the template: {faults}"),
                   fields={fault.place: FieldError("unsound", fault.sentence) for fault in faults}, faults=listed)
