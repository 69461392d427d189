"""Whether a template's rules across fields can be asked of its fields."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from marketplace.standards.faults import Fault, fault
from marketplace.standards.reckoning import find_misfit, named_fields
from marketplace.standards.rules import Rule

if TYPE_CHECKING:
    from marketplace.standards.spec import Spec


def find_rule_faults(spec: "Spec") -> Iterator[Fault]:
    """Rules that name what doesn't exist, or whose expression makes no sense, each with its number and its code."""
    items = {item.key for item in spec.checklist} | {""}
    for number, rule in enumerate(spec.rules):
        here = f"rules[{number}] ({rule.code})"
        if not _named_outputs(rule) <= {field.name for field in spec.outputs}:
            yield fault(here, "없는 답 항목을 가리켜요.", "names an output that doesn't exist")
        if rule.item not in items:
            yield fault(f"{here}.item", "점검표에 {item} 항목이 없어요.", "the checklist has no item {item}", item=rule.item)
        if rule.check == "same_as_input" and rule.other not in {field.name for field in spec.inputs}:
            yield fault(f"{here}.other", "{name}이라는 자료 항목이 없어요.", "there is no input {name}", name=rule.other)
        if rule.check == "holds":
            yield from _expression_faults(f"{here}.expression", rule, spec)
        elif rule.expression:
            yield fault(f"{here}.expression", "식은 ‘식이 맞아야 해요’를 고른 확인에만 써요.", "only a rule with the check `holds` has one")


def _named_outputs(rule: Rule) -> set[str]:
    return {rule.field} | ({rule.when.field} if rule.when else set())


def _expression_faults(here: str, rule: Rule, spec: "Spec") -> Iterator[Fault]:
    misfit = find_misfit(rule.expression, (*spec.inputs, *spec.outputs))
    if misfit:
        yield Fault(here, misfit)
    elif not named_fields(rule.expression, spec.outputs):
        yield fault(here, "식에 답 항목이 없어서, 어떤 답도 이것을 어기거나 고칠 수 없어요.",
                    "names no output, so that no answer could break or mend it")
