"""Postal addresses in Korea, with who receives."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import NO_WORDS, BadValue, Control, Field, Kind
from marketplace.standards.kinds.patterns import LINE, NFC
from marketplace.standards.kinds.text import alike
from marketplace.standards.kinds.wording import ascii_digits, clean_line, is_blank

PARTS: Final = ("postcode", "road", "detail", "recipient")
LONGEST: Final = 120
_LABELS: Final = {"postcode": Text("우편번호", "Postcode"), "road": Text("도로명 주소", "Street address"),
                  "detail": Text("상세 주소", "Flat, floor"), "recipient": Text("받는 사람", "Recipient")}
_POSTCODE = re.compile(r"[0-9]{5}", re.ASCII)
_TYPED = re.compile(r"[\[(]?(?P<postcode>[0-9]{5})[\])]?,?\s+(?P<road>[^,]+)(?:,\s*(?P<detail>.+))?", re.ASCII)

Address = dict[str, str]


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Whether the recipient must be told."""

    recipient_needed: bool = False


class PostalAddress(Kind[Address, Settings]):
    """Postcode, road, detail and recipient, the last two may be empty; personal by nature.

    `tolerance` is the share of characters that may differ; the postcode must be the same.
    """

    name, title, widget, is_personal, is_simple = "address", Text("주소", "Address"), "address", True, False
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], Address]:
        """See `Kind`."""
        needed = {"postcode", "road"} | ({"recipient"} if self.settings(field).recipient_needed else set())

        def read(raw: object) -> Address:
            given = _parts_of(raw)
            return {part: _read_part(part, given.get(part, ""), part in needed) for part in PARTS}

        return read

    def control(self, field: Field) -> Control:
        """One line for each part, sent as `<name>.<part>`; the browser offers nothing, for it is somebody else's."""
        needed = {"postcode", "road"} | ({"recipient"} if self.settings(field).recipient_needed else set())
        lines = tuple(Control("line", f"{field.name}.{part}", _LABELS[part], NO_WORDS, field.required and part in needed, attributes={
            "inputmode": "numeric", "maxlength": 5} if part == "postcode" else {"maxlength": LONGEST}) for part in PARTS)
        return Control(self.widget, field.name, field.label, field.hint, field.required, parts=lines)

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """The parts that were typed; None when none was."""
        typed = {part: next(iter(values_of(f"{field.name}.{part}")), "") for part in PARTS}
        return None if all(is_blank(value) for value in typed.values()) else typed

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """One value for each part; a line that can't be taken apart stands in the road's."""
        given: Mapping[str, object] = raw if isinstance(raw, dict) else {"road": raw}
        return {f"{field.name}.{part}": [str(given.get(part) or "")] for part in PARTS}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        line = {"type": "string", "maxLength": LONGEST, "pattern": LINE, "not": {"pattern": r"\|"}} | NFC
        blank_or_line = {"anyOf": [{"const": ""}, line]}
        parts = {"postcode": {"type": "string", "pattern": "^[0-9]{5}$"}, "road": line, "detail": blank_or_line,
                 "recipient": line if self.settings(field).recipient_needed else blank_or_line}
        return {"type": "object", "properties": parts, "required": list(PARTS), "additionalProperties": False}

    def show(self, value: Address, field: Field) -> str:
        """`(06234) 서울 강남구 테헤란로 1, 101호 · 홍길동`."""
        place = ", ".join(filter(None, (value["road"], value["detail"])))
        return " · ".join(filter(None, (f"({value['postcode']}) {place}", value["recipient"])))

    def cell(self, value: Address, field: Field) -> str:
        """The parts with bars between."""
        return " | ".join(value[part] for part in PARTS)

    def compare(self, a: Address, b: Address, field: Field, tolerance: float = 0.0) -> bool:
        """The same postcode, and the other parts alike."""
        return a["postcode"] == b["postcode"] and all(alike(a[part], b[part], tolerance) for part in PARTS[1:])

    def mask(self, value: Address, field: Field) -> str:
        """The first two digits of the postcode, which name the province."""
        return f"({value['postcode'][:2]}•••) ••••••"


def _parts_of(raw: object) -> Mapping[str, object]:
    if isinstance(raw, dict) and raw.keys() <= set(PARTS):
        return raw
    if isinstance(raw, str):
        typed = raw.split("|")
        match = _TYPED.fullmatch(clean_line(raw))
        if len(typed) in (2, 3, 4):
            return dict(zip(PARTS, typed, strict=False))
        if len(typed) == 1 and match:
            return {part: text or "" for part, text in match.groupdict().items()}
    raise BadValue("not_an_address", Text(
        "우편번호와 도로명 주소를 입력해 주세요. 예: 06234 서울 강남구 테헤란로 1, 101호",
        "Please enter a postcode and a street address, for example 06234 Teheran-ro 1, Seoul, 101."))


def _read_part(part: str, raw: object, is_needed: bool) -> str:
    text = ascii_digits(raw) if part == "postcode" else clean_line(raw).replace("|", "/")
    if is_blank(text):
        text = ""
    if not text and is_needed:
        raise BadValue("address_part_missing", Text("{part}을(를) 입력해 주세요.", "Please fill in: {part}."), part=_LABELS[part])
    if part == "postcode" and not _POSTCODE.fullmatch(text):
        raise BadValue("not_a_postcode", Text("우편번호는 숫자 5자리예요.", "A postcode has five digits."))
    if len(text) > LONGEST:
        raise BadValue("too_long", Text("{part}은(는) {most}자까지 쓸 수 있어요.", "{part}: at most {most} characters."),
                       part=_LABELS[part], most=LONGEST)
    return text


KIND = PostalAddress()
