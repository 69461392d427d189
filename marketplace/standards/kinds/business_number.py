"""Korean business registration numbers."""

import re
from collections.abc import Callable
from typing import Any

from marketplace.kernel.business_number import is_business_number
from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind, NoSettings
from marketplace.standards.kinds.wording import ascii_digits

_TYPED = re.compile(r"([0-9]{3})[ \-]?([0-9]{2})[ \-]?([0-9]{5})", re.ASCII)


class BusinessNumber(Kind[str, NoSettings]):
    """Ten digits, the last one a check digit; two are the same or not, without tolerance."""

    name, title = "business_number", Text("사업자등록번호", "Business registration number")

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        return _read_number

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"inputmode": "numeric", "maxlength": 12, "placeholder": "107-82-09351"}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the check digit is beyond a schema."""
        return {"type": "string", "pattern": "^[0-9]{10}$", "$comment": "the check digit is right", "examples": ["1078209351"]}

    def show(self, value: str, field: Field) -> str:
        """`107-82-09351`."""
        return f"{value[:3]}-{value[3:5]}-{value[5:]}"


def _read_number(raw: object) -> str:
    match = _TYPED.fullmatch(ascii_digits(raw))
    if match is None:
        raise BadValue("business_number_length", Text(
            "사업자등록번호 숫자 10자리를 입력해 주세요. 예: 107-82-09351", "Please enter the ten digits, for example 107-82-09351."))
    digits = "".join(match.groups())
    if not is_business_number(digits):
        raise BadValue("business_number_wrong", Text(
            "사업자등록번호 끝자리가 맞지 않아요. 10자리를 다시 확인해 주세요.", "The check digit does not fit. Please check the ten digits again."))
    return digits


KIND = BusinessNumber()
