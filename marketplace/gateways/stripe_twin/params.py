"""How the twin declares the parameters of each call, and reads them as strictly as Stripe does."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

from marketplace.gateways.stripe_twin.wire import Thing, malformed

MAX_METADATA: Final = 50
CURRENCIES: Final = frozenset({"krw", "jpy", "usd", "eur", "gbp", "aud", "cad", "sgd", "kwd", "vnd"})


class Kind(Protocol):
    """One kind of value."""

    def read(self, said: Any, path: str) -> Any:
        """The value that was meant; raises Stripe's 400."""


@dataclass(frozen=True, slots=True)
class Word:
    """A string."""

    longest: int = 5000

    def read(self, said: Any, path: str) -> str:
        if not isinstance(said, str):
            raise malformed("Invalid string: {...}", param=path)
        if not said:
            raise malformed(f"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a "
                            f"parameter; however '{path}' cannot be unset.", code="parameter_invalid_empty", param=path)
        if len(said) > self.longest:
            raise malformed(f"Invalid string: {said[:10]}...; must be at most {self.longest} characters", param=path)
        return said


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number."""

    least: int | None = None
    most: int | None = None

    def read(self, said: Any, path: str) -> int:
        digits = said.removeprefix("-") if isinstance(said, str) else ""
        if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
            raise malformed(f"Invalid integer: {said}", code="parameter_invalid_integer", param=path)
        number = int(said)
        if self.least is not None and number < self.least:
            raise malformed(f"This value must be greater than or equal to {self.least}.",
                            code="parameter_invalid_integer", param=path)
        if self.most is not None and number > self.most:
            raise malformed(f"This value must be less than or equal to {self.most} (it currently is '{number}').",
                            code="parameter_invalid_integer", param=path)
        return number


@dataclass(frozen=True, slots=True)
class Flag:
    """true or false."""

    def read(self, said: Any, path: str) -> bool:
        if said not in ("true", "false"):
            raise malformed(f"Invalid boolean: {said}", param=path)
        return bool(said == "true")


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of a few words."""

    words: tuple[str, ...]

    def read(self, said: Any, path: str) -> str:
        if said not in self.words:
            raise malformed(f"Invalid {path}: must be one of {', '.join(self.words)}", param=path)
        return str(said)


@dataclass(frozen=True, slots=True)
class Currency:
    """A currency in lower case."""

    def read(self, said: Any, path: str) -> str:
        word = Word(3).read(said, path).lower()
        if word not in CURRENCIES:
            raise malformed(f"Invalid currency: {word}. Stripe currently supports these currencies: "
                            f"{', '.join(sorted(CURRENCIES))}", param=path)
        return word


@dataclass(frozen=True, slots=True)
class Address:
    """A web address."""

    def read(self, said: Any, path: str) -> str:
        word = Word(5000).read(said, path)
        if not word.startswith(("http://", "https://")):
            raise malformed("Not a valid URL", code="url_invalid", param=path)
        return word


@dataclass(frozen=True, slots=True)
class Metadata:
    """Up to 50 words by name; an empty one takes its name away."""

    def read(self, said: Any, path: str) -> dict[str, str]:
        if said == "":
            return {}
        if not isinstance(said, dict) or len(said) > MAX_METADATA:
            raise malformed(f"Invalid hash: {path}", param=path)
        for name, word in said.items():
            if len(name) > 40 or not isinstance(word, str) or len(word) > 500:
                raise malformed("Metadata names have at most 40 characters, values at most 500.", param=f"{path}[{name}]")
        return dict(said)


@dataclass(frozen=True, slots=True)
class Anything:
    """A hash that the twin takes without looking into it."""

    def read(self, said: Any, path: str) -> Any:
        return said


@dataclass(frozen=True, slots=True)
class Many:
    """A list."""

    inner: Kind
    most: int = 100

    def read(self, said: Any, path: str) -> list[Any]:
        if not isinstance(said, dict) or not all(name.isdigit() for name in said):
            raise malformed("Invalid array", param=path)
        if len(said) > self.most:
            raise malformed(f"Array {path} has too many elements", param=path)
        return [self.inner.read(said[name], f"{path}[{name}]") for name in sorted(said, key=int)]


@dataclass(frozen=True, slots=True)
class Shape:
    """A hash of named parameters; others are unknown."""

    required: Mapping[str, Kind] = field(default_factory=dict)
    optional: Mapping[str, Kind] = field(default_factory=dict)

    def read(self, said: Any, path: str) -> Thing:
        if not isinstance(said, dict):
            raise malformed("Invalid hash", param=path)
        kinds = {**self.required, **self.optional}
        for name in said:
            if name not in kinds:
                raise malformed(f"Received unknown parameter: {_inside(path, name)}",
                                code="parameter_unknown", param=_inside(path, name))
        for name in self.required:
            if name not in said:
                raise malformed(f"Missing required param: {_inside(path, name)}.",
                                code="parameter_missing", param=_inside(path, name))
        return {name: kinds[name].read(value, _inside(path, name)) for name, value in said.items()}


@dataclass(frozen=True, slots=True)
class Span:
    """A moment, or limits for one: gt, gte, lt, lte."""

    limits: Shape = Shape(optional={name: Whole() for name in ("gt", "gte", "lt", "lte")})

    def read(self, said: Any, path: str) -> dict[str, int]:
        if isinstance(said, str):
            return {"eq": Whole().read(said, path)}
        return self.limits.read(said, path)


EXPAND: Final = {"expand": Many(Word(200), 20)}


def call_with(required: Mapping[str, Kind] | None = None, **optional: Kind) -> Shape:
    """The parameters of one call; every call may `expand`."""
    return Shape(required or {}, {**optional, **EXPAND})


def list_with(**filters: Kind) -> Shape:
    """The parameters of a list: its filters, and where in it the page is."""
    paging: dict[str, Kind] = {"limit": Whole(1, 100), "starting_after": Word(), "ending_before": Word()}
    return Shape({}, {**filters, **paging, **EXPAND})


def _inside(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name
