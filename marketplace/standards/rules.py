"""Automatic checks across fields, written as data in a template version."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.standards.kinds.reading import same_answer
from marketplace.standards.reckoning import holds, named_fields


class When(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule holds only where the answer to `field` is, or holds, one of `any_of`."""

    field: str
    any_of: tuple[str, ...]


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One automatic check of the answer to `field`.

    `same_as_input` compares with the input `other`; `needed` wants an answer; `absent` wants none; `includes` wants one of
    `any_of`; `in_korean` wants a text with Hangul in it; `holds` wants `expression` to be true of the answers and inputs it
    names (of two called alike it is the answer), and doesn't apply where one that it needs is blank.
    """

    check: Literal["same_as_input", "needed", "absent", "includes", "in_korean", "holds"]
    field: str
    code: str
    message: Text
    item: str = ""  # the checklist item it speaks for
    other: str = ""
    any_of: tuple[str, ...] = ()
    expression: str = ""
    when: When | None = None
    blocking: bool = False


@dataclass(frozen=True)
class Finding:
    """What an automatic check found: the field, all fields it speaks of, the checklist item, and whether it must be mended before submitting."""

    code: str
    field: str
    item: str
    message: Text
    blocking: bool
    fields: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As stored with a submission and answered by the API."""
        return asdict(self) | {"message": self.message.to_json(), "fields": list(self.fields)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Finding":
        """Read what `to_json` wrote."""
        return cls(**{**stored, "message": Text.from_json(stored["message"]), "fields": tuple(stored.get("fields", ()))})


def find_breaches(rules: Sequence[Rule], fields: Mapping[str, Field],
                  given: Mapping[str, Any], answers: Mapping[str, Any]) -> list[Finding]:
    """The rules that the answers to the input `given` break, in order; `fields` are inputs and outputs by name."""
    return [Finding(rule.code, rule.field, rule.item, rule.message, rule.blocking, named_by(rule, fields)) for rule in rules
            if _applies(rule, answers) and not _is_kept(rule, fields, given, answers)]


def named_by(rule: Rule, fields: Mapping[str, Field]) -> tuple[str, ...]:
    """The names of all fields that a breach of the rule speaks of."""
    return named_fields(rule.expression, fields.values()) if rule.check == "holds" else (rule.field,)


def _applies(rule: Rule, answers: Mapping[str, Any]) -> bool:
    return rule.when is None or bool(_words(answers.get(rule.when.field)) & set(rule.when.any_of))


def _is_kept(rule: Rule, fields: Mapping[str, Field], given: Mapping[str, Any], answers: Mapping[str, Any]) -> bool:
    if rule.check == "holds":
        return holds(rule.expression, fields.values(), {**given, **answers}) is not False
    value = answers.get(rule.field)
    if rule.check == "needed":
        return value is not None
    if rule.check == "absent":
        return value is None
    if value is None:  # the other checks are about an answer; `needed` asks for one
        return True
    if rule.check == "same_as_input":
        return rule.other not in given or same_answer(fields[rule.field], value, given[rule.other])
    if rule.check == "includes":
        return bool(_words(value) & set(rule.any_of))
    return any("가" <= character <= "힣" for character in str(value))


def _words(value: Any) -> set[str]:
    return set(map(str, value)) if isinstance(value, list) else set() if value is None else {str(value)}
