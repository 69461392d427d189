"""Whether a template's rules across fields can be asked of its fields."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marketplace.standards.reckoning import find_misfit, named_fields
from marketplace.standards.rules import Rule

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec


def find_rule_faults(spec: "Spec") -> Iterator[str]:
    """Rules that name what doesn't exist, or whose expression makes no sense, each with its number and its code."""
    items = {item.key for item in spec.checklist} | {""}
    for number, rule in enumerate(spec.rules):
        here = f"rules[{number}] ({rule.code})"
        if not _named_outputs(rule) <= {field.name for field in spec.outputs}:
            yield f"{here}: names an output that doesn't exist"
        if rule.item not in items:
            yield f"{here}.item: the checklist has no item {rule.item}"
        if rule.check == "same_as_input" and rule.other not in {field.name for field in spec.inputs}:
            yield f"{here}.other: there is no input {rule.other}"
        if rule.check == "holds":
            yield from _expression_faults(f"{here}.expression", rule, spec)
        elif rule.expression:
            yield f"{here}.expression: only a rule with the check `holds` has one"


def _named_outputs(rule: Rule) -> set[str]:
    return {rule.field} | ({rule.when.field} if rule.when else set())


def _expression_faults(here: str, rule: Rule, spec: "Spec") -> Iterator[str]:
    misfit = find_misfit(rule.expression, (*spec.inputs, *spec.outputs))
    if misfit:
        yield f"{here}: {misfit}"
    elif not named_fields(rule.expression, spec.outputs):
        yield f"{here}: names no output, so that no answer could break or mend it"
