"""What a row of the list is: an input, the door it comes through, and what must come of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

HANGUL = re.compile("[가-힣]")
FAULTS = ("Traceback", "sqlalchemy", "psycopg", 'File "')


@dataclass(frozen=True)
class Row:
    """A numbered input at a door; `page` and `api` are tried in both languages."""

    row: int
    what: str
    door: str

    @property
    def id(self) -> str:
        """`row04-KRW-10.5-api`."""
        return f"row{self.row:02}-{self.what}-{self.door}"


@dataclass(frozen=True)
class Refused(Row):
    """It is refused with this status and code, in a sentence that holds `says` (Korean, English), and nothing changes."""

    ask: Callable[[Any], Any]
    status: int
    code: str
    says: tuple[str, str] = ("", "")
    field: str = ""
    kept: str = ""

    def check(self, answer: Any, locale: str) -> None:
        """Status, code, sentence, language and id of one answer."""
        assert answer.status_code == self.status, answer.text[:2000]
        assert not any(fault in answer.text for fault in FAULTS)
        assert re.fullmatch(r"[A-Za-z0-9_-]{8,60}", answer.headers["X-Request-Id"])
        if answer.content_type == "application/json":
            self._check_envelope(answer, locale)
        else:
            self._check_page(answer, locale)

    def _check_envelope(self, answer: Any, locale: str) -> None:
        error = answer.json["error"]
        assert (error["status"], error["request_id"]) == (self.status, answer.headers["X-Request-Id"])
        told = error["fields"][self.field] if self.field else error
        assert told["code"] == self.code
        assert self.says[locale == "en"] in told["message"]
        assert bool(HANGUL.search(told["message"].replace(self.says[1], ""))) == (locale == "ko")

    def _check_page(self, answer: Any, locale: str) -> None:
        text = unescape(answer.text)
        assert f'<html lang="{locale}"' in text
        assert f'data-code="{self.code}"' in text or f"{self.status} {self.code}" in text
        assert self.says[locale == "en"] in text
        assert self.kept in text
        if self.field:
            assert f'id="{self.field}-error"' in text


@dataclass(frozen=True)
class Taken(Row):
    """By rule it is no mistake, or only part of it is: `expect` looks at the answer and at what came of it."""

    ask: Callable[[Any], Any]
    expect: Callable[[Any, Any], None]


@dataclass(frozen=True)
class Ended(Row):
    """A command ends with this code and one plain line that holds `says`."""

    run: Callable[[Any], Any]
    code: int
    says: str


@dataclass(frozen=True)
class Unset(Row):
    """The program doesn't start with these variables; the line names the variable and holds `says`."""

    environ: dict[str, str]
    variable: str
    says: str
