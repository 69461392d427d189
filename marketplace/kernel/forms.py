"""Forms: one class reads a page's form and a JSON body, and describes itself for the API document."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar, Protocol

import wtforms
from wtforms.validators import StopValidation

from marketplace.kernel.clean import BadText, clean_text
from marketplace.kernel.errors import BadRequest, FieldError, Invalid
from marketplace.kernel.money import DECIMALS, parse_amount
from marketplace.kernel.text import Text

_WHOLE = re.compile(r"-?[0-9]{1,18}", re.ASCII)
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
    """A JSON object read as form values; a list stands for several values, null for none."""

    def getlist(self, name: str) -> list[Any]:
        """Every value under a name, typed as JSON had it."""
        value = self.get(name)
        return [] if value is None else value if isinstance(value, list) else [value]


class VerbForm(wtforms.Form):
    """What a verb takes. `read` gives typed values or raises `Invalid` naming every wrong field."""

    def __init__(self, values: Values | None = None, **kept: Any) -> None:
        super().__init__(values, **kept)
        self.given = values

    def read(self) -> dict[str, Any]:
        """The typed values by field name; raises `BadRequest` unknown_field and duplicate_parameter, `Invalid` otherwise."""
        self._refuse_names()
        if not self.validate():
            raise Invalid(fields={name: errors[0] for name, errors in self.errors.items() if name})
        return {name: field.data for name, field in self._fields.items()}

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
                "properties": {name: field.json_schema() for name, field in fields.items()}}


class TypedField(wtforms.Field):
    """A field that knows whether it is needed, how it is hinted at, and its JSON Schema."""

    many: ClassVar[bool] = False
    widget = wtforms.widgets.TextInput()

    def __init__(self, label: Text, *, needed: bool = True, hint: Text | None = None, **rest: Any) -> None:
        self.needed, self.hint = needed, hint
        self.raw: Any = None
        super().__init__(label=label, **rest)  # type: ignore[arg-type]

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep what was typed; parse it."""
        self.raw = valuelist[0] if valuelist else None
        self.data = None
        if self.raw is not None and not (isinstance(self.raw, str) and not self.raw.strip()):
            self.data = self.parse(self.raw)

    def pre_validate(self, form: Any) -> None:
        """Refuse a missing needed value, unless something worse is already said."""
        if self.process_errors:
            raise StopValidation()
        if self.needed and self.data in (None, ""):
            raise StopValidation(REQUIRED)  # type: ignore[arg-type]

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


class TextField(TypedField):
    """A text of `least` to `most` characters, one line unless `lines`."""

    def __init__(self, label: Text, *, least: int = 1, most: int = 200, lines: bool = False, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least, self.most, self.lines = least, most, lines
        if lines:
            self.widget = wtforms.widgets.TextArea()

    def parse(self, raw: Any) -> str:
        """Clean text."""
        if not isinstance(raw, str):
            raise wrong("not_a_text", "글자로 입력해 주세요.", "Please enter a text.")
        try:
            text = clean_text(raw, most=self.most, lines=self.lines)
        except BadText as error:
            raise ValueError(*error.args) from error
        if text and len(text) < self.least:
            raise wrong("too_short", "{least}자 이상 입력해 주세요.", "Please enter at least {least} characters.", least=self.least)
        return text

    def json_schema(self) -> dict[str, Any]:
        """A string with its length."""
        return {"type": "string", "minLength": self.least if self.needed else 0, "maxLength": self.most}


class SecretField(TextField):
    """A password: kept as typed, never shown again."""

    widget = wtforms.widgets.PasswordInput()

    def parse(self, raw: Any) -> str:
        """The password exactly as typed, within its length."""
        if not isinstance(raw, str) or not self.least <= len(raw) <= self.most or "\x00" in raw:
            raise wrong("password_length", "비밀번호는 {least}자 이상 {most}자 이하로 정해 주세요.",
                        "A password has {least} to {most} characters.", least=self.least, most=self.most)
        try:
            raw.encode()
        except UnicodeEncodeError:
            raise wrong("bad_character", "쓸 수 없는 문자가 들어 있어요.", "It contains a character we can't keep.") from None
        return raw


class WholeField(TypedField):
    """A whole number from `least` to `most`, in ASCII digits."""

    def __init__(self, label: Text, *, least: int = 0, most: int = 10**9, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least, self.most = least, most

    def parse(self, raw: Any) -> int:
        """The number."""
        text = raw.strip(" ") if isinstance(raw, str) else str(raw) if type(raw) is int else ""
        if not _WHOLE.fullmatch(text[:30]):
            raise wrong("not_a_number", "정수로 입력해 주세요.", "Please enter a whole number.")
        number = int(text[:30])
        if not self.least <= number <= self.most:
            raise wrong("out_of_range", "{least}에서 {most} 사이여야 해요.", "It must be between {least} and {most}.",
                        least=self.least, most=self.most)
        return number

    def json_schema(self) -> dict[str, Any]:
        """An integer with its range."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


class FlagField(TypedField):
    """Yes or no; absent is no."""

    widget = wtforms.widgets.CheckboxInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """A ticked box, or JSON true."""
        self.raw = valuelist[0] if valuelist else None
        if self.raw not in (None, True, False, "true", "false", "on", "1", "y", ""):
            raise wrong("not_a_flag", "예 또는 아니요로 답해 주세요.", "Please answer yes or no.")
        self.data = self.raw in (True, "true", "on", "1", "y")

    def pre_validate(self, form: Any) -> None:
        """A needed flag must be ticked."""
        if self.needed and not self.data:
            raise StopValidation(FieldError("must_agree", Text("동의해 주세요.", "Please agree to this.")))  # type: ignore[arg-type]

    def _value(self) -> str:
        return "true"

    def json_schema(self) -> dict[str, Any]:
        """A boolean."""
        return {"type": "boolean", "const": True} if self.needed else {"type": "boolean"}


class ChoiceField(TypedField):
    """One of some words; `choices` maps each to its label."""

    widget = wtforms.widgets.Select()

    def __init__(self, label: Text, *, choices: Mapping[str, Text], **rest: Any) -> None:
        super().__init__(label, **rest)
        self.choices = choices

    def parse(self, raw: Any) -> str:
        """The word."""
        if not isinstance(raw, str) or raw not in self.choices:
            raise wrong("not_a_choice", "다음 중에서 골라 주세요: {known}", "Please choose one of: {known}", known=", ".join(self.choices))
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
            raise StopValidation()
        if self.needed and not self.data:
            raise StopValidation(REQUIRED)  # type: ignore[arg-type]

    def json_schema(self) -> dict[str, Any]:
        """An array of words."""
        return {"type": "array", "items": super().json_schema(), "uniqueItems": True, "minItems": 1 if self.needed else 0}


class AmountField(TypedField):
    """An amount in the currency that stands in another field of the form, or in `currency`."""

    def __init__(self, label: Text, *, least: int = 1, most: int = 10**12, currency: str | None = None, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.least, self.most, self.currency = least, most, currency

    def parse(self, raw: Any) -> Any:
        """Kept until the currency is known."""
        return raw

    def pre_validate(self, form: Any) -> None:
        """Parse once the currency field has been read."""
        super().pre_validate(form)
        currency = self.currency or form._fields["currency"].data
        if self.data is None or currency not in DECIMALS:
            return
        try:
            self.data = parse_amount(self.data, currency, field=self.short_name, least=self.least, most=self.most)
        except Invalid as refusal:
            raise StopValidation(refusal.fields[self.short_name]) from refusal  # type: ignore[arg-type]

    def json_schema(self) -> dict[str, Any]:
        """Major units, as a number without a fraction or a decimal text."""
        return {"anyOf": [{"type": "integer", "minimum": 1, "maximum": self.most},
                          {"type": "string", "pattern": r"^[0-9]{1,9}(\.[0-9]{1,3})?$"}],
                "description": "In major units of the currency, e.g. 1200 (KRW) or \"10.50\" (USD)."}


class MomentField(TypedField):
    """A moment with its zone, ISO 8601, between now and `years` from now."""

    widget = wtforms.widgets.DateTimeLocalInput()

    def parse(self, raw: Any) -> datetime:
        """An aware moment in UTC."""
        if not isinstance(raw, str) or len(raw) > 40:
            raise wrong("not_a_moment", "날짜와 시각을 입력해 주세요.", "Please enter a date and time.")
        try:
            moment = datetime.fromisoformat(raw)
        except ValueError:
            raise wrong("not_a_moment", "그런 날짜는 없어요. 예: 2026-12-01T18:00+09:00",
                        "There is no such date. Example: 2026-12-01T18:00+09:00") from None
        if moment.tzinfo is None:
            raise wrong("zone_missing", "시간대를 함께 적어 주세요. 예: +09:00", "Please give the time zone, for example +09:00.")
        try:
            return moment.astimezone(UTC)
        except (OverflowError, ValueError):
            raise wrong("out_of_range", "쓸 수 없는 날짜예요.", "This date is out of range.") from None

    def json_schema(self) -> dict[str, Any]:
        """An RFC 3339 moment."""
        return {"type": "string", "format": "date-time"}


class ObjectField(TypedField):
    """A JSON object taken as it is, such as the answers of a task."""

    def __init__(self, label: Text, *, shape: dict[str, Any] | None = None, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.shape = shape or {"type": "object"}

    def parse(self, raw: Any) -> dict[str, Any]:
        """The object."""
        if not isinstance(raw, dict):
            raise wrong("not_an_object", "항목 이름과 값으로 보내 주세요.", "Please send an object of names and values.")
        return raw

    def pre_validate(self, form: Any) -> None:
        """An empty object is an object."""
        if self.process_errors:
            raise StopValidation()
        if self.needed and self.data is None:
            raise StopValidation(REQUIRED)  # type: ignore[arg-type]

    def json_schema(self) -> dict[str, Any]:
        """Its declared shape."""
        return self.shape


def raise_field(name: str, error: FieldError) -> Invalid:
    """An `Invalid` about one field, from a `FieldError`."""
    return Invalid(error.code, error.message, fields={name: error})




class UploadField(TypedField):
    """An uploaded file: something with `stream` and `filename`; judged by its content, not by its name."""

    widget = wtforms.widgets.FileInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Keep the upload; a browser sends an empty one when nothing was chosen."""
        self.raw = self.data = None
        for upload in valuelist:
            if not hasattr(upload, "stream"):
                raise wrong("not_a_file", "파일을 골라 주세요.", "Please choose a file.")
            self.data = upload if upload.filename else None

    def _value(self) -> str:
        return ""

    def json_schema(self) -> dict[str, Any]:
        """Bytes in a multipart body."""
        return {"type": "string", "format": "binary"}
