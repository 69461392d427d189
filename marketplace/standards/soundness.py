"""Whether a template's parts fit each other: what types alone can't say."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from marketplace.kernel.money import DECIMALS
from marketplace.standards.faults import Fault, fault, is_blank, repeated
from marketplace.standards.kinds import Field, all_kinds
from marketplace.standards.settings import label_of_setting
from marketplace.standards.soundness_examples import find_example_faults
from marketplace.standards.soundness_plan import find_plan_faults
from marketplace.standards.soundness_regular import find_regular_faults
from marketplace.standards.soundness_rules import find_rule_faults

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}", re.ASCII)
_MISSING = re.compile(r"missing required field `(\w+)`", re.ASCII)
FIELDS_MOST: Final = 60
_LIMITS: Final = (("minutes", 240), ("claim_minutes", 7 * 24 * 60), ("review_hours", 14 * 24), ("pass_mark", 100))


def find_faults(spec: "Spec") -> list[Fault]:
    """Every fault in the order of the parts; none for a sound spec. What rests on the fields is only looked at once these are sound."""
    fields = [*_field_faults("inputs", spec.inputs), *_field_faults("outputs", spec.outputs)]
    rest = [] if fields else [*find_rule_faults(spec), *find_plan_faults(spec), *find_regular_faults(spec),
                                  *find_example_faults(spec)]
    return [*_word_faults(spec), *_number_faults(spec), *fields, *_checklist_faults(spec), *_quiz_faults(spec), *rest]


def _word_faults(spec: "Spec") -> Iterator[Fault]:
    for name in ("title", "summary", "sop"):
        if is_blank(getattr(spec, name)):
            yield _blank(name)


def _number_faults(spec: "Spec") -> Iterator[Fault]:
    for name, most in _LIMITS:
        if not 1 <= getattr(spec, name) <= most:
            yield fault(name, "1에서 {most} 사이여야 해요.", "1 to {most}", most=most)
    if spec.claim_minutes < spec.minutes:
        yield fault("claim_minutes", "한 건에 걸리는 시간보다 짧을 수 없어요.", "not less than minutes")
    if not spec.price_range:
        yield fault("price_range", "한 가지 통화의 단가를 정해 주세요.", "prices in one currency at least are needed")
    for currency, prices in spec.price_range.items():
        if currency not in DECIMALS or not 0 < prices.least <= prices.usual <= prices.most:
            yield fault(f"price_range.{currency}", "쓸 수 있는 통화로, 0보다 크고 최소 ≤ 보통 ≤ 최대가 되게 해 주세요.",
                        "a known currency and 0 < least <= usual <= most")


def _field_faults(place: str, fields: tuple[Field, ...]) -> Iterator[Fault]:
    if not fields:
        yield fault(place, "항목이 하나 이상 있어야 해요.", "at least one field is needed")
    if len(fields) > FIELDS_MOST:
        yield fault(place, "항목은 {most}개까지 둘 수 있어요.", "there may be up to {most} fields", most=FIELDS_MOST)
    yield from repeated(place, (field.name for field in fields))
    for field in fields:
        here = f"{place}.{field.name}"
        if not _NAME.fullmatch(field.name):
            yield fault(here, "이름은 영어 소문자로 시작하는 a-z, 0-9, _ 40자까지예요.",
                        "a name has up to 40 of a-z, 0-9 and _, starting with a letter")
        if is_blank(field.label):
            yield _blank(f"{here}.label")
        if field.kind not in all_kinds():
            yield fault(f"{here}.kind", "{kind} 종류는 없어요. 쓸 수 있는 종류: {known}", "there is no kind {kind}; known: {known}",
                        kind=field.kind, known=", ".join(all_kinds()))
            continue
        yield from _kind_faults(here, field)


def _kind_faults(here: str, field: Field) -> Iterator[Fault]:
    kind = all_kinds()[field.kind]
    try:
        kind.compile(field)
        kind.control(field)
    except (ValueError, TypeError, LookupError, ArithmeticError) as error:
        missing = _MISSING.search(str(error))
        if missing:
            yield fault(f"{here}.settings", "‘{name}’ 설정이 필요해요.", "{name} must be given", name=label_of_setting(missing[1]))
        else:
            yield fault(f"{here}.settings", "설정을 확인해 주세요: {detail}", "{detail}", detail=str(error))
        return
    if kind.needs_options and len(field.options) < 2:
        yield fault(f"{here}.options", "고를 것을 둘 이상 적어 주세요.", "at least two are needed")
    yield from repeated(f"{here}.options", (option.key for option in field.options))
    if any(not option.key or is_blank(option.label) for option in field.options):
        yield fault(f"{here}.options", "이름이 없는 것이 있어요.", "one of them has no name")


def _checklist_faults(spec: "Spec") -> Iterator[Fault]:
    yield from repeated("checklist", (item.key for item in spec.checklist))
    total = sum(item.weight for item in spec.checklist)
    if total != 100 or any(item.weight < 1 for item in spec.checklist):
        yield fault("checklist", "비중은 1 이상이고 모두 더해 100이어야 해요. 지금은 {total}이에요.",
                    "the weights are at least 1 and sum to 100, not {total}", total=total)
    for number, item in enumerate(spec.checklist):
        if not item.key or is_blank(item.label):
            yield _blank(f"checklist[{number}]")


def _quiz_faults(spec: "Spec") -> Iterator[Fault]:
    """A template may do without a quiz; one that has it needs a pass mark and whole questions."""
    if spec.quiz.questions and not 1 <= spec.quiz.pass_mark <= 100:
        yield fault("quiz.pass_mark", "1에서 100 사이여야 해요.", "1 to 100")
    for number, question in enumerate(spec.quiz.questions):
        if is_blank(question.prompt) or len(question.options) < 2 or not 0 <= question.right < len(question.options):
            yield fault(f"quiz.questions[{number}]", "물음과 보기 둘 이상이 있고, 정답은 그 가운데 하나여야 해요.",
                        "its words and at least two options, and `right` is one of them")


def _blank(place: str) -> Fault:
    return fault(place, "비어 있어요. 써 주세요.", "it is needed in both languages")
