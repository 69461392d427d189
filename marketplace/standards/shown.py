"""A template's examples as they are read."""

from dataclasses import dataclass

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.reading import show_value
from marketplace.standards.parts import Example
from marketplace.standards.spec import Spec


@dataclass(frozen=True)
class ShownExample:
    """An input and a good answer to it, each field with its words."""

    given: list[tuple[Text, str]]
    answers: list[tuple[Text, str]]
    note: Text


def show_example(spec: Spec, example: Example) -> ShownExample:
    """The example in the current language; what can't be read as its field says is shown as it was written."""
    given, _ = spec.check_input(example.input)
    answers, _ = spec.parse_answers(example.answers)
    return ShownExample([_pair(field, given | example.input, given) for field in spec.inputs if field.name in example.input],
                        [_pair(field, answers | example.answers, answers) for field in spec.outputs if field.name in example.answers], example.note)


def _pair(field: Field, written: dict[str, object], read: dict[str, object]) -> tuple[Text, str]:
    value = read.get(field.name)
    return field.label, show_value(field, value) if value is not None else str(written[field.name])
