"""Amounts, times and numbers as people read them, in both languages."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.kernel import clock
from marketplace.kernel.money import Money
from marketplace.kernel.text import use_locale
from marketplace.web.differences import diff_words
from marketplace.web.formats import (
    format_day,
    format_duration,
    format_money,
    format_money_words,
    format_number,
    format_percent,
    format_relative,
    format_size,
    format_time,
    format_time_long,
)

NOON = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(("amount", "table", "korean", "english"), [
    (Money(12_345, "KRW"), "₩12,345", "12,345원", "₩12,345"),
    (Money(-500, "KRW"), "−₩500", "−500원", "−₩500"),
    (Money(0, "KRW"), "₩0", "0원", "₩0"),
    (Money(1_234, "USD"), "$12.34", "12.34달러", "$12.34"),
    (Money(-5, "USD"), "−$0.05", "−0.05달러", "−$0.05"),
    (Money(1_234_567, "KWD"), "KD 1,234.567", "1,234.567쿠웨이트 디나르", "KD 1,234.567"),
])
def test_money_is_written_for_tables_and_for_sentences(amount, table, korean, english):
    assert format_money(amount) == table
    assert format_money_words(amount) == korean
    with use_locale("en"):
        assert format_money_words(amount) == english


def test_a_gain_carries_its_plus_only_when_asked():
    assert format_money(Money(10, "KRW"), signed=True) == "+₩10"
    assert format_money(Money(0, "KRW"), signed=True) == "₩0"


def test_times_are_written_in_seoul_and_name_another_year():
    with clock.at(NOON):
        assert format_time(NOON) == "11월 23일 오후 3:00"
        assert format_time_long(NOON) == "2026년 11월 23일 오후 3:00 (KST)"
        assert format_day(NOON - timedelta(days=400)) == "2025년 10월 19일"
        with use_locale("en"):
            assert format_time(NOON) == "Nov 23, 3:00 PM"
            assert format_time(NOON, UTC) == "Nov 23, 6:00 AM"
            assert format_day(NOON - timedelta(days=400)) == "Oct 19, 2025"


@pytest.mark.parametrize(("hour", "korean", "english"), [(15, "오전 12:00", "12:00 AM"), (3, "오후 12:00", "12:00 PM")])
def test_midnight_and_noon_are_twelve(hour, korean, english):
    at = datetime(2026, 11, 22, hour, tzinfo=UTC)

    with clock.at(NOON):
        assert format_time(at).endswith(korean)
        with use_locale("en"):
            assert format_time(at).endswith(english)


@pytest.mark.parametrize(("ago", "korean", "english"), [
    (timedelta(seconds=20), "방금", "just now"), (timedelta(minutes=3, seconds=50), "3분 전", "3 min ago"),
    (timedelta(hours=2, minutes=50), "2시간 전", "2 h ago"), (timedelta(days=6), "6일 전", "6 d ago"),
    (timedelta(days=8), "11월 15일", "Nov 15"), (timedelta(minutes=-5, seconds=-1), "5분 뒤", "in 5 min"),
])
def test_relative_times_count_whole_units(ago, korean, english):
    with clock.at(NOON + timedelta(milliseconds=500)):
        assert format_relative(NOON - ago) == korean
        with use_locale("en"):
            assert format_relative(NOON - ago) == english


@pytest.mark.parametrize(("seconds", "korean", "english"), [
    (0, "0초", "0 s"), (40, "40초", "40 s"), (95, "1분", "1 min"), (3_900, "1시간 5분", "1 h 5 min"),
    (3_605, "1시간", "1 h"), (190_000, "2일 4시간", "2 d 4 h"),
])
def test_durations_name_the_two_largest_units(seconds, korean, english):
    assert format_duration(seconds) == korean
    with use_locale("en"):
        assert format_duration(seconds) == english


def test_numbers_round_halves_away_from_zero():
    assert (format_number(1_234_567), format_number(-2.5), format_number(0.125, 2)) == ("1,234,567", "−3", "0.13")
    assert (format_percent(0.9512), format_percent(1, 0), format_percent(None)) == ("95.1%", "100%", "–")
    assert (format_size(840), format_size(12_288), format_size(3_565_158)) == ("840 B", "12 KB", "3.4 MB")


def test_a_diff_names_the_words_that_changed():
    assert diff_words("매운맛 120g", "순한맛 120g") == [("gone", "매운맛"), ("new", "순한맛"), ("same", " 120g")]
    assert diff_words(None, "새 값") == [("new", "새 값")]
