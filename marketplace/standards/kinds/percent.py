"""Shares in percent."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.expressions import NUMBER, Sort
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import as_whole, ascii_digits

_TYPED = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,4})?)\s*(?:%|％|퍼센트|percent)?", re.ASCII | re.IGNORECASE)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The range, both ends included."""

    least: str = "0"
    most: str = "100"


class Percent(Kind[str, Settings]):
    """A number such as `12.5`, meaning 12.5 %; `tolerance` is the difference allowed in points."""

    name, title = "percent", Text("퍼센트", "Percent")
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        limits = self.settings(field)
        least, most = Decimal(limits.least), Decimal(limits.most)

        def read(raw: object) -> str:
            given = as_whole(raw)
            typed = _TYPED.fullmatch(ascii_digits(raw)) if isinstance(raw, str) else _TYPED.fullmatch(str(given)) if type(given) is int else None
            if typed is None:
                raise BadValue("not_a_percent", Text("12.5처럼 숫자로 입력해 주세요.", "Please enter a number such as 12.5."))
            share = Decimal(typed[1])
            if least <= share <= most:
                return _plain(share)
            raise BadValue("percent_out_of_range", Text(
                "{least}%부터 {most}% 사이로 입력해 주세요.", "Please enter {least}% to {most}%."), least=limits.least, most=limits.most)

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"inputmode": "decimal", "data-unit": "%"}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the range is beyond a pattern."""
        limits = self.settings(field)
        return {"type": "string", "pattern": r"^(0|-?(0|[1-9][0-9]{0,5})(\.[0-9]{0,3}[1-9])|-?[1-9][0-9]{0,5})$",
                "$comment": f"{limits.least} to {limits.most}", "examples": ["12.5"]}

    def show(self, value: str, field: Field) -> str:
        """`12.5%`."""
        return f"{value}%"

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """Within `tolerance` points of each other."""
        return abs(Decimal(a) - Decimal(b)) <= Decimal(str(tolerance))

    def sort(self, field: Field) -> Sort:
        """A number, as typed."""
        return NUMBER

    def operand(self, value: str, field: Field) -> Decimal:
        """See `Kind`."""
        return Decimal(value)


def _plain(share: Decimal) -> str:
    digits = f"{share:f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits in ("-0", "") else digits


KIND = Percent()
