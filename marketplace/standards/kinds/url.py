"""Web addresses."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds.base import BadValue, Field, Kind
from marketplace.standards.kinds.patterns import NEVER
from marketplace.standards.kinds.wording import clean_line

_SIGNS = r"\\<>\"'`{}|^"
_UNSAFE = re.compile(rf"[\s\x00-\x1f{_SIGNS}]")
_NAME = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{1,62}"
_HOST = re.compile(rf"(?=.{{1,253}}\Z){_NAME}", re.ASCII)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How long an address may be."""

    max_length: int = 2_000


class Url(Kind[str, Settings]):
    """An http or https address of a public name, its scheme and host in lower case, without user and password."""

    name, title = "url", Text("웹 주소", "Web address")
    settings_type = Settings

    def compile(self, field: Field) -> Callable[[object], str]:
        """See `Kind`."""
        most = self.settings(field).max_length

        def read(raw: object) -> str:
            address = clean_line(raw)
            whole = None if len(address) > most or _UNSAFE.search(address) else _rewrite(address)
            if whole is None or len(whole) > most:
                raise BadValue("not_a_url", Text(
                    "https://로 시작하는 웹 주소를 {most}자까지 입력해 주세요.",
                    "Please enter a web address that starts with https://, at most {most} characters."), most=most)
            return whole

        return read

    def attributes(self, field: Field) -> dict[str, str | int]:
        """See `Kind`."""
        return {"type": "url", "inputmode": "url", "maxlength": self.settings(field).max_length}

    def json_schema(self, field: Field) -> dict[str, Any]:
        """See `Kind`; that the port is another than the usual one, and no part empty, is beyond a schema."""
        return {"type": "string", "pattern": rf"^https?://{_NAME}(?::[1-9][0-9]{{0,4}})?/[^{NEVER}{_SIGNS}]*$",
                "maxLength": self.settings(field).max_length, "$comment": "as urllib writes it"}


def _rewrite(address: str) -> str | None:
    try:
        parts = urlsplit(address)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii").lower()
        port = parts.port
    except (UnicodeError, ValueError):
        return None
    if parts.scheme not in ("http", "https") or "@" in parts.netloc or not _HOST.fullmatch(host):
        return None
    place = host if port in (None, {"http": 80, "https": 443}[parts.scheme]) else f"{host}:{port}"
    return urlunsplit((parts.scheme, place, parts.path or "/", parts.query, parts.fragment))


KIND = Url()
