"""How each kind of setting is read from what somebody typed; a refusal is one sentence that names the variable."""

import base64
import binascii
import ipaddress
import re
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple
from urllib.parse import urlsplit

from marketplace.kernel.business_number import is_business_number


class SettingsError(Exception):
    """A setting is wrong: `variable` names it, the message is one plain line."""

    def __init__(self, variable: str, complaint: str) -> None:
        super().__init__(f"{variable} {complaint}.")
        self.variable = variable


class FieldKey(NamedTuple):
    """A key for personal fields and the id that stored values carry."""

    id: str
    secret: bytes


class FeeChange(NamedTuple):
    """Our fee from a day on, in hundredths of a percent: for one currency, or for all where none is named."""

    since: date
    currency: str
    basis_points: int


def _word(facts: Mapping[str, Any], typed: str) -> str:
    if facts["one_of"] and typed not in facts["one_of"]:
        raise SettingsError(facts["variable"], f"is {typed!r}: choose one of {', '.join(facts['one_of'])}")
    return typed


def _line(facts: Mapping[str, Any], typed: str) -> str:
    if len(typed) > facts["most"] or not typed.isprintable():
        raise SettingsError(facts["variable"], f"needs one line of at most {facts['most']} characters")
    return typed


def _business_number(facts: Mapping[str, Any], typed: str) -> str:
    digits = typed.replace("-", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()) or not is_business_number(digits):
        raise SettingsError(facts["variable"], f"is {typed!r}: a Korean business registration number of ten digits is needed")
    return digits


def _number(facts: Mapping[str, Any], typed: str) -> int:
    if not (typed.removeprefix("-").isdecimal() and typed.isascii() and len(typed) < 19):
        raise SettingsError(facts["variable"], f"is {typed!r}: a whole number is needed")
    number = int(typed)
    if facts["least"] is not None and number < facts["least"]:
        raise SettingsError(facts["variable"], f"is {number}: at least {facts['least']} is needed")
    if facts["most"] is not None and number > facts["most"]:
        raise SettingsError(facts["variable"], f"is {number}: at most {facts['most']} is allowed")
    return number


def _words(_facts: Mapping[str, Any], typed: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in typed.split(",") if word.strip())


def _countries(facts: Mapping[str, Any], typed: str) -> tuple[str, ...]:
    return tuple(_word(facts, word) for word in _words(facts, typed))


def _networks(facts: Mapping[str, Any], typed: str) -> tuple[str, ...]:
    words = _words(facts, typed)
    for word in words:
        try:
            ipaddress.ip_network(word, strict=False)
        except ValueError:
            raise SettingsError(facts["variable"], f"has {word!r}: an address or a network is needed") from None
    return words


def _url(facts: Mapping[str, Any], typed: str, schemes: tuple[str, ...] = ("http", "https")) -> str:
    try:
        parts = urlsplit(typed)
        in_order = parts.scheme in schemes and parts.hostname and (parts.port is None or parts.port > 0)
    except ValueError:
        in_order = False
    if not in_order:
        wanted = " or ".join(f"{scheme}://" for scheme in schemes)
        raise SettingsError(facts["variable"], f"is not an address that starts with {wanted}")
    return typed.rstrip("/")


def _mail_url(facts: Mapping[str, Any], typed: str) -> str:
    return _url(facts, typed, ("smtp", "smtps"))


def _folder(_facts: Mapping[str, Any], typed: str) -> str:
    return str(Path(typed).absolute())


def _database(facts: Mapping[str, Any], typed: str) -> str:
    scheme, colon, rest = typed.partition("://")
    if scheme in ("postgres", "postgresql", "postgresql+psycopg") and colon and rest:
        return f"postgresql://{rest}"
    if scheme == "sqlite" and rest.startswith("/") and len(rest) > 1 and ":memory:" not in rest:
        # Three slashes mean a path from here; a fourth makes it absolute, and so do we.
        return f"sqlite:///{Path(rest[1:]).absolute()}"
    raise SettingsError(facts["variable"], "is not postgresql://… or sqlite:///path")


def _field_keys(facts: Mapping[str, Any], typed: str) -> tuple[FieldKey, ...]:
    keys = []
    for word in _words(facts, typed):
        name, _, encoded = word.partition(":")
        try:
            secret = base64.b64decode(encoded.encode(), altchars=b"-_", validate=True)
        except (binascii.Error, UnicodeEncodeError):
            secret = b""
        if not name.isalnum() or not name.isascii() or len(secret) != 32:
            raise SettingsError(facts["variable"], "needs id:key by commas, each key 32 random bytes in URL-safe Base64")
        keys.append(FieldKey(name, secret))
    if len({key.id for key in keys}) < len(keys):
        raise SettingsError(facts["variable"], "uses one id for two keys")
    return tuple(keys)


def _hours_by_level(facts: Mapping[str, Any], typed: str) -> tuple[int, ...]:
    """As many whole numbers as the default has, none larger than the one before."""
    words, needed = _words(facts, typed), facts["count"]
    if len(words) != needed:
        raise SettingsError(facts["variable"], f"is {typed!r}: {needed} whole numbers by commas are needed")
    hours = tuple(_number(facts, word) for word in words)
    if list(hours) != sorted(hours, reverse=True):
        raise SettingsError(facts["variable"], f"is {typed!r}: no number may be larger than the one before")
    return hours


def _outbound(facts: Mapping[str, Any], typed: str) -> str:
    if typed == "on":
        raise SettingsError(facts["variable"], "can't be on yet: Stripe sends outbound payments for businesses in the US and the UK only, and "
                            "how they end is told by events that we don't read yet. Leave it off")
    return _word({**facts, "one_of": ("off",)}, typed)


_FEE_CHANGE = re.compile(r"(?P<since>\d{4}-\d{2}-\d{2})(?:/(?P<currency>[A-Z]{3}))?=(?P<points>\d{1,4})", re.ASCII)


def _fee_changes(facts: Mapping[str, Any], typed: str) -> tuple[FeeChange, ...]:
    changes = []
    for word in _words(facts, typed):
        match = _FEE_CHANGE.fullmatch(word)
        try:
            since = date.fromisoformat(match["since"]) if match else None
        except ValueError:
            since = None
        if match is None or since is None or int(match["points"]) > facts["most"]:
            raise SettingsError(facts["variable"], f"has {word!r}: 2027-01-01=900 or 2027-01-01/USD=900 is needed, at most {facts['most']}")
        changes.append(FeeChange(since, match["currency"] or "", int(match["points"])))
    return tuple(sorted(changes))


READERS: Final[Mapping[str, Callable[[Mapping[str, Any], str], Any]]] = {
    "str": _word, "int": _number, "words": _words, "line": _line, "business_number": _business_number,
    "countries": _countries, "networks": _networks, "url": _url, "mail_url": _mail_url,
    "folder": _folder, "database": _database, "field_keys": _field_keys,
    "fee_changes": _fee_changes, "hours_by_level": _hours_by_level, "outbound": _outbound,
}
