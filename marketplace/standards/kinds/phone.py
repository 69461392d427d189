"""Phone numbers in one form for the whole world."""

import re
from collections.abc import Callable
from typing import Any
from unicodedata import normalize

import msgspec
from phonenumbers import (
    SUPPORTED_REGIONS,
    NumberParseException,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
    region_code_for_number,
)

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import clean_line

_TYPED = re.compile(r"\+?[0-9() ./\-]{3,30}", re.ASCII)  # letters would be read as the keys they are on
_DASHES = re.compile("[‐-―−ー~]")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The country meant when none is typed, by its two letters."""

    region: str = "KR"


class Phone(Kind[str, Settings]):
    """A number that exists in its country's plan, as `+821012345678` (ITU-T E.164); two are the same or not, without tolerance."""

    name, title = "phone", Text("전화번호", "Phone number")
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        region = self.settings(field).region
        if region not in SUPPORTED_REGIONS:
            raise LookupError(f"region: there is no country {region}")

        def read(raw: object) -> str:
            typed = _DASHES.sub("-", normalize("NFKC", clean_line(raw)))
            if not _TYPED.fullmatch(typed):
                raise _not_a_phone()
            try:
                number = parse(typed, region)
            except NumberParseException:
                raise _not_a_phone() from None
            if not is_valid_number(number):
                raise _not_a_phone()
            return format_number(number, PhoneNumberFormat.E164)

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"type": "tel", "inputmode": "tel", "maxlength": 30}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the numbering plans are beyond a schema."""
        return {"type": "string", "pattern": r"^\+[1-9][0-9]{4,14}$", "$comment": "a number of its country's plan (ITU-T E.164)"}

    def show(self, value: str, field: Field) -> str:
        """`010-1234-5678` for the field's own country, `+1 650-253-0000` for others."""
        number = parse(value)
        is_home = region_code_for_number(number) == self.settings(field).region
        return format_number(number, PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL)

    def mask(self, value: str, field: Field) -> str:
        """The last four digits."""
        return f"•••• {value[-4:]}"


def _not_a_phone() -> BadValue:
    return BadValue("not_a_phone", Text(
        "전화번호를 확인해 주세요. 예: 010-1234-5678", "Please check the phone number, for example 010-1234-5678."))


KIND = Phone()
