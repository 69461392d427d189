"""The test cards and what each of them does."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Card:
    """One test card: what it says, and why it is declined if it is."""

    number: str
    brand: str
    ko: str
    en: str
    decline: str | None = None
    needs_confirmation: bool = False
    is_disputed: bool = False
    is_instant: bool = False


GOOD: Final = "4242424242424242"
CARDS: Final = {card.number: card for card in (
    Card(GOOD, "visa", "결제돼요", "Pays"),
    Card("4000000000000002", "visa", "거절돼요", "Is declined", decline="generic_decline"),
    Card("4000002760003184", "visa", "본인 확인(3-D Secure)을 물어요", "Asks for 3-D Secure", needs_confirmation=True),
    Card("4000000000009995", "visa", "잔액이 부족해요", "Has too little money", decline="insufficient_funds"),
    Card("4000000000000259", "visa", "결제된 뒤 이의가 제기돼요", "Pays, then is disputed", is_disputed=True),
    Card("4000000000000077", "visa", "결제되고 바로 쓸 수 있어요", "Pays and is available at once", is_instant=True),
)}


def find_card(number: str) -> Card | None:
    """The test card with this number, blanks and hyphens aside."""
    return CARDS.get(number.replace(" ", "").replace("-", ""))
