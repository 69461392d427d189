"""The settings of the field kinds in plain words; a kind's own struct says which it has and what they are by default."""

from dataclasses import dataclass
from typing import Any, Final, Literal, get_args, get_origin

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, all_kinds

WORDS: Final[dict[str, Text]] = {
    "least": Text("최소", "At least"), "most": Text("최대", "At most"),
    "min_length": Text("최소 글자 수", "Fewest characters"), "max_length": Text("최대 글자 수", "Most characters"),
    "units": Text("쓸 수 있는 단위", "Units"), "unit_needed": Text("단위를 꼭 고르게 하기", "A unit must be given"),
    "unit": Text("단위", "Unit"),
    "currency": Text("통화", "Currency"), "free": Text("목록에 없는 말도 받기", "Words outside the list are fine"),
    "alone": Text("홀로 고르는 것의 열쇠", "Key that stands alone"),
    "first": Text("가장 이른 때", "Earliest"), "last": Text("가장 늦은 때", "Latest"),
    "tone": Text("말투", "Tone"), "banned": Text("쓰지 않는 말", "Banned words"), "required": Text("꼭 넣는 말", "Required words"),
    "parts": Text("꼭 있어야 하는 소제목", "Headings that must be there"),
    "photo": Text("사진이 있는 자료 항목", "Input that holds the photo"),
    "min_side": Text("가장 짧은 변 (1/10000)", "Shortest side (1/10000)"), "columns": Text("표의 열", "Columns"),
    "key": Text("겹치면 안 되는 열", "Columns unique together"),
    "region": Text("나라 번호가 없을 때의 나라 (두 글자)", "Country when none is given (two letters)"),
    "recipient_needed": Text("받는 사람 꼭 적기", "The recipient must be given"),
    "leaves_only": Text("가장 아래 분류만 고르기", "Only the lowest categories"),
    "length": Text("글자 수", "Characters"),
}
_ON: Final = Text("예", "yes")
_OFF: Final = Text("아니요", "no")


@dataclass(frozen=True)
class Setting:
    """One setting as a form shows it: its words, what kind of input it takes, and what stands in it."""

    name: str
    label: Text
    control: str  # number, flag, line, pick (of `choices`), words (one a line), text (both languages), columns
    value: Any
    usual: Any
    choices: tuple[str, ...] = ()


def settings_of(field: Field) -> list[Setting]:
    """The settings of a field's kind in the kind's order, each with the field's own value or the usual one."""
    kind = all_kinds()[field.kind]
    return [Setting(one.name, label_of_setting(one.name), _control_for(one), field.settings.get(one.name, _usual(one)), _usual(one),
                    get_args(one.type) if get_origin(one.type) is Literal else ()) for one in msgspec.structs.fields(kind.settings_type)]


def label_of_setting(name: str) -> Text:
    """What a setting is called; a new kind's own by its name until it has words here."""
    plain = name.replace("_", " ")
    return WORDS.get(name, Text(plain, plain))


def say_setting(name: str, value: Any) -> Text:
    """A setting and its value in one line."""
    return Text("{name} {value}", "{name} {value}").format(name=label_of_setting(name), value=_say(value))


def _say(value: Any) -> Text:
    if isinstance(value, bool):
        return _ON if value else _OFF
    if isinstance(value, dict) and value.keys() >= {"ko", "en"}:
        return Text(str(value["ko"]), str(value["en"]))
    if isinstance(value, (list, tuple)):
        told = [_say(one["label"] if isinstance(one, dict) and "label" in one else one) for one in value]
        return Text(", ".join(one.ko for one in told), ", ".join(one.en for one in told))
    return Text(str(value), str(value))


def _control_for(one: Any) -> str:
    """The form's control for a setting, from its type."""
    if one.type is bool:
        return "flag"
    if one.type is int:
        return "number"
    if one.type is Text:
        return "text"
    if one.type == tuple[Field, ...]:
        return "columns"
    return "words" if get_origin(one.type) is tuple else "pick" if get_origin(one.type) is Literal else "line"


def _usual(one: Any) -> Any:
    if one.default is not msgspec.NODEFAULT:
        return one.default
    return one.default_factory() if one.default_factory is not msgspec.NODEFAULT else ()
