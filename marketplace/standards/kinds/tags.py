"""Tags: words from a vocabulary and, where allowed, free ones."""

from collections.abc import Callable
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Control, Field, Kind
from marketplace.standards.kinds.choice import label_of, words_to_keys
from marketplace.standards.kinds.choices import check_count, share_apart, split_items
from marketplace.standards.kinds.patterns import line_without
from marketplace.standards.kinds.wording import clean_line


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many, whether words outside the vocabulary are allowed, and how long those may be."""

    least: int = 1
    most: int = 20
    free: bool = False
    max_length: int = 40


class Tags(Kind[list[str], Settings]):
    """Keys of the vocabulary in its order, then free words by alphabet; `tolerance` is the share that may differ."""

    name, title, widget = "tags", Text("태그", "Tags"), "tags"
    settings_type = Settings
    is_simple = False

    def compile(self, field: Field) -> Callable[[object], list[str]]:
        """See `Kind`."""
        limits, by_word = self.settings(field), words_to_keys(field.options)
        order = {option.key: place for place, option in enumerate(field.options)}

        def read(raw: object) -> list[str]:
            words = (_as_tag(part) for item in split_items(raw) for part in split_items(item))
            found = {by_word.get(word) or _free_word(word, limits) for word in words if word}
            check_count(len(found), limits.least, limits.most)
            return sorted(found, key=lambda tag: (order.get(tag, len(order)), tag))

        return read

    def control(self, field: Field) -> Control:
        """The vocabulary as buttons; `data-free` says that others may be typed into `<name>.free`."""
        limits = self.settings(field)
        marks: dict[str, str | int] = {"data-most": limits.most, "maxlength": limits.max_length}
        return Control(self.widget, field.name, field.label, field.hint, field.required, field.options,
                       {**marks, "data-free": "yes"} if limits.free else marks)

    def read_form(self, field: Field, values_of: Callable[[str], list[str]]) -> object:
        """The chosen ones and those typed."""
        typed = next(iter(values_of(f"{field.name}.free")), "")
        return [*values_of(field.name), *split_items(typed)]

    def fill_form(self, field: Field, raw: object) -> dict[str, list[str]]:
        """Words of the vocabulary as choices, the others as typed text."""
        known = {option.key for option in field.options}
        tags = [str(tag) for tag in raw] if isinstance(raw, list) else split_items(str(raw or ""))
        return {field.name: [tag for tag in tags if tag in known],
                f"{field.name}.free": [", ".join(tag for tag in tags if tag not in known)]}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; the folding of case, the words' other names and the order are beyond a schema."""
        limits, keys = self.settings(field), [option.key for option in field.options]
        word: dict[str, Any] = {"type": "string", "enum": keys}
        if limits.free:
            longest = max([limits.max_length, *map(len, keys)])
            word = {"type": "string", "minLength": 1, "maxLength": longest, "pattern": f"^(?!#){line_without(',;|')[1:]}",
                    "$comment": "in lower case and NFC"}
        return {"type": "array", "items": word, "minItems": max(limits.least, 1), "maxItems": limits.most, "uniqueItems": True}

    def show(self, value: list[str], field: Field) -> str:
        """Their labels."""
        return ", ".join(label_of(tag, field.options) for tag in value)

    def cell(self, value: list[str], field: Field) -> str:
        """The tags with semicolons between."""
        return "; ".join(value)

    def compare(self, a: list[str], b: list[str], field: Field, tolerance: float = 0.0) -> bool:
        """The same set, but for the share."""
        return share_apart(a, b) <= tolerance


def _as_tag(item: str) -> str:
    """The comparable form of a typed tag: lower case without a leading `#`."""
    return clean_line(clean_line(item).casefold()).lstrip("# ")


def _free_word(word: str, limits: Settings) -> str:
    if not limits.free:
        raise BadValue("not_in_vocabulary", Text(
            "‘{tag}’은 태그 목록에 없어요.", "“{tag}” is not in the list of tags."), tag=word[:40])
    if len(word) > limits.max_length:
        raise BadValue("too_long", Text(
            "태그 하나는 {most}자까지 쓸 수 있어요.", "A tag has at most {most} characters."), most=limits.max_length)
    return word


KIND = Tags()
