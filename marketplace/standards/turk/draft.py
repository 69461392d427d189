"""A draft of ours out of a Mechanical Turk or Turkle template: `${var}` comes in, the form's controls are answered."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

import msgspec

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, Option
from marketplace.standards.turk.page import Control, TurkPage, Use

T = TypeVar("T")
Make = Callable[[dict[str, str]], tuple[str, dict[str, Any]]]  # kind and settings of a control with these attributes
HTML_MOST: Final = 100_000  # Mechanical Turk itself takes 65,535 bytes
FIELDS_MOST: Final = 100
NAME_MOST: Final = 40
LABEL_MOST: Final = 200
_BUTTONS: Final = ("submit", "button", "reset", "image")
_INPUT_KINDS: Final[dict[Use, str]] = {"address": "url", "words": "long_text", "mark": "text"}
_YES_NO: Final = (Option("yes", Text("예", "Yes")), Option("no", Text("아니요", "No")))
# Elements that only a script of theirs can draw; the form and its button are like HTML's own.
_DRAWN: Final = re.compile(r"<((?!crowd-form\b|crowd-button\b)[a-z][a-z0-9]*-[a-z0-9-]+)", re.IGNORECASE)
_COMMENT: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_WHOLE: Final = re.compile(r"-?[0-9]{1,15}", re.ASCII)
_NOT_A_NAME: Final = re.compile(r"[^a-z0-9]+", re.ASCII)
_PARTS_OF_LISTS: Final = re.compile(r"[,;|\n]")


def read_turk_template(html: str) -> dict[str, Any]:
    """What the template says of a spec, as plain JSON: title, summary, inputs, outputs and SOP; the rest is for a person to add.

    Raises `Invalid` template_too_large, element_unknown, answers_by_script, control_unnamed, control_unknown,
    name_repeated, options_missing, no_variables, no_answers, too_many_fields; each says what to change.
    """
    if len(html) > HTML_MOST or "\0" in html:
        raise _refusal("template_too_large", "HTML은 {most}자까지, 글자로만 보내 주세요.", "Please send up to {most} characters of text.",
                       most=f"{HTML_MOST:,}")
    if drawn := _DRAWN.search(_COMMENT.sub("", html)):
        raise _refusal("element_unknown", "<{tag}>은 읽을 수 없어요. 일반 HTML 입력칸으로 바꿔 주세요.",
                       "We can't read <{tag}>. Please use plain HTML controls instead.", tag=drawn[1][:80])
    page = TurkPage(html)
    groups = _groups(page.controls)
    _refuse_numbers(len(page.variables), len(groups))
    inputs = [Field(name, _INPUT_KINDS[use], _same(original)) for name, (original, use) in _named(page.variables.items())]
    outputs = [_output(name, group) for name, (_, group) in _named(groups.items())]
    draft: dict[str, Any] = msgspec.json.decode(msgspec.json.encode({**_words(page), "layout": "plain", "inputs": inputs, "outputs": outputs}))
    return draft


def _words(page: TurkPage) -> dict[str, Any]:
    headings = (line.lstrip("# ") for line in page.words.split("\n\n") if line.startswith("#"))
    title = " ".join(page.title.split()) or next(headings, "")
    said = _same(title[:120]) if title else Text("가져온 일감", "Imported task")
    # A page without words leaves the standard to whoever writes it.
    return {"title": said.to_json(), "summary": said.to_json()} | ({"sop": _same(page.words).to_json()} if page.words else {})


def _named(originals: Iterable[tuple[str, T]]) -> Iterator[tuple[str, tuple[str, T]]]:
    """Each under a name that ours may have, no two alike."""
    taken: set[str] = set()
    for original, thing in originals:
        bare = _NOT_A_NAME.sub("_", original.casefold()).strip("_")
        name = bare = (bare if bare[:1].isalpha() else f"field_{bare}".rstrip("_"))[:NAME_MOST]
        number = 1
        while name in taken:
            number += 1
            name = f"{bare[:NAME_MOST - 4]}_{number}"
        taken.add(name)
        yield name, (original, thing)


def _groups(controls: list[Control]) -> dict[str, list[Control]]:
    """The controls that people answer, by their names: radio buttons and check boxes of one name are one question."""
    found: dict[str, list[Control]] = {}
    for control in controls:
        if control.type in _BUTTONS or (control.type == "hidden" and control.attributes.get("value")):
            continue
        if control.type == "hidden":
            raise _refusal("answers_by_script", "‘{control}’은 스크립트가 채워요. 라디오 버튼이나 입력칸으로 바꿔 주세요.",
                           "“{control}” is filled in by a script. Please use radio buttons or an input instead.", control)
        if not control.name:
            raise _refusal("control_unnamed", "{place}번째 입력칸에 name을 적어 주세요.", "Control number {place} needs a name.", control)
        found.setdefault(control.name, []).append(control)
    return found


def _output(name: str, group: list[Control]) -> Field:
    first = group[0]
    required = any("required" in control.attributes for control in group)
    if first.type in ("radio", "select") or (first.type == "checkbox" and len(group) > 1):
        return _chosen(name, group, required)
    if len(group) > 1:
        raise _refusal("name_repeated", "name이 ‘{control}’인 입력칸이 여러 개예요. 서로 다르게 적어 주세요.",
                       "Several controls are called “{control}”. Please name each differently.", first)
    label = _same((first.label or first.attributes.get("placeholder", "") or first.asked or first.name)[:LABEL_MOST])
    if first.type == "checkbox":
        return Field(name, "choice", label, options=_YES_NO)
    make = _TYPED.get(first.type)
    if make is None:
        raise _refusal("control_unknown", "‘{control}’은 우리가 모르는 종류의 입력칸이에요: {type}",
                       "“{control}” is a control that we have nothing for: {type}", first, type=first.type[:80])
    kind, settings = make(first.attributes)
    return Field(name, kind, label, required=required, settings=settings)


def _chosen(name: str, group: list[Control], required: bool) -> Field:
    first = group[0]
    if first.type == "select":
        pairs = [(label if value is None else value, label) for value, label in first.options]
        asked = first.label or first.asked
    else:
        pairs = [(control.attributes.get("value", "on"), control.label) for control in group]
        asked = first.asked
    options = {_key(value): _same(" ".join(label.split()) or value) for value, label in pairs if value.strip()}
    if len(options) < 2:
        raise _refusal("options_missing", "‘{control}’에는 고를 것이 두 개 이상 있어야 해요.", "“{control}” needs at least two options.", first)
    many = first.type == "checkbox" or "multiple" in first.attributes
    return Field(name, "choices" if many else "choice", _same((asked or first.name)[:LABEL_MOST]), required=required,
                 options=tuple(Option(key, label) for key, label in options.items()))


def _key(value: str) -> str:
    """The value itself, but for the marks that stand between the values of a list."""
    return " ".join(_PARTS_OF_LISTS.sub(" ", value).split())


def _number(attributes: dict[str, str]) -> tuple[str, dict[str, Any]]:
    """A whole number, unless its step says that parts of one may be typed: then text."""
    if not _WHOLE.fullmatch(attributes.get("step", "1")):
        return "text", {}
    limits = {ours: attributes.get(theirs, "") for theirs, ours in (("min", "least"), ("max", "most"))}
    return "integer", {name: int(limit) for name, limit in limits.items() if _WHOLE.fullmatch(limit)}


def _text(kind: str) -> Make:
    def make(attributes: dict[str, str]) -> tuple[str, dict[str, Any]]:
        longest = attributes.get("maxlength", "")
        return kind, {"max_length": int(longest)} if longest.isascii() and longest.isdigit() and 0 < int(longest) <= 5_000 else {}

    return make


def _plain(kind: str) -> Make:
    return lambda _attributes: (kind, {})


_TYPED: Final[dict[str, Make]] = {
    "text": _text("text"), "search": _text("text"), "textarea": _text("long_text"), "number": _number,
    "range": lambda attributes: _number({"min": "0", "max": "100"} | attributes),
    "date": _plain("date"), "time": _plain("time"), "url": _plain("url"), "email": _plain("email"), "tel": _plain("phone"),
}


def _refuse_numbers(inputs: int, outputs: int) -> None:
    if not outputs:
        raise _refusal("no_answers", "답을 적는 칸이 없어요. name이 있는 입력칸을 넣어 주세요.",
                       "There is nothing to answer. Please add controls with a name.")
    if not inputs:
        raise _refusal("no_variables", "줄마다 달라지는 값이 없어요. ${var}처럼 넣어 주세요.",
                       "Nothing changes from row to row. Please add a value such as ${var}.")
    if max(inputs, outputs) > FIELDS_MOST:
        raise _refusal("too_many_fields", "항목이 너무 많아요. {most}개까지 쓸 수 있어요.", "There are too many fields: up to {most}, please.",
                       most=FIELDS_MOST)


def _same(words: str) -> Text:
    """The template is in one language; ours takes it for both until somebody translates it."""
    return Text(words, words)


def _refusal(code: str, ko: str, en: str, control: Control | None = None, **facts: Any) -> Invalid:
    where = {"control": control.name[:80], "place": control.place} if control else {}
    return Invalid.field("html", code, Text(ko, en), **where, **facts)
