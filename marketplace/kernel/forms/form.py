"""A form: one class reads a page's form and a JSON body, and describes itself for the API document."""

from typing import Any, ClassVar, Protocol

import wtforms
from wtforms.validators import StopValidation

from marketplace.kernel.errors import BadRequest, FieldError, Invalid
from marketplace.kernel.text import Text

_WRONG_TYPE = FieldError("wrong_type", Text(
    "값의 종류가 달라요. 문서의 형식대로 보내 주세요.", "This value has another type than the document says."))
REQUIRED = FieldError("required", Text("꼭 입력해 주세요.", "Please fill this in."))
_NOT_FORM = {"csrf_token"}


class Values(Protocol):
    """What a form is read from: several values a name, as Werkzeug's MultiDict."""

    def getlist(self, name: str) -> list[Any]:
        """Every value under a name."""

    def __iter__(self) -> Any:
        """Every name."""

    def __contains__(self, name: Any) -> bool:
        """Whether the name is there at all."""


class JsonValues(dict[str, Any]):
    """A JSON object read as form values, typed as JSON had them; a list is one value but for fields that take many."""

    many: frozenset[str] = frozenset()

    def getlist(self, name: str) -> list[Any]:
        """The values under a name; null is none. A single value where many belong stays wrapped, for the field to refuse."""
        value = self.get(name)
        if value is None:
            return []
        return value if name in self.many and isinstance(value, list) else [[value]] if name in self.many else [value]


class VerbForm(wtforms.Form):
    """What a verb takes. `read` gives typed values or raises `Invalid` naming every wrong field."""

    def __init__(self, values: Values | None = None, **kept: Any) -> None:
        if isinstance(values, JsonValues):
            values.many = self._taking_many()
        super().__init__(values, **kept)
        self.given = values

    def read(self) -> dict[str, Any]:
        """The typed values by field name, without those left open.

        Raises `BadRequest` unknown_field and duplicate_parameter, `Invalid` naming every wrong field.
        """
        self._refuse_names()
        if not self.validate():
            raise Invalid(fields={name: errors[0] for name, errors in self.errors.items() if name})
        return {name: field.data for name, field in self._fields.items() if field.data is not None}

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every value is right; a JSON body must also have them in their own types."""
        right = super().validate(extra_validators)
        if not isinstance(self.given, JsonValues):
            return right
        for field in self._fields.values():
            raw, types = getattr(field, "raw", None), getattr(field, "json_types", ())
            if types and raw is not None and type(raw) not in types and not field.errors:
                field.errors, right = [_WRONG_TYPE], False
        return right

    @classmethod
    def _taking_many(cls) -> frozenset[str]:
        found = cls.__dict__.get("_many")
        if found is None:
            found = frozenset(name for name, field in cls()._fields.items() if getattr(field, "many", False))
            cls._many = found
        return found

    def blame(self, refusal: Invalid) -> None:
        """Put a verb's refusal at the fields it names, so that the page shows it there."""
        for name, error in refusal.fields.items():
            if name in self._fields:
                self._fields[name].errors = [error]

    def _refuse_names(self) -> None:
        given: Any = self.given if self.given is not None else {}
        for name in given:
            if name not in self._fields and name not in _NOT_FORM:
                raise BadRequest("unknown_field", Text(
                    "모르는 항목이 있어요: {field}", "There is no field called {field}."), field=str(name)[:80])
            if name in self._fields and not getattr(self._fields[name], "many", False) and len(given.getlist(name)) > 1:
                raise BadRequest("duplicate_parameter", Text(
                    "같은 항목이 두 번 왔어요: {field}", "The field {field} was sent twice."), field=str(name)[:80])

    @classmethod
    def schema(cls) -> dict[str, Any]:
        """The JSON Schema of the body this form reads."""
        fields = cls()._fields
        required = [name for name, field in fields.items() if getattr(field, "needed", False)]
        return {"type": "object", "additionalProperties": False, "required": required,
                "properties": {name: _describe(field) for name, field in fields.items()}}


def _describe(field: Any) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": field.label.text.en} | field.json_schema()
    if field.needed or schema.get("format") == "binary":
        return schema
    title = schema.pop("title")
    return {"title": title, "anyOf": [schema, {"type": "null"}]}


class TypedField(wtforms.Field):
    """A field that knows whether it is needed, how it is hinted at, and its JSON Schema."""

    many: ClassVar[bool] = False
    json_types: ClassVar[tuple[type, ...]] = ()  # where a page's text would also do, what JSON must have
    widget = wtforms.widgets.TextInput()

    def __init__(self, label: Text, *, needed: bool = True, hint: Text | None = None, **rest: Any) -> None:
        self.needed, self.hint = needed, hint
        self.raw: Any = None
        super().__init__(label=label, **rest)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed; parse it."""
        self.raw = valuelist[0] if valuelist else None
        self.data = None
        if self.raw is not None and not (isinstance(self.raw, str) and not self.raw.strip()):
            self.data = self.parse(self.raw)

    def pre_validate(self, form: Any) -> None:
        """Refuse a missing needed value, unless something worse is already said."""
        if self.process_errors:
            raise StopValidation
        if self.needed and self.data in (None, ""):
            raise StopValidation(REQUIRED)

    def parse(self, raw: Any) -> Any:
        """The typed value; raises `ValueError(FieldError)`."""
        raise NotImplementedError

    def json_schema(self) -> dict[str, Any]:
        """The JSON Schema of this field."""
        raise NotImplementedError

    def _value(self) -> str:
        """What stands in the control: what was typed, kept even when it is wrong."""
        return str(self.raw) if self.raw is not None else "" if self.data is None else str(self.data)


def wrong(code: str, ko: str, en: str, **facts: Any) -> ValueError:
    """The error a field's `parse` raises."""
    return ValueError(FieldError(code, Text(ko, en).format(**facts), facts))


def raise_field(name: str, error: FieldError) -> Invalid:
    """An `Invalid` about one field, from a `FieldError`."""
    return Invalid(error.code, error.message, fields={name: error})
