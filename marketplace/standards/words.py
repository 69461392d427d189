"""What the parts of a template are called, and how each thing in them is told in one line."""

from collections.abc import Iterable
from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, all_kinds
from marketplace.standards.kinds.base import NO_WORDS
from marketplace.standards.parts import CheckItem, Defect, Question, Step
from marketplace.standards.rules import Rule
from marketplace.standards.settings import say_setting

PARTS: Final[dict[str, Text]] = {
    "basics": Text("기본", "Basics"), "inputs": Text("올리는 자료", "Input"), "outputs": Text("받는 답", "Answers"),
    "sop": Text("작업 방법", "How it is done"), "rules": Text("자동 확인", "Automatic checks"), "checklist": Text("점검표", "Checklist"),
    "process": Text("진행 순서", "Process"),
    "quiz": Text("퀴즈", "Quiz"), "qc": Text("품질 계획", "Quality plan"),
    "check": Text("점검·공개", "Check and publish"),
    "examples": Text("예시", "Examples"), "regular": Text("제안과 나누기", "Suggestions and routes"),
}
PERSONAL: Final[dict[str, Text]] = {
    "none": Text("없음", "none"), "contact": Text("연락처 (이름, 전화, 주소)", "contact details (name, phone, address)"),
    "sensitive": Text("민감 정보", "sensitive data"),
}
LAYOUTS: Final[dict[str, Text]] = {
    "plain": Text("자료와 답", "Source and answers"), "photo": Text("사진 하나", "One photo"), "boxes": Text("사진 속 영역", "Boxes in a photo"),
    "pair": Text("두 상품 견주기", "Two products side by side"), "listing": Text("상품 등록", "Product listing"),
    "document": Text("문서 옮겨 적기", "Typing from a document"), "writing": Text("글쓰기", "Writing"), "count": Text("수량 세기", "Counting"),
    "packing": Text("포장", "Packing"),
}
WHO: Final[dict[str, Text]] = {
    "business": Text("기업", "business"), "worker": Text("작업자", "worker"), "reviewer": Text("검수자", "reviewer"),
    "platform": Text("일감", "Ilgam"),
}
SEVERITY: Final[dict[str, Text]] = {"minor": Text("가벼움", "minor"), "major": Text("중요", "major"), "critical": Text("치명", "critical")}
CHECKS: Final[dict[str, Text]] = {
    "same_as_input": Text("자료와 같아야 해요", "must equal the input"), "needed": Text("답이 있어야 해요", "must be answered"),
    "absent": Text("답이 없어야 해요", "must be left blank"), "includes": Text("이 가운데 하나가 들어 있어야 해요", "must include one of"),
    "in_korean": Text("한글이 있어야 해요", "must have Korean in it"), "holds": Text("식이 맞아야 해요", "the expression must hold"),
}
SOURCES: Final[dict[str, Text]] = {  # no field or table can be called like one of these
    "from-input": Text("자료에서 그대로", "copied from an input"), "from-table": Text("표에서 찾아서", "looked up in a table"),
    "from-value": Text("언제나 같은 값", "always the same"),
}
GOES: Final[dict[str, Text]] = {
    "to-several": Text("여러 사람이 답해요", "several people answer"), "to-business": Text("보류하고 기업에 물어요", "held back for the business"),
}
_YES: Final = Text("필수", "required")
_NO: Final = Text("없어도 됨", "optional")
_PERSONAL: Final = Text("개인정보", "personal")
_CRITICAL: Final = Text("필수 항목", "critical")


def say_field(field: Field) -> Text:
    """`하나 고르기 · 필수 · 빨강, 파랑`: its kind, whether it is needed, what to choose from, its hint and its settings."""
    kind = all_kinds().get(field.kind)
    options = in_line((option.label for option in field.options), ", ")
    settings = [] if kind is None else [say_setting(name, value) for name, value in field.settings.items()]
    return in_line([field.label, kind.title if kind else Text(field.kind, field.kind), _YES if field.required else _NO,
                    _PERSONAL if field.personal else NO_WORDS, options, *settings, field.hint])


def say_item(item: CheckItem) -> Text:
    """Its weight, its defect code, whether it is critical, its hint."""
    return in_line([item.label, same(f"{item.weight}%"), same(item.defect), _CRITICAL if item.critical else NO_WORDS, item.hint])


def say_defect(defect: Defect) -> Text:
    """Its code and how bad it is."""
    return in_line([defect.label, same(defect.code), SEVERITY[defect.severity]])


def say_step(step: Step) -> Text:
    """Who does it, within which time, and how."""
    limit = Text("{n}분 안에", "within {n} min").format(n=step.limit_minutes) if step.limit_minutes else NO_WORDS
    return in_line([step.title, WHO[step.who], limit, step.detail])


def say_rule(rule: Rule) -> Text:
    """What it checks of which field, where, and whether it must be mended before submitting."""
    what = in_line([same(rule.field), CHECKS[rule.check], same(rule.other), same(", ".join(rule.any_of)),
                    same(rule.expression)], " ")
    when = same(f"{rule.when.field} = {' / '.join(rule.when.any_of)}") if rule.when else NO_WORDS
    blocking = Text("고쳐야 낼 수 있음", "must be mended") if rule.blocking else Text("알려 주기만 함", "only a warning")
    return in_line([rule.message, what, when, blocking])


def say_question(question: Question) -> Text:
    """Its options; which one is right isn't told, for workers read this too."""
    return in_line(question.options, " / ")


def in_line(parts: Iterable[Text], between: str = " · ") -> Text:
    """Some words on one line, blank ones left out."""
    kept = [part for part in parts if part.ko.strip() or part.en.strip()]
    return Text(between.join(part.ko or part.en for part in kept), between.join(part.en or part.ko for part in kept))


def same(words: str) -> Text:
    """What reads the same in both languages."""
    return Text(words, words)
