"""Text as we keep it: one normal form, nothing invisible that changes its meaning, the same on both engines."""

import unicodedata
from typing import Final

from marketplace.kernel.errors import FieldError
from marketplace.kernel.text import Text

# Directional overrides and isolates can make a name read as another (Unicode TR36); they are taken out.
BIDI: Final = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u3164\u115f\u1160\u2800")


class BadText(ValueError):
    """A text that can't be kept; `args[0]` is the `FieldError`."""


def clean_text(typed: str, *, most: int, lines: bool = False) -> str:
    """NFC text without outer blanks and directional controls; "" when nothing visible is left; raises `BadText`."""
    if len(typed) > most * 4 + 100:
        raise BadText(_too_long(most))
    for character in typed:
        if character == "\x00" or "\ud800" <= character <= "\udfff":
            raise BadText(FieldError("bad_character", Text("쓸 수 없는 문자가 들어 있어요.", "It contains a character we can't keep.")))
    text = unicodedata.normalize("NFC", typed.translate(BIDI)).replace("\r\n", "\n").replace("\r", "\n").strip()
    if not lines:
        text = " ".join(text.split("\n"))
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text):
        raise BadText(FieldError("bad_character", Text("쓸 수 없는 문자가 들어 있어요.", "It contains a character we can't keep.")))
    if all(character in _INVISIBLE or character.isspace() for character in text):
        return ""
    if len(text) > most:
        raise BadText(_too_long(most))
    return text


def _too_long(most: int) -> FieldError:
    return FieldError("too_long", Text("{most}자까지 쓸 수 있어요.", "It may be up to {most} characters long.").format(most=most), {"most": most})
