"""Fields for amounts of money and moments in time."""

import re
from datetime import UTC, datetime
from typing import Any, Final

import wtforms
from wtforms.validators import StopValidation

from marketplace.kernel.errors import FieldError, Invalid
from marketplace.kernel.forms.form import TypedField, wrong
from marketplace.kernel.money import DECIMALS, parse_amount
from marketplace.kernel.text import Text

# Python's own reader goes past what it doesn't know, such as a NUL behind the minutes.
_MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)?)?", re.ASCII)
_CURRENCY_MISSING = FieldError("currency_missing", Text("통화도 함께 보내 주세요.", "Please give its currency too."))


class AmountField(TypedField):
    """An amount in the currency that stands in another field of the form, or in `currency`."""

    def __init__(self, label: Text, *, least: int = 1, most: int = 10**12, currency: str | None = None, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least, self.most, self.currency = least, most, currency

    def parse(self, raw: Any) -> Any:
        """Kept until the currency is known."""
        return raw

    def pre_validate(self, form: Any) -> None:
        """Parse once the currency field has been read."""
        super().pre_validate(form)
        currency = self.currency or form._fields["currency"].data
        if self.data is None:
            return
        if currency not in DECIMALS:
            if not self.currency and form._fields["currency"].raw is None:
                raise StopValidation(_CURRENCY_MISSING)
            return
        try:
            self.data = parse_amount(self.data, currency, field=self.short_name, least=self.least, most=self.most)
        except Invalid as refusal:
            raise StopValidation(refusal.fields[self.short_name]) from refusal

    def json_schema(self) -> dict[str, Any]:
        """Major units, as a number without a fraction or a decimal text."""
        return {"anyOf": [{"type": "integer", "minimum": 1, "maximum": self.most},
                          {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,3})?$"}],
                "description": 'In major units of the currency, e.g. 1200 (KRW) or "10.50" (USD).'}


class MomentField(TypedField):
    """A moment with its zone, ISO 8601, between now and `years` from now."""

    widget = wtforms.widgets.DateTimeLocalInput()

    def parse(self, raw: Any) -> datetime:
        """An aware moment in UTC."""
        if not isinstance(raw, str) or len(raw) > 40:
            raise wrong("not_a_moment", "날짜와 시각을 입력해 주세요.", "Please enter a date and time.")
        try:
            moment = datetime.fromisoformat(raw) if _MOMENT.fullmatch(raw) else None
        except ValueError:
            moment = None
        if moment is None:
            raise wrong("not_a_moment", "그런 날짜는 없어요. 예: 2026-12-01T18:00+09:00",
                        "There is no such date. Example: 2026-12-01T18:00+09:00")
        if moment.tzinfo is None:
            raise wrong("zone_missing", "시간대를 함께 적어 주세요. 예: +09:00", "Please give the time zone, for example +09:00.")
        try:
            return moment.astimezone(UTC)
        except (OverflowError, ValueError):
            raise wrong("out_of_range", "쓸 수 없는 날짜예요.", "This date is out of range.") from None

    def json_schema(self) -> dict[str, Any]:
        """An RFC 3339 moment."""
        return {"type": "string", "format": "date-time"}
