"""Several photos."""

import re
from collections.abc import Callable
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import Field, Kind
from marketplace.standards.kinds.choices import check_count, share_apart
from marketplace.standards.kinds.patterns import NFC
from marketplace.standards.kinds.photo import NAME, read_name

_BETWEEN = re.compile(r"[;|\n]")


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many."""

    least: int = 1
    most: int = 10


class Photos(Kind[list[str], Settings]):
    """File names or ids, each once, in the order given; `tolerance` is the share of all that may differ."""

    name, title, widget, is_file, is_simple = "photos", Text("사진 여러 장", "Several photos"), "upload", True, False
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], list[str]]:
        """See `Kind`."""
        limits = self.settings(field)

        def read(raw: object) -> list[str]:
            names = list(dict.fromkeys(read_name(item) for item in _split(raw)))
            check_count(len(names), limits.least, limits.most)
            return names

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"accept": "image/*", "data-most": self.settings(field).most}

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """All that were sent."""
        return [value for value in values_of(field.name) if value.strip()]

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """One value for each."""
        return {field.name: [str(item) for item in raw] if isinstance(raw, list) else [str(raw)] if raw else []}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        limits = self.settings(field)
        name = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": NAME, "not": {"pattern": ";"}} | NFC
        return {"type": "array", "items": name, "minItems": max(limits.least, 1), "maxItems": limits.most, "uniqueItems": True}

    def cell(self, value: list[str], field: Field) -> str:
        """The names with semicolons between."""
        return "; ".join(value)

    def compare(self, a: list[str], b: list[str], field: Field, tolerance: float = 0.0) -> bool:
        """The same set, but for the share."""
        return share_apart(a, b) <= tolerance


def _split(raw: object) -> list[object]:
    items: list[object] = list(raw) if isinstance(raw, list | tuple) else [raw]
    parts = [part for item in items for part in (_BETWEEN.split(item) if isinstance(item, str) else [item])]
    return [part for part in parts if not isinstance(part, str) or part.strip()]


KIND = Photos()
