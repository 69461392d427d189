"""Long text: several lines in NFC."""

from collections.abc import Callable

from marketplace.kernel.text import Text
from marketplace.standards.kinds import text
from marketplace.standards.kinds.patterns import LINES
from marketplace.standards.kinds.wording import clean_lines


class Settings(text.Settings, frozen=True, forbid_unknown_fields=True):
    """Lengths count characters after cleaning."""

    max_length: int = 5_000


class LongText(text.ShortText):
    """Text of several lines; compared as short text is."""

    name, title, widget = "long_text", Text("긴 글", "Long text"), "area"
    settings_type = Settings
    clean: Callable[[object], str] = staticmethod(clean_lines)
    pattern = LINES
    is_simple = False


KIND = LongText()
