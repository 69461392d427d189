"""A made-up row for a template that has none yet, so that its work page can be looked at."""

from typing import Any, Final

from marketplace.kernel.text import current_locale
from marketplace.standards.kinds import BadValue, Field, all_kinds
from marketplace.standards.spec import Spec

# The first of these that a field's kind reads stands in for a value.
_SAMPLES: Final = ("8801045440088", "12", "500 g", "2026-12-01", "14:30", "https://example.com", "hello@example.com", "010-1234-5678", "ABC-123")


def sample_input(spec: Spec) -> dict[str, Any]:
    """A value for each input that can do without a file: the template's own example where it fits, else one of the kind's."""
    example = spec.examples[0].input if spec.examples else {}
    found = {field.name: _sample(field, example.get(field.name)) for field in spec.inputs if field.kind in all_kinds()}
    return {name: value for name, value in found.items() if value is not None}


def sound_part(spec: Spec) -> Spec | None:
    """The spec when its fields can be drawn; None while one of them has a fault."""
    return None if any(fault.part in ("inputs", "outputs") for fault in spec.faults()) else spec


def _sample(field: Field, example: Any) -> Any:
    kind = all_kinds()[field.kind]
    if kind.is_file:
        return None
    words = [*filter(None, [example]), *(option.key for option in field.options[:1]), field.label.in_locale(current_locale()), *_SAMPLES]
    reader = kind.compile(field)
    for one in words:
        try:
            return reader(one)
        except BadValue:
            continue
    return None
