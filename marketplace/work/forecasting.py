"""The arithmetic of a forecast: from counts to what is likely (p50) and what it hardly exceeds (p90). Pure, in whole numbers at the edges."""

import math
from typing import Final

import msgspec

ALL: Final = 10_000  # shares are in hundredths of a percent
Z90: Final = 1.2816  # nine of ten of a normal distribution lie below it
ASSUMED_WEIGHT: Final = 10  # what is assumed counts like so many answers, until measured ones outweigh it …
ASSUMED_WRONG: Final = 1  # … and so many of them are wrong
DAY: Final = 86_400
ASSUMED_HOUR: Final = 3_600  # a qualified worker gives so much of a day
ASSUMED_SPREAD: Final = 3  # an assumed time may be so many times longer


class Range(msgspec.Struct, frozen=True):
    """As likely below as above `p50`; in nine of ten cases not above `p90`."""

    p50: int
    p90: int


def share_of(hits: int, tried: int, coming: int) -> Range:
    """The share that will go that way among `coming` answers, after `hits` of `tried` did."""
    share = (hits + ASSUMED_WRONG) / (tried + ASSUMED_WEIGHT)
    doubt = math.sqrt(share * (1 - share) * (1 / (tried + ASSUMED_WEIGHT + 1) + 1 / max(coming, 1)))
    return Range(round(share * ALL), min(ALL, round((share + Z90 * doubt) * ALL)))


def cost_of(total: int, spent: int, left_over: int) -> Range:
    """What of `total` is spent, after `spent` was and `left_over` came back from finished answers; never more than all of it."""
    finished = spent + left_over
    return Range(total if not finished else -(-total * spent // finished), total)


def answers_needed(slots: int, rejected: int, decided: int) -> int:
    """How many answers have to be made for `slots` that are paid: a rejected one is made again by somebody else."""
    return slots + -(-slots * rejected // max(decided - rejected, 1)) if rejected else slots


def time_at(answers: int, claims: int, seconds: int) -> Range:
    """How long `answers` take where `claims` were made in `seconds`; raises `ValueError` without any claim."""
    if claims < 1 or seconds < 1:
        raise ValueError("nothing was measured")
    return Range(_up(answers * seconds / claims), _up(answers * seconds / fewest(claims)))


def time_assumed(answers: int, seconds_each: int, workers: int) -> Range | None:
    """How long `answers` take `workers` who each give an hour a day; None where there is nobody."""
    if not workers:
        return None
    likely = _up(answers * seconds_each * DAY / (workers * ASSUMED_HOUR))
    return Range(likely, likely * ASSUMED_SPREAD)


def fewest(count: int) -> float:
    """The least that a rate may be of which `count` were seen, in nine of ten cases (Poisson, after Wilson & Hilferty 1931)."""
    return float(max(count * (1 - 1 / (9 * count) - Z90 / (3 * math.sqrt(count))) ** 3, 0.1))


def middle_and_most(values: list[int], *, otherwise: int) -> Range:
    """The median and the ninth tenth of what was measured."""
    if not values:
        return Range(otherwise, otherwise)
    ordered, last = sorted(values), len(values) - 1
    return Range(ordered[round(last * 0.5)], ordered[round(last * 0.9)])


def later(one: Range, other: Range) -> Range:
    """One after the other."""
    return Range(one.p50 + other.p50, one.p90 + other.p90)


def _up(value: float) -> int:
    return math.ceil(value)
