"""Decimals with a unit: `0.5 kg` is kept as `500 g`, so that two sources can be compared."""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.expressions import Amount, Sort
from marketplace.standards.kinds.base import BadValue, Control, Field, Kind, Option
from marketplace.standards.kinds.wording import ascii_digits

# How a unit is typed → the unit it is kept in, and how many of those it is.
UNITS: Final[dict[str, tuple[str, Decimal]]] = {
    "mg": ("g", Decimal("0.001")), "g": ("g", Decimal(1)), "kg": ("g", Decimal(1000)),
    "ml": ("ml", Decimal(1)), "cl": ("ml", Decimal(10)), "l": ("ml", Decimal(1000)),
    "mm": ("mm", Decimal(1)), "cm": ("mm", Decimal(10)), "m": ("mm", Decimal(1000)),
    "ea": ("ea", Decimal(1)), "box": ("box", Decimal(1)),  # how many are in a box differs, so it stays a box
}
SPELLINGS: Final = {
    "그램": "g", "킬로그램": "kg", "킬로": "kg", "밀리리터": "ml", "리터": "l", "개": "ea", "입": "ea", "㎖": "ml", "ℓ": "l",
    "㎏": "kg", "㎎": "mg", "㎝": "cm", "㎜": "mm", "pcs": "ea", "gr": "g", "ltr": "l", "cc": "ml",
    "밀리미터": "mm", "센티": "cm", "센티미터": "cm", "미터": "m", "박스": "box", "상자": "box", "boxes": "box",
}
_TYPED = re.compile(r"(?P<amount>[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,9})?)\s*(?P<unit>[^\s0-9.,]{0,6})", re.ASCII)
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", re.ASCII)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The units offered, the first being meant when none is typed; the range is in the kept unit."""

    units: tuple[str, ...] = ("g", "kg", "ml", "l", "ea")
    least: str = "0.001"
    most: str = "1000000"
    unit_needed: bool = True


class Quantity(Kind[str, Settings]):
    """An amount and its kept unit, as `500 g`; `tolerance` is the share of the larger amount that may differ."""

    name, title, widget = "decimal", Text("단위가 있는 수", "Number with a unit"), "quantity"
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        limits = self.settings(field)
        least, most = Decimal(limits.least), Decimal(limits.most)

        def read(raw: object) -> str:
            amount, unit = _read_amount(raw, limits)
            kept, times = UNITS[unit]
            amount *= times
            if least <= amount <= most:
                return f"{_plain(amount)} {kept}"
            raise _out_of_range(amount, limits, kept)

        return read

    def control(self, field: Field) -> Control:
        """A number beside its unit; the unit is sent as `<name>.unit`."""
        units = tuple(Option(unit, Text(unit, unit)) for unit in self.settings(field).units)
        return Control(self.widget, field.name, field.label, field.hint, field.required, units, {"inputmode": "decimal"})

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """The number and its unit, joined as one would type them."""
        amount, unit = next(iter(values_of(field.name)), ""), next(iter(values_of(f"{field.name}.unit")), "")
        return f"{amount} {unit}".strip() if amount.strip() else None

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """The number in one input and the unit in the other."""
        amount, _, unit = str(raw or "").rpartition(" ")
        if unit.casefold() not in UNITS:
            amount, unit = str(raw or ""), ""
        return {field.name: [amount], f"{field.name}.unit": [unit]}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the range is beyond a pattern."""
        limits = self.settings(field)
        kept = "|".join(sorted(self.sort(field)))
        return {"type": "string", "pattern": rf"^(0|[1-9][0-9]{{0,14}})(\.[0-9]{{0,8}}[1-9])? ({kept})$",
                "$comment": f"{limits.least} to {limits.most}", "examples": ["500 g"]}

    def show(self, value: str, field: Field) -> str:
        """With thousands commas: `1,500 ml`."""
        amount, unit = value.split(" ")
        return f"{Decimal(amount):,f} {unit}"

    def compare(self, a: str, b: str, field: Field, tolerance: float = 0.0) -> bool:
        """The same unit, and amounts within the share."""
        (one, unit), (other, other_unit) = a.split(" "), b.split(" ")
        first, second = Decimal(one), Decimal(other)
        return unit == other_unit and abs(first - second) <= Decimal(str(tolerance)) * max(first, second)

    def sort(self, field: Field) -> Sort:
        """The kept units."""
        return frozenset(UNITS[unit][0] for unit in self.settings(field).units)

    def operand(self, value: str, field: Field) -> Amount:
        """The amount in its kept unit."""
        amount, unit = value.split(" ")
        return Amount(Decimal(amount), unit)


def _read_amount(raw: object, limits: Settings) -> tuple[Decimal, str]:
    typed = ascii_digits(raw) if isinstance(raw, str) else str(raw) if type(raw) is int else ""
    match = _TYPED.fullmatch(typed)
    if match is None or ("," in match["amount"] and not _GROUPED.fullmatch(match["amount"])):
        raise BadValue("not_a_number", Text(
            "숫자와 단위를 입력해 주세요. 예: 500 g", "Please enter a number and its unit, for example 500 g."))
    unit = match["unit"].casefold() or ("" if limits.unit_needed and len(limits.units) > 1 else limits.units[0])
    unit = SPELLINGS.get(unit, unit)
    if unit not in limits.units and unit not in {UNITS[offered][0] for offered in limits.units}:  # what we write, we read
        raise BadValue("unit_unknown", Text(
            "단위를 {units} 중에서 골라 주세요.", "Please use one of these units: {units}."), units=", ".join(limits.units))
    return Decimal(match["amount"].replace(",", "")), unit


def _out_of_range(amount: Decimal, limits: Settings, unit: str) -> BadValue:
    if amount < Decimal(limits.least):
        return BadValue("too_small", Text("{least} 이상으로 입력해 주세요.", "At least {least}, please."),
                        least=f"{limits.least} {unit}")
    return BadValue("too_big", Text("{most} 이하로 입력해 주세요.", "At most {most}, please."),
                    most=f"{limits.most} {unit}")


def _plain(amount: Decimal) -> str:
    digits = f"{amount:f}"
    return (digits.rstrip("0").rstrip(".") if "." in digits else digits) or "0"


KIND = Quantity()
