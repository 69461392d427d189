"""What a row of the list is: an input, the door it comes through, and what must come of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from typing import Any

HANGUL = re.compile("[가-힣]")
CODED = re.compile(r'data-code="[^"]*">.{0,300}|[345]\d\d [a-z_]+')
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
        assert told["code"] == self.code, told
        assert self.says[locale == "en"] in told["message"], told
        assert self.kept in answer.text
        assert bool(HANGUL.search(told["message"].replace(self.says[1], ""))) == (locale == "ko"), told

    def _check_page(self, answer: Any, locale: str) -> None:
        text = unescape(answer.text)
        assert f'<html lang="{locale}"' in text
        assert f'data-code="{self.code}"' in text or f"{self.status} {self.code}" in text, CODED.findall(text)
        assert self.says[locale == "en"] in text, CODED.findall(text)
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


@dataclass(frozen=True)
class Reported(Row):
    """It is uploaded and reported on with this code, row and sentence (Korean, English), and can't be stored as it is."""

    ask: Callable[[Any], Any]
    code: str
    at: int
    says: tuple[str, str]

    def check(self, answer: Any, stage: Any) -> None:
        """The report at this door, and the refusal to store it."""
        found = stage.report(answer)
        said = self.says[stage.locale == "en"]
        told = [(one["row"], one["code"], said in one["message"][stage.locale]) for one in found["errors"]]
        assert told == [(self.at, self.code, True)], found["errors"]
        if self.door == "page":
            assert said in unescape(stage.read("han", f"/imports/{found['id']}").text)
        refused = stage.api("han", "POST", f"/imports/{found['id']}/tasks", json={})
        assert (refused.status_code, refused.json["error"]["code"]) in ((409, "rows_bad"), (409, "no_good_rows"))
