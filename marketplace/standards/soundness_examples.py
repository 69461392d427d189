"""Whether a template's examples are what they say: values that its fields take."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marketplace.standards.faults import Fault, fault
from marketplace.standards.kinds import BadValue
from marketplace.standards.kinds.reading import compile_field

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec


def find_example_faults(spec: "Spec") -> Iterator[Fault]:
    """Examples whose values their own fields would refuse; one may leave fields out."""
    readers = {side: {field.name: compile_field(field) for field in fields} for side, fields in (("input", spec.inputs), ("answers", spec.outputs))}
    for number, example in enumerate(spec.examples):
        for side, values in (("input", example.input), ("answers", example.answers)):
            for name, value in values.items():
                try:
                    if name in readers[side]:
                        readers[side][name](value)
                except BadValue as bad:
                    yield fault(f"examples[{number}].{side}.{name}", "{value}: {why}", "{value}: {why}", value=str(value)[:40], why=bad.message)
