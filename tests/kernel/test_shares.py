"""Shares of an amount: they sum to it to the last unit, whatever the weights, in every currency's decimals.

Seen red by planting (and taking out again): shares rounded one by one instead of by largest remainder.
"""

import random

import pytest

from marketplace.kernel.money import DECIMALS, MAX_MINOR, Money, split

CURRENCIES = {"KRW": 0, "JPY": 0, "USD": 2, "KWD": 3}
SEED = 20261126


def _try_shares(times):
    draw = random.Random(SEED)
    print(f"seed {SEED}")
    for number in range(times):
        currency = list(CURRENCIES)[number % len(CURRENCIES)]
        amount = Money(draw.choice((draw.randrange(100), draw.randrange(MAX_MINOR))), currency)
        weights = [draw.choice((0, 1, draw.randrange(1, 10_000))) for _ in range(draw.randrange(1, 9))] + [draw.randrange(1, 100)]
        shares = split(amount, weights)
        total = sum(weights)

        assert sum(share.minor for share in shares) == amount.minor, (amount, weights)
        # None is a whole unit off its exact part, and who weighs nothing gets nothing.
        assert all(abs(share.minor * total - amount.minor * weight) < total for share, weight in zip(shares, weights, strict=True)), (amount, weights)
        assert all(not share.minor for share, weight in zip(shares, weights, strict=True) if not weight), (amount, weights)


def test_the_currencies_have_the_decimals_of_iso_4217():
    assert {currency: DECIMALS[currency] for currency in CURRENCIES} == CURRENCIES


@pytest.mark.one_engine
def test_ten_thousand_random_splits_sum_to_the_whole():
    _try_shares(10_000)


@pytest.mark.soak
@pytest.mark.one_engine
@pytest.mark.timeout(600)
def test_a_million_random_splits_sum_to_the_whole():
    _try_shares(1_000_000)
