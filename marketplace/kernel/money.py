"""Amounts: whole minor units beside their currency, never a float."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NoReturn, Self

from marketplace.kernel.errors import Invalid
from marketplace.kernel.text import Text

# ISO 4217 minor-unit exponents of the currencies we take.
DECIMALS: Final = {"KRW": 0, "JPY": 0, "USD": 2, "EUR": 2, "KWD": 3}
SIGNS: Final = {"KRW": "₩", "JPY": "¥", "USD": "$", "EUR": "€", "KWD": "KD "}
KOREAN_UNITS: Final = {"KRW": "원", "JPY": "엔", "USD": "달러", "EUR": "유로", "KWD": "쿠웨이트 디나르"}
MAX_MINOR: Final = 10**12
_PLAIN = re.compile(r"(?P<sign>-?)(?P<whole>[0-9]{1,16}|[0-9]{1,3}(?:,[0-9]{3}){1,5})(?:\.(?P<part>[0-9]{1,6}))?", re.ASCII)
_DIGITS = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?", re.ASCII)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An amount in whole minor units (won, cents, fils) of one currency."""

    minor: int
    currency: str

    def __post_init__(self) -> None:
        if type(self.minor) is not int or self.currency not in DECIMALS:
            raise TypeError(f"not an amount: {self.minor!r} {self.currency!r}")

    def __add__(self, other: Self) -> "Money":
        return Money(self.minor + self._same(other), self.currency)

    def __sub__(self, other: Self) -> "Money":
        return Money(self.minor - self._same(other), self.currency)

    def __mul__(self, times: int) -> "Money":
        return Money(self.minor * times, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.minor, self.currency)

    def __lt__(self, other: Self) -> bool:
        return self.minor < self._same(other)

    def __le__(self, other: Self) -> bool:
        return self.minor <= self._same(other)

    def __bool__(self) -> bool:
        return self.minor != 0

    def __str__(self) -> str:
        """`12345 KRW`, `10.50 USD`: for logs and machines; pages use the money piece."""
        places = DECIMALS[self.currency]
        if not places:
            return f"{self.minor} {self.currency}"
        sign, digits = ("-" if self.minor < 0 else ""), str(abs(self.minor)).rjust(places + 1, "0")
        return f"{sign}{digits[:-places]}.{digits[-places:]} {self.currency}"

    def figures(self) -> str:
        """The amount in a table, alike in both languages: `₩12,345`, `−$12.34`."""
        return f"{self._sign}{SIGNS[self.currency]}{self._digits}"

    def words(self) -> Text:
        """The amount inside a sentence: `12,345원`, `₩12,345`."""
        return Text(f"{self._sign}{self._digits}{KOREAN_UNITS[self.currency]}", self.figures())

    @property
    def _sign(self) -> str:
        return "\N{MINUS SIGN}" if self.minor < 0 else ""

    @property
    def _digits(self) -> str:
        places = DECIMALS[self.currency]
        whole, part = divmod(abs(self.minor), 10**places)
        return f"{whole:,}.{part:0{places}}" if places else f"{whole:,}"

    def _same(self, other: Self) -> int:
        if other.currency != self.currency:
            raise TypeError(f"{self.currency} and {other.currency} don't mix")
        return other.minor


def part_of(amount: Money, basis_points: int) -> Money:
    """`basis_points`/10,000 of an amount, half a minor unit rounded up (a fee is never below its rate)."""
    return Money((amount.minor * basis_points + 5_000) // 10_000, amount.currency)


def split(amount: Money, weights: Sequence[int]) -> list[Money]:
    """Shares of `amount` by weight that sum to it exactly (largest remainder; ties go to the earlier share)."""
    total = sum(weights)
    if total <= 0 or min(weights) < 0:
        raise ValueError("weights are whole, not negative, and not all zero")
    floors = [amount.minor * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda i: (-(amount.minor * weights[i] % total), i))
    for i in by_remainder[: amount.minor - sum(floors)]:
        floors[i] += 1
    return [Money(minor, amount.currency) for minor in floors]


def parse_currency(typed: object) -> str:
    """A currency code we take, exactly as ISO 4217 writes it; raises `Invalid` currency_unknown."""
    if isinstance(typed, str) and typed in DECIMALS:
        return typed
    raise Invalid.field("currency", "currency_unknown", Text(
        "지원하는 통화는 {known}예요.", "We take these currencies: {known}."), known=", ".join(DECIMALS))


def parse_amount(typed: object, currency: str, *, field: str = "price", least: int = 1, most: int = MAX_MINOR) -> Money:
    """Read what a person typed or an API sent as an amount of `currency`; raises `Invalid` about `field`.

    ASCII digits, with thousands commas and surrounding blanks allowed; no exponent, sign tricks or other scripts' digits.
    """
    text = typed.strip(" \t\r\n") if isinstance(typed, str) else str(typed) if type(typed) is int else ""
    if not _DIGITS.fullmatch(text[:40]):
        raise Invalid.field(field, "not_a_number", Text(
            "숫자로 입력해 주세요. 예: 1200", "Please enter a number, for example 1200."))
    match, places = _PLAIN.fullmatch(text), DECIMALS[currency]
    if match is None and "." not in text:
        _refuse_most(field, most, currency)
    part = (match["part"] if match else text.partition(".")[2]) or ""
    if len(part) > places:
        raise Invalid.field(field, "too_many_decimals", Text(
            "{currency}는 소수점 {places}자리까지 쓸 수 있어요.", "{currency} takes {places} decimal places."),
            currency=currency, places=places)
    if match is None:
        _refuse_most(field, most, currency)
    minor = int(match["whole"].replace(",", "")) * 10**places + int(part.ljust(places, "0") or 0)
    minor = -minor if match["sign"] else minor
    if minor < least:
        lowest = Money(least, currency)
        raise Invalid.field(field, f"{field}_min", Text(
            "{least} 이상이어야 해요.", "It must be at least {least}.").format(least=lowest.words()), least=str(lowest))
    if minor > most:
        _refuse_most(field, most, currency)
    return Money(minor, currency)


def _refuse_most(field: str, most: int, currency: str) -> NoReturn:
    highest = Money(most, currency)
    raise Invalid.field(field, f"{field}_max", Text(
        "{most} 이하여야 해요.", "It must be at most {most}.").format(most=highest.words()), most=str(highest))
