"""Amounts of money in the field's currency."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import msgspec

from marketplace.kernel.errors import Invalid
from marketplace.kernel.money import DECIMALS, MAX_MINOR, Money, parse_amount
from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.wording import as_whole, ascii_digits

_SIGNS: Final = {"KRW": "₩", "JPY": "¥", "USD": "$", "EUR": "€"}
_TYPED: Final = {"KRW": "₩￦원", "JPY": "¥円", "USD": "$", "EUR": "€", "KWD": ""}


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The currency and the range in its minor units."""

    currency: str = "KRW"
    least: int = 0
    most: int = MAX_MINOR


class Amount(Kind[int, Settings]):
    """Whole minor units; `tolerance` is the difference allowed in them.

    Typed text is in the main unit (`10.50`), a JSON number in minor units (1050).
    """

    name, title, widget = "money", Text("금액", "Amount of money"), "line"
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], int]:
        """See `Kind`."""
        rule = self.settings(field)

        def read(raw: object) -> int:
            given = as_whole(raw)
            typed = str(Money(given, rule.currency)).split()[0] if type(given) is int else _bare(raw, rule.currency)
            try:
                return parse_amount(typed, rule.currency, field="amount", least=rule.least, most=rule.most).minor
            except Invalid as refusal:
                raise BadValue(refusal.code, refusal.message, **refusal.facts) from None

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        currency = self.settings(field).currency
        return {"inputmode": "decimal" if DECIMALS[currency] else "numeric", "data-currency": currency}

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """The amount in the main unit, as typed."""
        return {field.name: [self.cell(raw, field) if type(raw) is int else str(raw or "")]}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        rule = self.settings(field)
        return {"type": "integer", "minimum": rule.least, "maximum": rule.most}

    def show(self, value: int, field: Field) -> str:
        """`₩12,345`, `$10.50`."""
        currency = self.settings(field).currency
        whole, point, part = self.cell(abs(value), field).partition(".")
        return f"{'−' if value < 0 else ''}{_SIGNS.get(currency, currency + ' ')}{int(whole):,}{point}{part}"

    def cell(self, value: int, field: Field) -> str:
        """The amount in the main unit without commas."""
        return str(Money(value, self.settings(field).currency)).split()[0]

    def compare(self, a: int, b: int, field: Field, tolerance: float = 0.0) -> bool:
        """Within `tolerance` minor units of each other."""
        return abs(a - b) <= tolerance

    def operand(self, value: int, field: Field) -> Decimal:
        """In the main unit, as people write it."""
        return Decimal(self.cell(value, field))


def _bare(raw: object, currency: str) -> str:
    typed = ascii_digits(raw) if isinstance(raw, str) else ""
    return typed.removesuffix(currency).strip(_TYPED[currency] + " ")


KIND = Amount()
