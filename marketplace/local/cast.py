"""The people of the demo, printed for whoever starts it: who, how to sign in, what to try."""

import json
import unicodedata
from pathlib import Path
from typing import Any

from marketplace.kernel.text import Text, t
from marketplace.local.places import CAST


def read_cast(path: Path = CAST) -> list[dict[str, Any]]:
    """The people the demo wrote down; nobody when it wrote nothing or something else."""
    try:
        people = json.loads(path.read_text(encoding="utf-8"))["people"]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return [person for person in people if isinstance(person, dict)]


def shown_cast(people: list[dict[str, Any]]) -> str:
    """The cast as a table in the current language."""
    if not people:
        return ""
    head = (t("누구", "Who"), t("로그인", "Sign in"), t("해 볼 일", "Try this"))
    rows = [head, *(_row(person) for person in people)]
    widths = [max(_width(row[column]) for row in rows) for column in range(2)]
    lines = ["  " + _padded(row[0], widths[0]) + "  " + _padded(row[1], widths[1]) + "  " + row[2] for row in rows]
    return "\n".join(lines)


def _row(person: dict[str, Any]) -> tuple[str, str, str]:
    who = " · ".join(word for word in (_said(person.get("role")), _said(person.get("name"))) if word)
    sign_in = " / ".join(str(person[key]) for key in ("email", "password") if person.get(key))
    return who, sign_in, _said(person.get("try"))


def _said(value: Any) -> str:
    if isinstance(value, dict):
        return str(Text.from_json(value))
    return str(value or "")


def _width(word: str) -> int:
    # A Korean letter takes two columns of a terminal.
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in word)


def _padded(word: str, width: int) -> str:
    return word + " " * (width - _width(word))
