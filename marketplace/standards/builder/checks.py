"""Automatic checks across fields, a rule a row."""

from typing import Any, Final, get_args

import msgspec

from marketplace.standards.builder.sheet import Sheet
from marketplace.standards.rules import Rule, When
from marketplace.standards.spec import Spec

_TYPES: Final[dict[str, Any]] = {field.name: field.type for field in msgspec.structs.fields(Rule)}
CHECKS: Final[tuple[str, ...]] = get_args(_TYPES["check"])


def fill_rules(spec: Spec) -> Sheet:
    """What stands in the draft."""
    sheet = Sheet()
    for number, rule in enumerate(spec.rules):
        sheet.put(number, check=rule.check, field=rule.field, other=rule.other, any_of="\n".join(rule.any_of), message=rule.message, item=rule.item,
                  when_field=rule.when.field if rule.when else "", when_any_of="\n".join(rule.when.any_of) if rule.when else "",
                  blocking=rule.blocking, code=rule.code, expression=rule.expression)
    return sheet


def read_rules(sheet: Sheet, _spec: Spec) -> dict[str, Any]:
    """The new parts; a row without words for the worker is none."""
    return {"rules": tuple(_read_rule(sheet, row) for row in sheet.rows("message_ko", "message_en", "field"))}


def _read_rule(sheet: Sheet, row: int) -> Rule:
    check = sheet.chosen(f"check.{row}", dict.fromkeys(CHECKS))
    when = sheet.words(f"when_field.{row}")
    return Rule(
        check=check, field=sheet.words(f"field.{row}"),  # type: ignore[arg-type]
        code=sheet.words(f"code.{row}") or f"rule_{row + 1}", message=sheet.both("message", row), item=sheet.words(f"item.{row}"),
        other=sheet.words(f"other.{row}"), any_of=sheet.listed(f"any_of.{row}"),
        when=When(when, sheet.listed(f"when_any_of.{row}")) if when else None, blocking=sheet.flag(f"blocking.{row}"),
        expression=sheet.words(f"expression.{row}", most=500) if check == "holds" else "")
