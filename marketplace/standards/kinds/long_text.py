"""Long text: several lines in NFC."""

from collections.abc import Callable

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.text import ShortText
from marketplace.standards.kinds.wording import clean_lines


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Lengths count characters after cleaning."""

    min_length: int = 1
    max_length: int = 5_000


class LongText(ShortText):
    """Text of several lines; compared as short text is."""

    name, title, widget = "long_text", Text("긴 글", "Long text"), "area"
    settings_type = Settings
    clean: Callable[[object], str] = staticmethod(clean_lines)


KIND = LongText()
