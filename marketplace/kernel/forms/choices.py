"""Fields for one or some of a few words, and for JSON objects."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

import wtforms
from wtforms.validators import StopValidation

from marketplace.kernel.clean import NOT_KEEPABLE, is_keepable
from marketplace.kernel.forms.form import REQUIRED, TypedField, wrong
from marketplace.kernel.text import Text


class ChoiceField(TypedField):
    """One of some words; `choices` maps each to its label."""

    widget = wtforms.widgets.Select()

    def __init__(self, label: Text, *, choices: Mapping[str, Text], **rest: Any) -> None:
        super().__init__(label, **rest)
        self.choices = choices

    def parse(self, raw: Any) -> str:
        """The word."""
        if not isinstance(raw, str) or raw not in self.choices:
            raise wrong("not_a_choice", "다음 중에서 골라 주세요: {known}", "Please choose one of: {known}",
                        known=", ".join(self.choices))
        return raw

    def iter_choices(self) -> Iterable[tuple[Any, ...]]:
        """For the select widget."""
        chosen = self.raw if self.raw is not None else self.data
        return [(word, str(label), word == chosen, {}) for word, label in self.choices.items()]

    def has_groups(self) -> bool:
        """The select widget asks."""
        return False

    def json_schema(self) -> dict[str, Any]:
        """A string out of an enum."""
        return {"type": "string", "enum": list(self.choices)}


class ManyField(ChoiceField):
    """Some of some words."""

    many = True

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Each word once, in the order of the choices."""
        self.raw = valuelist
        for raw in valuelist:
            self.parse(raw)
        self.data = [word for word in self.choices if word in valuelist]

    def pre_validate(self, form: Any) -> None:
        """At least one when needed."""
        if self.process_errors:
            raise StopValidation
        if self.needed and not self.data:
            raise StopValidation(REQUIRED)

    def json_schema(self) -> dict[str, Any]:
        """An array of words."""
        return {"type": "array", "items": super().json_schema(), "minItems": 1 if self.needed else 0}


class ObjectField(TypedField):
    """A JSON object taken as it is, such as the answers of a task."""

    def __init__(self, label: Text, *, shape: dict[str, Any] | None = None, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.shape = shape or {"type": "object"}

    def parse(self, raw: Any) -> dict[str, Any]:
        """The object."""
        if not isinstance(raw, dict):
            raise wrong("not_an_object", "항목 이름과 값으로 보내 주세요.", "Please send an object of names and values.")
        if not is_keepable(raw):
            raise ValueError(NOT_KEEPABLE)
        return raw

    def pre_validate(self, form: Any) -> None:
        """An empty object is an object."""
        if self.process_errors:
            raise StopValidation
        if self.needed and self.data is None:
            raise StopValidation(REQUIRED)

    def json_schema(self) -> dict[str, Any]:
        """Its declared shape."""
        return self.shape


class JsonTextField(ObjectField):
    """A JSON object beside uploaded files, where everything is text."""

    def parse(self, raw: Any) -> dict[str, Any]:
        """The object that the text holds."""
        try:
            return super().parse(json.loads(raw) if isinstance(raw, str) else raw)
        except (json.JSONDecodeError, RecursionError):
            raise wrong("not_an_object", "JSON 객체로 보내 주세요.", "Please send a JSON object.") from None

    def json_schema(self) -> dict[str, Any]:
        """Text that holds the declared shape."""
        return {"type": "string", "contentMediaType": "application/json", "contentSchema": self.shape}
