"""The arithmetic of forecasts, for any numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.work.forecasting import (
    ALL,
    Range,
    answers_needed,
    cost_of,
    fewest,
    middle_and_most,
    share_of,
    time_assumed,
    time_at,
)

COUNTS = st.integers(0, 10**6)


@st.composite
def tried(draw):
    """So many of so many."""
    return draw(st.integers(0, 10**5)), draw(st.integers(0, 10**5))


@given(tried(), st.integers(1, 10**6))
def test_a_share_lies_between_nothing_and_all(counts, coming):
    hits, misses = counts

    share = share_of(hits, hits + misses, coming)

    assert 0 <= share.p50 <= share.p90 <= ALL


@given(st.integers(0, 100), st.integers(1, 1_000))
def test_more_of_the_same_makes_a_share_surer(percent, more):
    few, many = share_of(percent, 100, 10**9), share_of(percent * (more + 1), 100 * (more + 1), 10**9)

    assert many.p90 - many.p50 <= few.p90 - few.p50 + 300 // 100


@given(tried(), st.integers(1, 10**6))
def test_one_more_hit_never_lowers_the_share(counts, coming):
    hits, misses = counts

    assert share_of(hits + 1, hits + misses + 1, coming).p50 >= share_of(hits, hits + misses + 1, coming).p50


@given(COUNTS, COUNTS, COUNTS)
def test_cost_is_never_above_what_is_held(total, spent, left_over):
    cost = cost_of(total, spent, left_over)

    assert 0 <= cost.p50 <= cost.p90 == total


@given(st.integers(1, 10**6), COUNTS, COUNTS)
def test_never_fewer_answers_are_needed_than_are_paid(slots, rejected, others):
    assert answers_needed(slots, rejected, rejected + others) >= slots


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**7))
def test_a_time_at_most_is_no_shorter_than_the_likely_one(answers, claims, seconds):
    time = time_at(answers, claims, seconds)

    assert 0 < time.p50 <= time.p90
    assert time_at(answers + 1, claims, seconds).p50 >= time.p50


@given(st.integers(1, 10**6))
def test_the_fewest_are_fewer_than_those_seen_and_not_nothing(count):
    assert 0 < fewest(count) < count


@given(st.lists(st.integers(0, 10**6), min_size=1))
def test_the_median_is_one_of_them_and_not_above_the_ninth_tenth(values):
    found = middle_and_most(values, otherwise=0)

    assert found.p50 in values
    assert found.p50 <= found.p90 <= max(values)


@pytest.mark.parametrize(("made", "expected"), [
    (share_of(0, 0, 10**9), 1_000), (share_of(30, 90, 10**9), 3_100), (cost_of(1_000, 90, 10), 900), (cost_of(1_000, 0, 0), 1_000),
    (time_at(50, 100, 7_200), 3_600), (time_assumed(60, 60, 1), 86_400), (middle_and_most([], otherwise=7), 7)])
def test_known_numbers(made, expected):
    assert made.p50 == expected


def test_nobody_there_means_no_time():
    assert time_assumed(5, 60, 0) is None
    with pytest.raises(ValueError, match="nothing was measured"):
        time_at(5, 0, 60)
    assert middle_and_most([1, 2, 3], otherwise=0) == Range(2, 3)
