"""One choice out of a list."""

from collections.abc import Callable, Iterable
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind, NoSettings, Option
from marketplace.standards.kinds.wording import clean_line


class Choice(Kind[str, NoSettings]):
    """The key of one option; its labels and synonyms are understood too."""

    name, title, widget, needs_options = "choice", Text("하나 고르기", "One choice"), "one", True

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        by_word = words_to_keys(field.options)

        def read(raw: object) -> str:
            key = by_word.get(raw) if isinstance(raw, str) else None
            return key or find_key(raw, by_word, field.options)

        return read

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        return {"type": "string", "enum": [option.key for option in field.options]}

    def show(self, value: str, field: Field) -> str:
        """The option's label."""
        return label_of(value, field.options)


def words_to_keys(options: Iterable[Option]) -> dict[str, str]:
    """Every word people may type for an option, without case, and the key it means."""
    found: dict[str, str] = {}
    for option in options:
        for word in (option.key, option.label.ko, option.label.en, *option.synonyms):
            found.setdefault(clean_line(word).casefold(), option.key)
    for option in options:  # an exact key always means itself, whatever another option's label says
        found[option.key] = option.key
    return found


def find_key(raw: object, by_word: dict[str, str], options: tuple[Option, ...]) -> str:
    """The key that a typed word means; raises `BadValue` not_an_option."""
    key = by_word.get(clean_line(raw).casefold())
    if key is None:
        labels = [option.label for option in options[:12]]
        listed = Text(", ".join(label.ko for label in labels), ", ".join(label.en for label in labels))
        raise BadValue("not_an_option", Text(
            "다음 중에서 골라 주세요: {options}", "Please choose one of: {options}"), options=listed)
    return key


def label_of(key: str, options: Iterable[Option]) -> str:
    """The label of the option with `key` in the current language; the key itself when it is none of them."""
    return next((str(option.label) for option in options if option.key == key), key)


KIND = Choice()
