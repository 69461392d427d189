"""A card dispute in the books: what is left in the wallet bears it first, then we; what comes back goes where it came from, but for the fee."""

from dataclasses import dataclass
from typing import Any


@dataclass
class Disputed:
    """What a card's holder denies of a payment for a batch; `state` is empty until we hear of it."""

    payment: int
    batch: int
    amount: int
    fee: int
    state: str = ""
    from_wallet: int = 0
    is_taken: bool = False
    is_back: bool = False

    def hear(self, books: Any, word: str) -> None:
        """One event of it, in any order."""
        self.state = self.state or "opened"
        if word in ("funds_withdrawn", "funds_reinstated"):
            self._take(books)
        if word == "funds_reinstated":
            self._bring_back(books)
        if word in ("won", "lost") and self.state == "opened":
            self.state = word

    def _take(self, books: Any) -> None:
        if not self.is_taken:
            self.is_taken, self.from_wallet = True, min(books.wallet, self.amount)
            books.carry(self.from_wallet, ("wallet", books.company), ("provider", 0))
            books.carry(self.amount + self.fee - self.from_wallet, ("loss", 0), ("provider", 0))

    def _bring_back(self, books: Any) -> None:
        if not self.is_back:
            self.is_back = True
            books.carry(self.from_wallet, ("provider", 0), ("wallet", books.company))
            books.carry(self.amount - self.from_wallet, ("provider", 0), ("loss", 0))
