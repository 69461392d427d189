"""Whether a template's process, defect codes and quality plan fit its fields and its checklist, and its outputs its inputs."""

import re
from collections.abc import Iterator
from math import isfinite
from typing import TYPE_CHECKING, Final

from marketplace.standards.faults import Fault, fault, is_blank, repeated
from marketplace.standards.kinds import kind_of

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec

ANSWERS_MOST: Final = 9
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", re.ASCII)


def find_plan_faults(spec: "Spec") -> Iterator[Fault]:
    """Faults of the steps, the defects, the quality plan, and of outputs that speak of an input."""
    yield from _leaning_faults(spec)
    yield from _step_faults(spec)
    yield from _defect_faults(spec)
    yield from _qc_faults(spec)


def _leaning_faults(spec: "Spec") -> Iterator[Fault]:
    kinds = {field.name: field.kind for field in spec.inputs}
    for field in spec.outputs:
        for name, kind in kind_of(field).leans_on(field).items():
            if kinds.get(name) != kind:
                yield fault(f"outputs.{field.name}", "{kind} 종류의 자료 항목 {name}이(가) 있어야 해요.", "needs an input {name} of kind {kind}",
                            name=name, kind=kind)


def _step_faults(spec: "Spec") -> Iterator[Fault]:
    for number, step in enumerate(spec.process):
        if is_blank(step.title):
            yield fault(f"process[{number}].title", "무엇을 하는 단계인지 써 주세요.", "say what happens, in both languages")
        if step.limit_minutes < 0:
            yield fault(f"process[{number}].limit_minutes", "제한이 없으면 0, 있으면 그보다 크게 해 주세요.", "0 for no limit, or more")


def _defect_faults(spec: "Spec") -> Iterator[Fault]:
    codes = [defect.code for defect in spec.defects]
    yield from repeated("defects", codes)
    for code in codes:
        if not _CODE.fullmatch(code):
            yield fault(f"defects.{code}", "코드는 LIST-NAME처럼 영문자, 숫자, _, - 40자까지예요.",
                        "a code has up to 40 letters, digits, _ and -, such as LIST-NAME")
    for item in spec.checklist:
        if codes and item.defect not in codes:
            yield fault(f"checklist.{item.key}.defect", "{code} 결함 코드가 없어요. 있는 것: {known}", "there is no defect {code}; known: {known}",
                        code=item.defect, known=", ".join(codes))


def _qc_faults(spec: "Spec") -> Iterator[Fault]:
    outputs = {field.name: field for field in spec.outputs}
    if not 1 <= spec.qc.answers <= ANSWERS_MOST:
        yield fault("qc.answers", "1에서 {most} 사이여야 해요.", "1 to {most}", most=ANSWERS_MOST)
    if spec.qc.answers > 1 and not spec.qc.tolerances:
        yield fault("qc.tolerances", "여러 답을 견줄 항목을 하나 이상 정해 주세요.",
                    "name at least one field in which several answers are compared")
    for name, tolerance in spec.qc.tolerances.items():
        if name not in outputs:
            yield fault(f"qc.tolerances.{name}", "{name}이라는 답 항목이 없어요.", "there is no output {name}", name=name)
        elif kind_of(outputs[name]).is_file:
            yield fault(f"qc.tolerances.{name}", "두 사람이 같은 파일을 내는 일은 없어서 견줄 수 없어요.",
                        "two people never hand in the same file, so files can't be compared")
        if not (isfinite(tolerance) and tolerance >= 0):
            yield fault(f"qc.tolerances.{name}", "0 이상이어야 해요.", "0 or more")
