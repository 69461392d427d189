"""Each part of a template as a sheet: how it is filled in, and how it is read back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from marketplace.standards.builder import basics, checks, examples, judging, regular, training
from marketplace.standards.builder.sheet import LINES, Sheet
from marketplace.standards.spec import Spec


@dataclass(frozen=True)
class PartSheet:
    """How a part is written into a sheet and read out of it; what can't be read stands in the sheet's errors."""

    fill: Callable[[Spec], Sheet]
    read: Callable[[Sheet, Spec], dict[str, Any]]


def _fill_sop(spec: Spec) -> Sheet:
    sheet = Sheet()
    sheet.put(sop=spec.sop)
    return sheet


def _read_sop(sheet: Sheet, _spec: Spec) -> dict[str, Any]:
    return {"sop": sheet.both("sop", most=LINES, lines=True)}


SHEETS: Final[dict[str, PartSheet]] = {
    "basics": PartSheet(basics.fill_basics, basics.read_basics),
    "sop": PartSheet(_fill_sop, _read_sop),
    "examples": PartSheet(examples.fill_examples, examples.read_examples),
    "rules": PartSheet(checks.fill_rules, checks.read_rules),
    "regular": PartSheet(regular.fill_regular, regular.read_regular),
    "checklist": PartSheet(judging.fill_checklist, judging.read_checklist),
    "process": PartSheet(training.fill_process, training.read_process),
    "quiz": PartSheet(training.fill_quiz, training.read_quiz),
    "qc": PartSheet(judging.fill_plan, judging.read_plan),
}
