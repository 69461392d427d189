"""What a field is, what every kind knows how to do with it, and how a wrong value is refused."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from dataclasses import field as default
from decimal import Decimal
from typing import Any, ClassVar, Generic, TypeVar, cast

import msgspec

from marketplace.kernel.errors import FieldError
from marketplace.kernel.text import Text
from marketplace.standards.expressions import LIST, NUMBER, TEXT, Sort

V = TypeVar("V")
S = TypeVar("S", bound=msgspec.Struct)
NO_WORDS = Text("", "")


class Option(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One thing to choose: its stored key, its label, and other words people type for it."""

    key: str
    label: Text
    synonyms: tuple[str, ...] = ()


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One typed field of a template; `settings` are those of its kind."""

    name: str
    kind: str
    label: Text
    hint: Text = NO_WORDS
    required: bool = True
    personal: bool = False
    options: tuple[Option, ...] = ()
    settings: dict[str, Any] = {}


class NoSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The settings of a kind that has none."""


class BadValue(Exception):
    """One value that a field can't take: a code, a sentence that says what to do, and the facts."""

    def __init__(self, code: str, message: Text, **facts: Any) -> None:
        super().__init__(code)
        self.code, self.message = code, message.format(**facts)
        self.facts = {name: fact.to_json() if isinstance(fact, Text) else fact for name, fact in facts.items()}

    def as_error(self) -> FieldError:
        """The same as the error of a form's field."""
        return FieldError(self.code, self.message, self.facts)


@dataclass(frozen=True)
class Branch:
    """A node of a tree of choices, whether it may be chosen itself, and the nodes below it."""

    option: Option
    is_open: bool
    below: tuple["Branch", ...]


@dataclass(frozen=True)
class Control:
    """A form control as data: a macro draws the `widget`; `attributes` go onto its input, `parts` are the inputs inside of it."""

    widget: str  # one of `templates/work/controls.html`
    name: str
    label: Text
    hint: Text
    required: bool
    options: tuple[Option, ...] = ()
    attributes: Mapping[str, str | int] = default(default_factory=dict)
    parts: tuple["Control", ...] = ()
    tree: tuple[Branch, ...] = ()
    guide: msgspec.Struct | None = None  # what the person should read beside it


class Kind(ABC, Generic[V, S]):
    """A kind of field; its values are plain JSON, always in one unit and one form."""

    name: ClassVar[str]
    title: ClassVar[Text]
    widget: ClassVar[str] = "line"
    needs_options: ClassVar[bool] = False
    is_simple: ClassVar[bool] = True  # its cell is one line, so that a table may have a column of it
    is_file: ClassVar[bool] = False  # its values name stored files
    is_personal: ClassVar[bool] = False  # personal by nature, whatever the field says
    is_blind: ClassVar[bool] = False  # nothing may be suggested, nor what others answered be shown
    settings_type: ClassVar[type[msgspec.Struct]] = NoSettings

    @abstractmethod
    def compile(self, field: Field) -> Callable[[object], V]:
        """A reader of one value that isn't blank: typed text or JSON in, the normal form out; raises `BadValue`."""

    @abstractmethod
    def json_schema(self, field: Field) -> dict[str, Any]:
        """JSON Schema of the normal form and of nothing else; a `$comment` says what a schema can't."""

    def columns(self, field: Field) -> tuple[Field, ...]:
        """The fields inside of the field, such as a table's."""
        return ()

    def leans_on(self, field: Field) -> Mapping[str, str]:
        """The inputs that an answer of this field speaks of, and the kind each must have."""
        return {}

    def parse(self, raw: object, field: Field) -> V:
        """Read one value; raises `BadValue`. For many values, `compile` once."""
        return self.compile(field)(raw)

    def settings(self, field: Field) -> S:
        """The field's settings with the kind's defaults filled in; raises `msgspec.ValidationError`."""
        return cast(S, msgspec.convert(field.settings, self.settings_type))

    def control(self, field: Field) -> Control:
        """How the field is drawn in a form."""
        return Control(self.widget, field.name, field.label, field.hint, field.required,
                       field.options, self.attributes(field))

    def attributes(self, field: Field) -> dict[str, str | int]:
        """HTML attributes of the control that follow from the settings."""
        return {}

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """The raw value out of a sent form, `values_of` being its `getlist`."""
        return next(iter(values_of(field.name)), None)

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """What the form's inputs hold for a value, normal or still raw: the inverse of `read_form`."""
        return {field.name: [] if raw is None else [raw if isinstance(raw, str) else str(raw)]}

    def show(self, value: V, field: Field) -> str:
        """The value as a reader sees it, in the current language."""
        return str(self.cell(value, field))

    def cell(self, value: V, field: Field) -> str | int:
        """The value as one cell of a table; `parse` reads it back to the same value."""
        return cast(str, value)

    def compare(self, a: V, b: V, field: Field, tolerance: float = 0.0) -> bool:
        """Whether two answers count as the same; the kind says what `tolerance` measures."""
        return a == b

    def sort(self, field: Field) -> Sort:
        """Of what sort the value is in expressions."""
        return {"integer": NUMBER, "array": LIST}.get(self.json_schema(field)["type"], TEXT)

    def operand(self, value: V, field: Field) -> Any:
        """The value as expressions reckon with it: a `Decimal`, an `Amount`, a text or a tuple of texts, as `sort` says."""
        if isinstance(value, list):
            return tuple(map(str, value))
        return Decimal(value) if isinstance(value, int) else str(self.cell(value, field))

    def mask(self, value: V, field: Field) -> str:
        """The value so that it can be told apart but not read."""
        return mask_words(str(self.cell(value, field)))


def mask_words(words: str) -> str:
    """The first character and how long the rest is, at most eight dots."""
    return words[:1] + "•" * min(len(words) - 1, 8)
