"""Whether a template's parts fit each other: what types alone can't say."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from marketplace.kernel.money import DECIMALS
from marketplace.standards.kinds import Field, all_kinds
from marketplace.standards.soundness_plan import find_plan_faults, repeated
from marketplace.standards.soundness_regular import find_regular_faults
from marketplace.standards.soundness_rules import find_rule_faults

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)


def find_faults(spec: "Spec") -> list[str]:
    """Every fault as `place: what is wrong`; none for a sound spec. What rests on the fields is only looked at once these are sound."""
    fields = [*_field_faults("inputs", spec.inputs), *_field_faults("outputs", spec.outputs)]
    rest = [] if fields else [*find_rule_faults(spec), *find_plan_faults(spec), *find_regular_faults(spec)]
    return [*fields, *_checklist_faults(spec), *_number_faults(spec), *_quiz_faults(spec), *rest]


def _field_faults(place: str, fields: tuple[Field, ...]) -> Iterator[str]:
    if not fields:
        yield f"{place}: at least one field is needed"
    yield from repeated(place, (field.name for field in fields))
    for field in fields:
        here = f"{place}.{field.name}"
        if not _NAME.fullmatch(field.name):
            yield f"{here}: a name has up to 40 of a-z, 0-9 and _, starting with a letter"
        if field.kind not in all_kinds():
            yield f"{here}: there is no kind {field.kind}; known: {', '.join(all_kinds())}"
            continue
        yield from _kind_faults(here, field)


def _kind_faults(here: str, field: Field) -> Iterator[str]:
    kind = all_kinds()[field.kind]
    try:
        kind.compile(field)
    except (msgspec.ValidationError, LookupError, ArithmeticError) as error:
        yield f"{here}.settings: {error}"
        return
    if kind.needs_options and len(field.options) < 2:
        yield f"{here}.options: at least two are needed"
    yield from repeated(f"{here}.options", (option.key for option in field.options))


def _checklist_faults(spec: "Spec") -> Iterator[str]:
    yield from repeated("checklist", (item.key for item in spec.checklist))
    total = sum(item.weight for item in spec.checklist)
    if total != 100 or any(item.weight < 1 for item in spec.checklist):
        yield f"checklist: the weights are at least 1 and sum to 100, not {total}"


def _number_faults(spec: "Spec") -> Iterator[str]:
    if not 1 <= spec.pass_mark <= 100:
        yield "pass_mark: 1 to 100"
    for name, most in (("minutes", 240), ("claim_minutes", 7 * 24 * 60), ("review_hours", 14 * 24)):
        if not 1 <= getattr(spec, name) <= most:
            yield f"{name}: 1 to {most}"
    if spec.claim_minutes < spec.minutes:
        yield "claim_minutes: not less than minutes"
    for currency, prices in spec.price_range.items():
        if currency not in DECIMALS or not 0 < prices.least <= prices.usual <= prices.most:
            yield f"price_range.{currency}: a known currency and 0 < least <= usual <= most"


def _quiz_faults(spec: "Spec") -> Iterator[str]:
    if not 1 <= spec.quiz.pass_mark <= 100 or not spec.quiz.questions:
        yield "quiz: a pass mark from 1 to 100 and at least one question"
    for number, question in enumerate(spec.quiz.questions):
        if len(question.options) < 2 or not 0 <= question.right < len(question.options):
            yield f"quiz.questions[{number}]: at least two options, and `right` is one of them"
