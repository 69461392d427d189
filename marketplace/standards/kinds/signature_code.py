"""Short codes that prove who or what was there: on a slip, in a photo, on a parcel."""

import re
from collections.abc import Callable
from typing import Any, Final

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import ascii_digits

# Crockford's base 32: no letter that looks like another or like a digit, so that a code read off a picture has one reading.
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKALIKES = str.maketrans("OIL", "011", " -")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many characters a code has."""

    length: int = 6


class SignatureCode(Kind[str, Settings]):
    """The code's characters in capitals without blanks and hyphens, O read as 0, I and L as 1; equal or not, without tolerance."""

    name, title = "signature_code", Text("확인 코드", "Signature code")
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        length = self.settings(field).length
        code = re.compile(self._pattern(field), re.ASCII)

        def read(raw: object) -> str:
            typed = ascii_digits(raw).upper().translate(_LOOKALIKES)
            if code.fullmatch(typed):
                return typed
            raise BadValue("code_wrong", Text(
                "영문자와 숫자 {length}자리 코드를 그대로 입력해 주세요.", "Please enter the code as it is: {length} letters and digits."),
                length=length)

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"autocapitalize": "characters", "spellcheck": "false", "maxlength": 2 * self.settings(field).length}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "pattern": self._pattern(field)}

    def show(self, value: str, field: Field) -> str:
        """In two halves, as one reads it aloud: `K7Q-2MX`."""
        half = len(value) // 2
        return f"{value[:half]}-{value[half:]}" if half >= 3 else value

    def _pattern(self, field: Field) -> str:
        return f"^[{ALPHABET}]{{{self.settings(field).length}}}$"


KIND = SignatureCode()
