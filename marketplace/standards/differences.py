"""What differs between two versions of a template, in plain words, part by part."""

from collections.abc import Callable, Iterator, Sequence, Sized
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Generic, Literal, TypeVar

import msgspec

from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.base import NO_WORDS
from marketplace.standards.parts import PriceRange
from marketplace.standards.spec import Spec
from marketplace.standards.words import (
    LAYOUTS,
    PARTS,
    PERSONAL,
    in_line,
    say_defect,
    say_field,
    say_item,
    say_question,
    say_rule,
    say_step,
)

What = Literal["added", "removed", "changed", "moved"]
Line = tuple[Literal["same", "gone", "new"], str]
T = TypeVar("T")


@dataclass(frozen=True)
class _Told(Generic[T]):
    """How the things of a list are told apart, named and described."""

    key: Callable[[T], str]
    name: Callable[[T], Text]
    say: Callable[[T], Text]


_FIELD: Final = _Told[Field](lambda field: field.name, lambda field: field.label, say_field)


@dataclass(frozen=True)
class Change:
    """One difference: in which part, of what, and the words for it before and after."""

    part: str
    what: What
    name: Text
    before: Text = NO_WORDS
    after: Text = NO_WORDS

    @property
    def part_title(self) -> Text:
        """The part's name for people."""
        return PARTS[self.part]


@dataclass(frozen=True)
class Differences:
    """All that differs: the changes, and the lines of the standard in the current language where it changed."""

    changes: list[Change]
    sop: list[Line]

    def __bool__(self) -> bool:
        return bool(self.changes or self.sop)


def compare(before: Spec, after: Spec) -> Differences:
    """What differs between two versions, for a reader in the current language."""
    return Differences(find_changes(before, after), [] if before.sop == after.sop else diff_lines(str(before.sop), str(after.sop)))


def find_changes(before: Spec, after: Spec) -> list[Change]:
    """Everything that differs but the words of the standard, which `diff_lines` shows; none for the same content."""
    return [
        *_basics(before, after),
        *_listed("inputs", before.inputs, after.inputs, _FIELD),
        *_listed("outputs", before.outputs, after.outputs, _FIELD),
        *_listed("rules", before.rules, after.rules, _Told(lambda rule: rule.code, lambda rule: rule.message, say_rule)),
        *_listed("process", before.process, after.process, _Told(lambda step: step.title.ko, lambda step: step.title, say_step)),
        *_listed("checklist", before.checklist, after.checklist, _Told(lambda item: item.key, lambda item: item.label, say_item)),
        *_listed("checklist", before.defects, after.defects, _Told(lambda defect: defect.code, lambda defect: defect.label, say_defect)),
        *_listed("quiz", before.quiz.questions, after.quiz.questions, _Told(lambda one: one.prompt.ko, lambda one: one.prompt, say_question)),
        *_rest(before, after),
    ]


def diff_lines(before: str, after: str) -> list[Line]:
    """The lines of two texts in reading order, each `same`, `gone` or `new`."""
    old, new = before.splitlines(), after.splitlines()
    lines: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            lines += [("same", line) for line in old[a:b]]
            continue
        lines += [("gone", line) for line in old[a:b]]
        lines += [("new", line) for line in new[c:d]]
    return lines


def _basics(before: Spec, after: Spec) -> Iterator[Change]:
    said: tuple[tuple[Text, Callable[[Spec], Text]], ...] = (
        (Text("제목", "Title"), lambda spec: spec.title), (Text("한 줄 소개", "Summary"), lambda spec: spec.summary),
        (Text("작업 화면", "Work page"), lambda spec: LAYOUTS[spec.layout]),
        (Text("한 건에 걸리는 시간", "Time for one"), lambda spec: _minutes(spec.minutes)),
        (Text("작업 시간", "Time to finish"), lambda spec: _minutes(spec.claim_minutes)),
        (Text("검수 시간", "Time to review"), lambda spec: Text("{n}시간", "{n} h").format(n=spec.review_hours)),
        (Text("개인정보", "Personal data"), lambda spec: PERSONAL[spec.personal_data]),
        (Text("합격 점수", "Pass mark"), lambda spec: Text("{n}점", "{n} points").format(n=spec.pass_mark)),
    )
    for name, say in said:
        yield from _one("basics", name, say(before), say(after))
    for currency in dict.fromkeys([*before.price_range, *after.price_range]):
        prices = [_say_prices(spec.price_range.get(currency), currency) for spec in (before, after)]
        yield from _one("basics", Text("단가 {currency}", "Price {currency}").format(currency=currency), *prices)


def _rest(before: Spec, after: Spec) -> Iterator[Change]:
    yield from _one("qc", Text("줄마다 답의 수", "Answers per row"), _number(before.qc.answers), _number(after.qc.answers))
    for name in dict.fromkeys([*before.qc.tolerances, *after.qc.tolerances]):
        yield from _one("qc", Text("{name} 허용 오차", "Tolerance of {name}").format(name=name),
                        _number(before.qc.tolerances.get(name)), _number(after.qc.tolerances.get(name)))
    yield from _one("quiz", Text("퀴즈 합격선", "Quiz pass mark"), _number(before.quiz.pass_mark), _number(after.quiz.pass_mark))
    yield from _counted("examples", Text("예시", "Examples"), before.examples, after.examples)
    yield from _counted("regular", Text("찾아보는 표", "Look-up tables"), before.tables, after.tables)
    yield from _counted("regular", Text("미리 채우는 답", "Suggestions"), before.prefill, after.prefill)
    yield from _counted("regular", Text("나누는 규칙", "Routes"), before.routes, after.routes)


def _counted(part: str, name: Text, before: Sized, after: Sized) -> Iterator[Change]:
    """What is only told by how many there are."""
    if before != after:
        yield Change(part, "changed", name, _number(len(before)), _number(len(after)))


def _one(part: str, name: Text, before: Text, after: Text) -> Iterator[Change]:
    if before != after:
        what: What = "added" if before == NO_WORDS else "removed" if after == NO_WORDS else "changed"
        yield Change(part, what, name, before, after)


def _listed(part: str, before: Sequence[T], after: Sequence[T], told: _Told[T]) -> Iterator[Change]:
    """Added, removed and changed things of a list, told apart by their keys; moved ones when nothing else happened."""
    old, new = {told.key(one): one for one in before}, {told.key(one): one for one in after}
    for word, one in old.items():
        if word not in new:
            yield Change(part, "removed", told.name(one), before=told.say(one))
        elif one != new[word]:
            yield Change(part, "changed", told.name(new[word]), told.say(one), told.say(new[word]))
    for word, one in new.items():
        if word not in old:
            yield Change(part, "added", told.name(one), after=told.say(one))
    kept = [word for word in old if word in new]
    if kept != [word for word in new if word in old]:
        yield Change(part, "moved", PARTS[part], in_line((told.name(old[word]) for word in kept), " → "),
                     in_line((told.name(one) for one in after if told.key(one) in old), " → "))


def _say_prices(prices: PriceRange | None, currency: str) -> Text:
    if prices is None or currency not in DECIMALS:
        return NO_WORDS
    return Text("{least}–{most}, 보통 {usual}", "{least}–{most}, usually {usual}").format(
        **{name: Money(value, currency).words() for name, value in msgspec.structs.asdict(prices).items()})


def _minutes(number: int) -> Text:
    return Text("{n}분", "{n} min").format(n=number)


def _number(number: float | None) -> Text:
    return NO_WORDS if number is None else Text(f"{number:g}", f"{number:g}")
