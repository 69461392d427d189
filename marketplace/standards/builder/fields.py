"""Fields on their way into a template: added, written, moved, taken out; each change is told as the new list of its side."""

from typing import Any, Final

from msgspec.structs import replace

from marketplace.kernel.errors import FieldError, NotFound
from marketplace.kernel.text import Text
from marketplace.standards.builder.naming import new_name
from marketplace.standards.builder.sheet import LINES, Sheet
from marketplace.standards.kinds import Field, Option, all_kinds
from marketplace.standards.settings import Setting, settings_of
from marketplace.standards.spec import Spec

SIDES: Final = ("inputs", "outputs")
_TAKES_OPTIONS: Final = ("tags", "many", "one")
_BLANK: Final = FieldError("required", Text("꼭 입력해 주세요.", "Please fill this in."))


def takes_options(field: Field) -> bool:
    """Whether there is something to choose from."""
    kind = all_kinds()[field.kind]
    return kind.needs_options or kind.widget in _TAKES_OPTIONS or bool(field.options)


def find_field(spec: Spec, side: str, name: str) -> Field:
    """The field of this name on one side; raises `NotFound`."""
    found = next((field for field in _fields(spec, side) if field.name == name), None)
    if found is None or found.kind not in all_kinds():
        raise NotFound()
    return found


def add_field(sheet: Sheet, spec: Spec, side: str) -> tuple[dict[str, Any], str]:
    """The side with one more field of the chosen kind, and that field's name; a missing label stands in the sheet's errors."""
    label = sheet.both("label", most=80)
    if not label.ko:
        sheet.errors.setdefault("label_ko", _BLANK)
    name = new_name(label, _names(spec), "field")
    field = Field(name, sheet.chosen("kind", {"text": 1} | dict(all_kinds())), label)
    return {side: (*_fields(spec, side), field)}, name


def fill_field(field: Field) -> Sheet:
    """What a field's sheet holds."""
    sheet = Sheet()
    sheet.put(label=field.label, hint=field.hint, required=field.required, personal=field.personal)
    for number, option in enumerate(field.options):
        sheet.put(number, key=option.key, option=option.label, synonyms=", ".join(option.synonyms))
    for setting in settings_of(field):
        _fill_setting(sheet, setting)
    return sheet


def read_field(sheet: Sheet, spec: Spec, side: str, name: str) -> dict[str, Any]:
    """The side with this field as the sheet says; its name and kind stay."""
    field = find_field(spec, side, name)
    label = sheet.both("label", most=80)
    if not label.ko:
        sheet.errors.setdefault("label_ko", _BLANK)
    read = {setting.name: (_read_setting(sheet, setting), setting.usual) for setting in settings_of(field)}
    settings = {one: value for one, (value, usual) in read.items() if value != usual or one in field.settings}
    written = replace(field, label=label, hint=sheet.both("hint"), required=sheet.flag("required"), personal=sheet.flag("personal"),
                      options=_read_options(sheet) if takes_options(field) else (), settings=settings)
    return {side: tuple(written if one.name == name else one for one in _fields(spec, side))}


def move_field(spec: Spec, side: str, name: str, *, up: bool) -> dict[str, Any]:
    """The side with this field one place up or down; at the end it stays where it is."""
    fields = list(_fields(spec, side))
    here = fields.index(find_field(spec, side, name))
    there = min(max(here + (-1 if up else 1), 0), len(fields) - 1)
    fields[here], fields[there] = fields[there], fields[here]
    return {side: tuple(fields)}


def remove_field(spec: Spec, side: str, name: str) -> dict[str, Any]:
    """The side without this field."""
    find_field(spec, side, name)
    return {side: tuple(field for field in _fields(spec, side) if field.name != name)}


def _fields(spec: Spec, side: str) -> tuple[Field, ...]:
    return spec.inputs if side == "inputs" else spec.outputs


def _names(spec: Spec) -> set[str]:
    return {field.name for field in (*spec.inputs, *spec.outputs)}


def _read_options(sheet: Sheet) -> tuple[Option, ...]:
    options: list[Option] = []
    for row in sheet.rows("option_ko", "option_en"):
        label = sheet.both("option", row, most=80)
        key = sheet.words(f"key.{row}") or new_name(label, [option.key for option in options], "option")
        words = (word.strip() for word in sheet.words(f"synonyms.{row}", most=500).split(","))
        options.append(Option(key, label, tuple(word for word in words if word)))
    return tuple(options)


def _fill_setting(sheet: Sheet, setting: Setting) -> None:
    name, value = f"set-{setting.name}", setting.value
    if setting.control == "text":
        sheet.put(**{name: value if isinstance(value, Text) else Text.from_json(value)})
    elif setting.control == "words":
        sheet.put(**{name: "\n".join(map(str, value))})
    elif setting.control == "columns":
        for number, column in enumerate(value):
            plain = column if isinstance(column, dict) else {"name": column.name, "kind": column.kind, "label": column.label.to_json()}
            sheet.put(number, column_name=plain["name"], column=Text.from_json(plain["label"]), column_kind=plain["kind"])
    else:
        sheet.put(**{name: value})


def _read_setting(sheet: Sheet, setting: Setting) -> Any:
    """The setting as JSON; blank is the usual one."""
    name = f"set-{setting.name}"
    if setting.control == "flag":
        return sheet.flag(name)
    if setting.control == "number":
        return sheet.whole(name, least=-10**12, most=10**12, usual=setting.usual if isinstance(setting.usual, int) else None)
    if setting.control == "text":
        words = sheet.both(name, most=LINES, lines=True)
        return setting.usual if words == setting.usual else words.to_json()
    if setting.control == "words":
        listed = sheet.listed(name)
        return setting.usual if listed == tuple(setting.usual) else list(listed)
    if setting.control == "pick":
        return sheet.chosen(name, {setting.usual: 1} | dict.fromkeys(setting.choices))
    return _read_columns(sheet, setting) if setting.control == "columns" else sheet.words(name) or setting.usual


def _read_columns(sheet: Sheet, setting: Setting) -> list[dict[str, Any]]:
    """Columns as fields of simple kinds; what else a column had stays with it."""
    known = {one["name"]: one for one in setting.value if isinstance(one, dict)}
    columns: list[dict[str, Any]] = []
    for row in sheet.rows("column_ko", "column_en"):
        label = sheet.both("column", row, most=80)
        name = sheet.words(f"column_name.{row}") or new_name(label, [column["name"] for column in columns], "column")
        kind = sheet.chosen(f"column_kind.{row}", {"text": 1} | dict(all_kinds()))
        columns.append(known.get(name, {}) | {"name": name, "kind": kind, "label": label.to_json()})
    return columns
