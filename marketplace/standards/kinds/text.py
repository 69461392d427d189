"""Short text: one line in NFC."""

from collections.abc import Callable
from difflib import SequenceMatcher
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.patterns import LINE, NFC
from marketplace.standards.kinds.wording import clean_line


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lengths count characters after cleaning."""

    min_length: int = 1
    max_length: int = 200


class ShortText(Kind[str, Settings]):
    """One line of text; `tolerance` is the share of characters that may differ."""

    name, title = "text", Text("짧은 글", "Short text")
    settings_type = Settings
    clean: Callable[[object], str] = staticmethod(clean_line)
    pattern = LINE

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        limits, clean = self.settings(field), self.clean
        least, most = limits.min_length, limits.max_length

        def read(raw: object) -> str:
            value = clean(raw)
            if least <= len(value) <= most:
                return value
            raise _wrong_length(len(value), least, most)

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"maxlength": self.settings(field).max_length}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        limits = self.settings(field)
        return {"type": "string", "minLength": max(limits.min_length, 1), "maxLength": limits.max_length, "pattern": self.pattern} | NFC

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """Equal but for case; with a tolerance, alike enough."""
        return alike(a, b, tolerance)


def alike(a: str, b: str, tolerance: float) -> bool:
    """Whether two texts are equal but for case, or but for the share `tolerance` of their characters."""
    first, second = sorted((a.casefold(), b.casefold()))  # the ratio depends on the order of the two
    if first == second or not tolerance:
        return first == second
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= 1 - tolerance


def _wrong_length(length: int, least: int, most: int) -> BadValue:
    if length > most:
        return BadValue("too_long", Text(
            "{most}자까지 쓸 수 있어요. 지금 {length}자예요.", "At most {most} characters; this has {length}."),
            most=most, length=length)
    if length == 0:
        return BadValue("required", Text("꼭 입력해 주세요.", "Please fill this in."))
    return BadValue("too_short", Text(
        "{least}자 이상 써 주세요. 지금 {length}자예요.", "At least {least} characters; this has {length}."),
        least=least, length=length)


KIND = ShortText()
