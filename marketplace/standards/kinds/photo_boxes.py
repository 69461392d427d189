"""Boxes drawn on a photo, each with a label."""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from itertools import zip_longest
from typing import Any, Final

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import NO_WORDS, BadValue, Control, Field, Kind
from marketplace.standards.kinds.boxes import Box, match_boxes
from marketplace.standards.kinds.choice import find_key, label_of, words_to_keys
from marketplace.standards.kinds.choices import check_count
from marketplace.standards.kinds.wording import as_whole, is_blank

WHOLE: Final = 10_000
_SIDES: Final = ("x", "y", "w", "h")
_CELLS: Final = {"label": Text("이름", "Label"), "x": Text("왼쪽에서 %", "From left %"), "y": Text("위에서 %", "From top %"),
                 "w": Text("너비 %", "Width %"), "h": Text("높이 %", "Height %")}
_PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,2})?", re.ASCII)
_TYPED = re.compile(r"\s*(?P<label>.+?)\s+(?P<x>[0-9]{1,5}),(?P<y>[0-9]{1,5}),(?P<w>[0-9]{1,5}),(?P<h>[0-9]{1,5})\s*", re.ASCII)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The input that holds the photo, how many boxes, and the shortest side of one in 1/10000."""

    photo: str = "photo"
    least: int = 1
    most: int = 100
    min_side: int = 50


class PhotoBoxes(Kind[list[Box], Settings]):
    """Labelled boxes in 1/10000 of the photo's width and height, from the top down.

    `tolerance`: boxes of the same labels pair off with an intersection over union of at least 1 - tolerance.
    """

    name, title, widget, needs_options, is_simple = "photo_boxes", Text("사진 속 영역", "Boxes in a photo"), "boxes", True, False
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], list[Box]]:
        """See `Kind`."""
        limits, by_word = self.settings(field), words_to_keys(field.options)

        def read(raw: object) -> list[Box]:
            boxes = [_read_box(item, by_word, field, limits.min_side) for item in _items_of(raw)]
            check_count(len(boxes), limits.least, limits.most)
            return sorted(boxes, key=_place)

        return read

    def leans_on(self, field: Field) -> Mapping[str, str]:
        """The photo."""
        return {self.settings(field).photo: "photo"}

    def control(self, field: Field) -> Control:
        """A surface to draw on, and a row of inputs for each box: its label as `<name>.label`, its sides in percent of the photo."""
        limits = self.settings(field)
        cells = tuple(Control("one" if name == "label" else "line", f"{field.name}.{name}", label, NO_WORDS, False,
                              field.options if name == "label" else (), {} if name == "label" else {"inputmode": "decimal"})
                      for name, label in _CELLS.items())
        marks: dict[str, str | int] = {"data-photo-input": limits.photo, "data-most": limits.most, "data-min-side": limits.min_side}
        return Control(self.widget, field.name, field.label, field.hint, field.required, field.options, marks, cells)

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """The rows in which anything stands, their sides in 1/10000 again."""
        sent = zip_longest(*(values_of(f"{field.name}.{name}") for name in _CELLS), fillvalue="")
        return [{"label": label, **{side: _from_percent(typed) for side, typed in zip(_SIDES, sides, strict=True)}} for label, *sides in sent
                if not all(map(is_blank, (label, *sides)))]

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """One value for each box in every input; a text that can't be taken apart stands where the label does."""
        try:
            boxes: list[Any] = [] if is_blank(raw) else self.parse(raw, field)
        except BadValue:
            boxes = raw if isinstance(raw, list) else [{"label": raw}]
        rows = [box if isinstance(box, dict) else {"label": box} for box in boxes]
        return {f"{field.name}.{name}": [_typed(row.get(name), is_side=name in _SIDES) for row in rows] for name in _CELLS}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; that boxes stay inside of the photo and are sorted is beyond a schema."""
        limits = self.settings(field)
        place, side = {"type": "integer", "minimum": 0, "maximum": WHOLE}, {"type": "integer", "minimum": limits.min_side, "maximum": WHOLE}
        box = {"label": {"type": "string", "enum": [option.key for option in field.options]}, "x": place, "y": place, "w": side, "h": side}
        return {"type": "array", "minItems": max(limits.least, 1), "maxItems": limits.most,
                "$comment": "x + w and y + h are at most 10000; sorted by y, x, label",
                "items": {"type": "object", "properties": box, "required": list(box), "additionalProperties": False}}

    def show(self, value: list[Box], field: Field) -> str:
        """The labels, in order."""
        return ", ".join(label_of(str(box["label"]), field.options) for box in value)

    def cell(self, value: list[Box], field: Field) -> str:
        """`milk 1200,900,3000,2000; soy …`."""
        return "; ".join(f"{box['label']} {','.join(str(box[side]) for side in _SIDES)}" for box in value)

    def compare(self, a: list[Box], b: list[Box], field: Field, tolerance: float = 0.0) -> bool:
        """Whether every box of one has its own counterpart in the other."""
        return match_boxes(a, b, 1 - tolerance)

    def operand(self, value: list[Box], field: Field) -> tuple[str, ...]:
        """The labels, one for each box."""
        return tuple(str(box["label"]) for box in value)


def _typed(held: object, *, is_side: bool) -> str:
    if type(held) is int and is_side:
        return f"{Decimal(held) / 100:f}"
    return "" if held is None else str(held)


def _from_percent(typed: str) -> int | str:
    return int(Decimal(typed) * 100) if _PERCENT.fullmatch(typed.strip()) else typed


def _items_of(raw: object) -> Iterable[object]:
    if isinstance(raw, str):
        typed = raw.strip()
        try:
            return msgspec.json.decode(typed, type=list[Any]) if typed.startswith("[") else [part for part in typed.split(";") if part.strip()]
        except msgspec.DecodeError:
            raise _not_boxes() from None
    if isinstance(raw, list):
        return raw
    raise _not_boxes()


def _read_box(raw: object, by_word: dict[str, str], field: Field, min_side: int) -> Box:
    match = _TYPED.fullmatch(raw) if isinstance(raw, str) else None
    given = {name: int(part) if part.isdigit() and name != "label" else part for name, part in match.groupdict().items()} if match else raw
    if not isinstance(given, dict) or given.keys() != {"label", *_SIDES}:
        raise _not_boxes()
    x, y, w, h = (as_whole(given[side]) for side in _SIDES)
    if not (type(x) is int and type(y) is int and type(w) is int and type(h) is int):
        raise _not_boxes()
    if min(x, y) < 0 or min(w, h) < max(min_side, 1) or x + w > WHOLE or y + h > WHOLE:
        raise BadValue("box_out_of_photo", Text(
            "사진 안에 더 크게 그려 주세요.", "Please draw the box larger and inside of the photo."), x=x, y=y, w=w, h=h)
    return {"label": find_key(given["label"], by_word, field.options), "x": x, "y": y, "w": w, "h": h}


def _place(box: Box) -> tuple[Any, ...]:
    return box["y"], box["x"], box["label"], box["w"], box["h"]


def _not_boxes() -> BadValue:
    return BadValue("not_boxes", Text(
        "영역마다 이름을 고르고 자리와 크기를 숫자로 적어 주세요.", "Please give each box a label, and its place and size in numbers."))


KIND = PhotoBoxes()
