"""The rows of the benchmark: Korean product listings with three fields, and a good answer to each."""

import random
from collections.abc import Iterator
from typing import Any, Final

TEMPLATE: Final = "kr-product-listing"
FIELDS: Final = ("barcode", "name", "ingredients")
_INGREDIENTS: Final = ("정제수, 설탕, 대두(수입산), 밀, 정제소금", "감자(국내산), 해바라기유, 소금", "쌀 100 % (국내산)", "볶은 참깨 (인도산)")


def barcode(number: int) -> str:
    """A GTIN-13 with its check digit."""
    digits = f"880{number:09d}"
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def table(first: int, count: int) -> bytes:
    """A CSV as a business uploads it, from row number `first` on."""
    lines = [",".join(FIELDS), *(f'{barcode(n)},상품 {n} {n % 900}g,"{_INGREDIENTS[n % 4]}"' for n in range(first, first + count))]
    return "\n".join(lines).encode()


def stored(first: int, count: int) -> Iterator[dict[str, Any]]:
    """The same rows as they are stored."""
    for n in range(first, first + count):
        yield {"barcode": barcode(n), "name": f"상품 {n} {n % 900}g", "ingredients": _INGREDIENTS[n % 4]}


def answers(code: str) -> dict[str, Any]:
    """A complete answer to the row with this barcode."""
    return {"gtin": code, "product_name": "오뚜기 참기름 320ml", "category": "oils", "net_quantity": "320 ml", "allergens": ["none"],
            "listing_text": "참깨를 볶아 짠 오뚜기 참기름이에요. 나물이나 비빔밥에 한 숟갈 둘러 드세요."}


def spread() -> int:
    """A random place in the queue, as the program draws one."""
    return random.getrandbits(31)
