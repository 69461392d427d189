"""Files among the values of a result: by our ids when stored, by names and addresses that mean something outside."""

from collections.abc import Callable, Mapping
from typing import Any

from marketplace.standards.kinds import Field, kind_of
from marketplace.work.results.base import FileFacts


def file_fields(fields: tuple[Field, ...]) -> tuple[str, ...]:
    """The names of those that hold a file of ours, or several."""
    return tuple(field.name for field in fields if kind_of(field).is_file)


def file_ids(values: Mapping[str, Any], names: tuple[str, ...]) -> set[int]:
    """The ids that some fields hold."""
    held = (values.get(name) for name in names)
    words = (word for value in held for word in (value if isinstance(value, list) else [value]))
    return {int(word) for word in words if isinstance(word, str) and word.isascii() and word.isdigit() and len(word) < 19}


def with_names(values: Mapping[str, Any], names: tuple[str, ...], files: Mapping[str, FileFacts]) -> Mapping[str, Any]:
    """What the business sent, its files by the names they came with."""
    return _replaced(values, names, files, lambda found: found.name)


def with_addresses(values: Mapping[str, Any], names: tuple[str, ...], files: Mapping[str, FileFacts]) -> Mapping[str, Any]:
    """What a worker sent, its files by the address where the business can open them."""
    return _replaced(values, names, files, lambda found: found.address)


def _replaced(values: Mapping[str, Any], names: tuple[str, ...], files: Mapping[str, FileFacts],
              shown: Callable[[FileFacts], str]) -> Mapping[str, Any]:
    def show(word: Any) -> Any:
        return shown(files[word]) if word in files else word

    return {**values, **{name: [show(word) for word in held] if isinstance(held, list) else show(held)
                         for name in names if (held := values.get(name)) is not None}} if names else values
