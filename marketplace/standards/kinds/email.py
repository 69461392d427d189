"""E-mail addresses."""

from collections.abc import Callable
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind, NoSettings
from marketplace.standards.kinds.wording import clean_line

MOST: Final = 254


class Email(Kind[str, NoSettings]):
    """An address in lower case, its domain as people read it; two are the same or not, without tolerance. No look-up is made."""

    name, title = "email", Text("이메일", "E-mail")

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        return _read_address

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"type": "email", "inputmode": "email", "maxlength": MOST}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; which domains exist, and how long each part may be, is beyond a schema."""
        return {"type": "string", "format": "idn-email", "pattern": r"^[^@\sA-Z]{1,64}@[^@\sA-Z]+\.[^@\sA-Z.]+$", "maxLength": MOST,
                "$comment": "as email-validator accepts it, without a look-up"}

    def mask(self, value: str, field: Field) -> str:
        """The first character and the domain's ending."""
        return f"{value[0]}•••@•••.{value.rpartition('.')[2]}"


def _read_address(raw: object) -> str:
    if isinstance(raw, str) and "\n" in raw.strip():
        raise _not_an_address()  # nothing that could start another header
    try:
        found = validate_email(clean_line(raw), check_deliverability=False, allow_smtputf8=False).normalized.lower()
    except EmailNotValidError:
        raise _not_an_address() from None
    if len(found) > MOST:
        raise _not_an_address()
    return found


def _not_an_address() -> BadValue:
    return BadValue("not_an_email", Text(
        "이메일 주소를 확인해 주세요. 예: name@example.com", "Please check the e-mail address, for example name@example.com."))


KIND = Email()
