"""Names of people."""

import re
from collections.abc import Callable
from typing import Any

from marketplace.kernel.text import Text
from marketplace.standards.kinds import text
from marketplace.standards.kinds.base import BadValue, Field

_NOT_NAMES = re.compile(r"[0-9_@#$%^&*+=<>{}\[\]|\\/\"?!:;~]")


class Settings(text.Settings, frozen=True, forbid_unknown_fields=True):
    """Lengths count characters after cleaning."""

    max_length: int = 80


class PersonName(text.ShortText):
    """One line without digits and signs, personal by nature; compared as short text is."""

    name, title = "person_name", Text("사람 이름", "Person's name")
    settings_type = Settings
    is_personal = True

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        read_text = super().compile(field)

        def read(raw: object) -> str:
            name = read_text(raw)
            if _NOT_NAMES.search(name):
                raise BadValue("not_a_name", Text("이름에는 숫자와 기호를 쓸 수 없어요.", "A name has no digits or signs."))
            return name

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """The name of somebody else, so the browser offers none."""
        return super().attributes(field) | {"autocomplete": "off", "spellcheck": "false"}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`."""
        return super().json_schema(field) | {"not": {"pattern": _NOT_NAMES.pattern}}


KIND = PersonName()
