"""Reading a field as a whole: blank or not, then its kind."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.kinds import BadValue, Field, kind_of
from marketplace.standards.kinds.wording import is_blank


def compile_field(field: Field) -> Callable[[object], Any]:
    """A reader of the field's raw values: None for blank where it may be, else the normal form; raises `BadValue`."""
    read = kind_of(field).compile(field)
    return _needing(read) if field.required else _allowing_blank(read)


def same_answer(field: Field, a: Any, b: Any, tolerance: float = 0.0) -> bool:
    """Whether two answers to the field count as the same; a blank one only equals a blank one."""
    if a is None or b is None:
        return a is b
    return kind_of(field).compare(a, b, field, tolerance)


def show_value(field: Field, value: Any) -> str:
    """The value for a reader in the current language; a dash for none."""
    return "–" if value is None else kind_of(field).show(value, field)


def is_personal(field: Field) -> bool:
    """Whether the field's values are somebody's: by nature of the kind, because the template says so, or because one of its columns is."""
    kind = kind_of(field)
    return field.personal or kind.is_personal or any(map(is_personal, kind.columns(field)))


def show_masked(field: Field, value: Any) -> str:
    """The value for a reader who needn't know it: masked where it is personal; a dash for none."""
    return kind_of(field).mask(value, field) if value is not None and is_personal(field) else show_value(field, value)


def mask_values(fields: Iterable[Field], values: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    """The values by field name, those of `names` masked as words; what no field explains any more is left out."""
    known = {field.name: field for field in fields}
    return {name: value if name not in names or value is None else kind_of(known[name]).mask(value, known[name])
            for name, value in values.items() if name not in names or name in known}


def _needing(read: Callable[[object], Any]) -> Callable[[object], Any]:
    def read_needed(raw: object) -> Any:
        # Nearly every cell starts with a digit, a letter or a syllable: no need to look closer.
        if isinstance(raw, str) and ("0" <= raw[:1] <= "z" or "가" <= raw[:1] <= "힣"):
            return read(raw)
        if is_blank(raw):
            raise BadValue("required", Text("꼭 입력해 주세요.", "Please fill this in."))
        return read(raw)

    return read_needed


def _allowing_blank(read: Callable[[object], Any]) -> Callable[[object], Any]:
    def read_optional(raw: object) -> Any:
        return None if is_blank(raw) else read(raw)

    return read_optional
