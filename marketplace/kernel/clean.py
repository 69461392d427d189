"""Text as we keep it: one normal form, nothing invisible that changes its meaning, the same on both engines."""

import math
import unicodedata
from typing import Any, Final

from marketplace.kernel.errors import FieldError
from marketplace.kernel.text import Text

# Directional overrides and isolates can make a name read as another (Unicode TR36); they are taken out.
BIDI: Final = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164\u115f\u1160\u2800")


DEPTH_MOST: Final = 20
_LONG: Final = 2**63
NOT_KEEPABLE: Final = FieldError("bad_character", Text("저장할 수 없는 값이 들어 있어요.", "It contains a value we can't keep."))
_BAD_CHARACTER: Final = FieldError("bad_character", Text(
    "쓸 수 없는 문자가 들어 있어요.", "It contains a character we can't keep."))


class BadText(ValueError):
    """A text that can't be kept; `args[0]` is the `FieldError`."""


def clean_text(typed: str, *, most: int, lines: bool = False) -> str:
    """NFC text without outer blanks and directional controls; "" when nothing visible is left; raises `BadText`."""
    if len(typed) > most * 4 + 100:
        raise BadText(_too_long(most))
    for character in typed:
        if character == "\x00" or "\ud800" <= character <= "\udfff":
            raise BadText(_BAD_CHARACTER)
    text = unicodedata.normalize("NFC", typed.translate(BIDI)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not lines:
        text = " ".join(text.split("\n"))
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text):
        raise BadText(_BAD_CHARACTER)
    if all(character in _INVISIBLE or character.isspace() for character in text):
        return ""
    if len(text) > most:
        raise BadText(_too_long(most))
    return text


def is_keepable(value: Any, depth: int = 0) -> bool:
    """Whether JSON can be stored and read back on both engines: no NUL or lone surrogate, no huge number, no abyss."""
    if isinstance(value, str):
        return not any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in value)
    if isinstance(value, (dict, list)):
        inside = [*value.keys(), *value.values()] if isinstance(value, dict) else value
        return depth < DEPTH_MOST and all(is_keepable(one, depth + 1) for one in inside)
    return -_LONG <= value < _LONG if type(value) is int else not isinstance(value, float) or math.isfinite(value)


def _too_long(most: int) -> FieldError:
    sentence = Text("{most}자까지 쓸 수 있어요.", "It may be up to {most} characters long.")
    return FieldError("too_long", sentence.format(most=most), {"most": most})
