"""Rows 1–6: prices and currencies."""

from typing import Any

from tests.doors.bad_inputs.case import Refused, Row, Taken

NUMBER = ("숫자로 입력해 주세요", "Please enter a number")
LEAST = ("1원 이상이어야 해요", "at least ₩1")
MOST = ("1,000,000,000,000원 이하여야 해요", "at most ₩1,000,000,000,000")
TOO_LOW = ("100원 이상이어야 해요", "at least ₩100")
TOO_HIGH = ("400원 이하여야 해요", "at most ₩400")
CHOICES = ("다음 중에서 골라 주세요: KRW, JPY, USD, EUR, KWD", "choose one of: KRW, JPY, USD, EUR, KWD")
HUGE = {"2^63": 2**63, "400-digits": int("9" * 400), "5000-digits": "9" * 5000}


def _typed(stage: Any, **changes: Any) -> dict[str, str]:
    return {name: str(value) for name, value in stage.terms(**changes).items()}


def _both(row: int, what: str, code: str, says: tuple[str, str], field: str = "price", **changes: Any) -> list[Row]:
    """The same terms through the API and on the page of a new batch."""
    shown = f'value="{changes["price"]}"' if field == "price" else ""
    return [
        Refused(row, what, "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(**changes)), 422, code, says, field),
        Refused(row, what, "page", lambda s: s.page("han", "/batches", **_typed(s, **changes)), 422, code, says, field, shown),
    ]


def _kept_price(minor: int) -> Any:
    def expect(answer: Any, stage: Any) -> None:
        assert (answer.status_code, answer.json["price"]) == (201, {"minor": minor, "currency": "KRW"})

    return expect


CASES: list[Row] = [
    case
    for row, code, says, prices in (
        (1, "price_min", LEAST, ["-1", "0", "-0"]),
        (1, "price_min", TOO_LOW, ["99"]),
        (2, "not_a_number", NUMBER, ["NaN", "Infinity", "1e3", "0x10", "-Infinity", "sNaN", "1E400"]),
        (3, "not_a_number", NUMBER, ["１２３", "٣", "1_000", "²", "1 000"]),
        (4, "too_many_decimals", ("KRW는 소수점 0자리까지", "KRW takes 0 decimal places"), ["10.5"]),
        (5, "price_max", TOO_HIGH, ["401"]),
    )
    for price in prices
    for case in _both(row, f"KRW-{price}", code, says, price=price)
]
CASES += _both(4, "USD-10.005", "too_many_decimals", ("USD는 소수점 2자리까지", "USD takes 2 decimal places"), price="10.005", currency="USD")
CASES += [case for what, price in HUGE.items() for case in _both(5, what, "price_max", MOST, price=price)]
CASES += [
    case for currency in ("usd ", "X" * 3, "BTC", "КRW", "krw")
    for case in _both(6, currency, "not_a_choice", CHOICES, "currency", currency=currency)
]
CASES += [
    Refused(5, "5000-digits-as-number", "api", lambda s: s.api("han", "POST", "/batches", raw=(
        f'{{"title": "x", "currency": "KRW", "template_version_id": {s.make.version().id}, "price": {"9" * 5000}}}')),
        422, "price_max", MOST, "price"),
    Refused(4, "10.5-as-number", "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(price=10.5)),
            422, "not_a_number", NUMBER, "price"),
    Taken(3, "blanks-around", "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(price=" 120 ")), _kept_price(120)),
    Taken(3, "thousands-comma", "api", lambda s: s.api("han", "POST", "/batches", json=s.terms(price="0,300")), _kept_price(300)),
]
