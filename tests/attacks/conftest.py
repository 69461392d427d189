"""What the attacks start from: somebody with money to be paid out, and a company whose card was charged."""

from typing import Any

import pytest

from marketplace.kernel.policy import Actor
from tests.bank import Bank
from tests.cast import Cast, Maker


@pytest.fixture
def earner(make: Maker, cast: Cast, bank: Bank) -> Actor:
    """Mira with 1,200 won earned and a payout account; the provider has our money."""
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(cast.mira, batch))
    bank.connect(cast.mira)
    bank.twin.add_balance(100_000)
    return cast.mira


@pytest.fixture
def charged(make: Maker, cast: Cast, bank: Bank) -> Any:
    """A draft of Han's that was paid for with a card: 1,100 won in the wallet."""
    batch = make.draft(cast.han, rows=5)
    bank.fund(batch, cast.han, 5)
    bank.hear()
    return batch
