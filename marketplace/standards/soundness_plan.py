"""Whether a template's process, defect codes and quality plan fit its fields and its checklist, and its outputs its inputs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from math import isfinite
from typing import TYPE_CHECKING, Final

from marketplace.standards.kinds import kind_of

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec

ANSWERS_MOST: Final = 9
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)


def find_plan_faults(spec: "Spec") -> Iterator[str]:
    """Faults of the steps, the defects, the quality plan, and of outputs that speak of an input."""
    yield from _leaning_faults(spec)
    yield from _step_faults(spec)
    yield from _defect_faults(spec)
    yield from _qc_faults(spec)


def repeated(place: str, names: Iterable[str]) -> Iterator[str]:
    """A fault for each name that is there more than once."""
    for name, times in Counter(names).items():
        if times > 1:
            yield f"{place}: {name} is there {times} times"


def _leaning_faults(spec: "Spec") -> Iterator[str]:
    kinds = {field.name: field.kind for field in spec.inputs}
    for field in spec.outputs:
        for name, kind in kind_of(field).leans_on(field).items():
            if kinds.get(name) != kind:
                yield f"outputs.{field.name}: needs an input {name} of kind {kind}"


def _step_faults(spec: "Spec") -> Iterator[str]:
    for number, step in enumerate(spec.process):
        if not (step.title.ko.strip() and step.title.en.strip()):
            yield f"process[{number}].title: say what happens, in both languages"
        if step.limit_minutes < 0:
            yield f"process[{number}].limit_minutes: 0 for no limit, or more"


def _defect_faults(spec: "Spec") -> Iterator[str]:
    codes = [defect.code for defect in spec.defects]
    yield from repeated("defects", codes)
    for code in codes:
        if not _CODE.fullmatch(code):
            yield f"defects.{code}: a code has up to 40 letters, digits, _ and -, such as LIST-NAME"
    for item in spec.checklist:
        if codes and item.defect not in codes:
            yield f"checklist.{item.key}.defect: there is no defect {item.defect}; known: {', '.join(codes)}"


def _qc_faults(spec: "Spec") -> Iterator[str]:
    outputs = {field.name: field for field in spec.outputs}
    if not 1 <= spec.qc.answers <= ANSWERS_MOST:
        yield f"qc.answers: 1 to {ANSWERS_MOST}"
    if spec.qc.answers > 1 and not spec.qc.tolerances:
        yield "qc.tolerances: name at least one field in which several answers are compared"
    for name, tolerance in spec.qc.tolerances.items():
        if name not in outputs:
            yield f"qc.tolerances.{name}: there is no output {name}"
        elif kind_of(outputs[name]).is_file:
            yield f"qc.tolerances.{name}: two people never hand in the same file, so files can't be compared"
        if not (isfinite(tolerance) and tolerance >= 0):
            yield f"qc.tolerances.{name}: 0 or more"
