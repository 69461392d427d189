"""Which field each column of a table is."""

from collections.abc import Sequence
from typing import NoReturn

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field


def match_columns(columns: Sequence[str], fields: Sequence[Field]) -> list[Field]:
    """The field of each column, by name or by label in either language, without case; raises `Invalid` columns_differ."""
    by_word = {word.casefold(): field for field in fields for word in (field.label.en, field.label.ko, field.name)}
    found = [by_word.get(column.casefold()) for column in columns]
    matched = [field for field in found if field is not None]
    names = [field.name for field in matched]
    missing = [field.name for field in fields if field.required and field.name not in names]
    unknown = [column for column, field in zip(columns, found, strict=True) if field is None]
    if missing or unknown or len(set(names)) < len(names):
        _refuse(columns, fields, missing, unknown)
    return matched


def _refuse(columns: Sequence[str], fields: Sequence[Field], missing: list[str], unknown: list[str]) -> NoReturn:
    expected, found = [field.name for field in fields], [column[:60] for column in columns[:50]]
    raise Invalid.field("file", "columns_differ", Text(
        "열 이름이 달라요. 필요한 열: {wanted}. 파일의 열: {there}.", "The columns differ. Expected: {wanted}. Found: {there}."),
        wanted=", ".join(expected), there=", ".join(found),
        expected=expected, found=found, missing=missing, unknown=[name[:60] for name in unknown[:50]], row=1)
