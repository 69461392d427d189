"""What an event of the provider says, read with care: what isn't as documented is `Unreadable`, never guessed at and never a crash."""

from typing import Any, Final

from marketplace.kernel.money import Money

LONGEST: Final = 255
_DIGITS_MOST: Final = 18  # of an id; more don't fit the database


class Unreadable(Exception):
    """The event lacks what its type promises, or says it in another shape."""


def read_text(thing: dict[str, Any], name: str) -> str:
    """A word such as an id, as the database can keep it."""
    said = thing.get(name)
    if not isinstance(said, str) or not 0 < len(said) <= LONGEST or not said.isprintable():
        raise Unreadable(name)
    return said


def read_amount(thing: dict[str, Any], name: str = "amount") -> Money:
    """An amount in minor units beside its currency."""
    try:
        return Money(thing[name], read_text(thing, "currency").upper())
    except (KeyError, TypeError) as error:
        raise Unreadable(name) from error


def read_words(thing: dict[str, Any], name: str) -> list[str]:
    """A list of words; none when it is left out or null."""
    said = thing.get(name) or []
    if not isinstance(said, list) or not all(isinstance(one, str) for one in said):
        raise Unreadable(name)
    return said


def read_part(thing: dict[str, Any], name: str) -> dict[str, Any]:
    """What stands under a name of its own; nothing when it is left out or null."""
    part = thing.get(name) or {}
    if not isinstance(part, dict):
        raise Unreadable(name)
    return part


def read_reference(said: Any, kind: str) -> int | None:
    """The number of our row in `payment:7`; None when the reference is none of ours."""
    word, _, number = said.partition(":") if isinstance(said, str) else ("", "", "")
    return int(number) if word == kind and number.isascii() and number.isdigit() and len(number) <= _DIGITS_MOST else None
