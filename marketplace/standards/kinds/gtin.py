"""GTIN, the number under a barcode: 8, 12, 13 or 14 digits, the last one a check digit."""

import re
from collections.abc import Callable
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind, NoSettings
from marketplace.standards.kinds.wording import ascii_digits

_LENGTHS = frozenset((8, 12, 13, 14))
_SPACED = re.compile(r"[ \-]")


class Gtin(Kind[str, NoSettings]):
    """The digits as printed, without blanks and hyphens."""

    name, title = "gtin", Text("바코드(GTIN)", "Barcode (GTIN)")

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        return read_gtin

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"inputmode": "numeric", "maxlength": 20, "autocomplete": "off"}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the check digit is beyond a schema."""
        return {"type": "string", "pattern": "^([0-9]{8}|[0-9]{12,14})$", "$comment": "the check digit is right", "examples": ["8801007206394"]}

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """The same item: GTINs of different lengths are equal once filled with zeros in front (GS1 General Specifications)."""
        return a.zfill(14) == b.zfill(14)


def read_gtin(raw: object) -> str:
    """A valid GTIN's digits; raises `BadValue` not_digits, gtin_length, gtin_check_digit."""
    digits = raw if isinstance(raw, str) and raw.isdigit() and raw.isascii() else _digits_of(raw)
    if len(digits) not in _LENGTHS:
        raise BadValue("gtin_length", Text(
            "바코드는 8, 12, 13, 14자리예요. 지금 {length}자리예요.",
            "A barcode has 8, 12, 13 or 14 digits; this has {length}."), length=len(digits))
    if not has_check_digit(digits):
        raise BadValue("gtin_check_digit", Text(
            "바코드 끝자리가 맞지 않아요. 숫자를 다시 확인해 주세요.",
            "The last digit does not fit. Please check the digits again."))
    return digits


def has_check_digit(digits: str) -> bool:
    """Whether the digits, weighted 1, 3, 1, 3 … from the right, sum to a multiple of ten (GS1 General Specifications 7.9)."""
    codes = digits.encode("ascii")  # sums of bytes are the fastest; each is 48 above its digit
    odd, even = codes[::-2], codes[-2::-2]
    return (sum(odd) + 3 * sum(even) - 48 * (len(odd) + 3 * len(even))) % 10 == 0


def _digits_of(raw: object) -> str:
    digits = _SPACED.sub("", ascii_digits(raw))
    if not (digits.isascii() and digits.isdigit()):
        raise BadValue("not_digits", Text("바코드 숫자만 입력해 주세요.", "Please enter the digits of the barcode only."))
    return digits


KIND = Gtin()
