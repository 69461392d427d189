"""The fee schedule: one place, by day and currency, and only for drafts made since."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.kernel import clock
from marketplace.kernel.setting_kinds import FeeChange
from marketplace.kernel.settings import SettingsError, load_settings
from marketplace.money.fees import Fee, fee_on, pick_fee

CHANGES = "2027-01-01=900, 2027-01-01/USD=1200,2028-01-01=800"


def test_changes_are_read_in_the_order_of_their_days():
    assert load_settings({"ILGAM_FEE_CHANGES": CHANGES}).fee_changes == (
        FeeChange(date(2027, 1, 1), "", 900), FeeChange(date(2027, 1, 1), "USD", 1200), FeeChange(date(2028, 1, 1), "", 800))


@pytest.mark.parametrize("typed", ["900", "2027-01-01", "2027-13-01=900", "2027-01-01=5001", "2027-01-01/usd=9", "2027-01-01=-9"])
def test_what_is_no_change_is_refused_by_name(typed):
    with pytest.raises(SettingsError, match="ILGAM_FEE_CHANGES has"):
        load_settings({"ILGAM_FEE_CHANGES": typed})


@pytest.mark.parametrize(("day", "currency", "points"), [
    (date(2026, 12, 31), "KRW", 1000), (date(2027, 1, 1), "KRW", 900), (date(2027, 1, 1), "USD", 1200),
    (date(2027, 12, 31), "USD", 1200), (date(2028, 1, 1), "USD", 800)])
def test_the_latest_change_holds_and_of_one_day_that_of_the_currency(app, change_settings, day, currency, points):
    change_settings(fee_changes=load_settings({"ILGAM_FEE_CHANGES": CHANGES}).fee_changes)

    assert fee_on(day, currency) == points


@given(st.lists(st.tuples(st.dates(), st.sampled_from(["", "KRW", "USD"]), st.integers(0, 5000)), max_size=8), st.dates())
def test_a_fee_that_begins_later_never_counts(changes, day):
    schedule = [Fee(1000), *(Fee(points, since, currency) for since, currency, points in changes)]

    picked = pick_fee(schedule, day, "KRW")

    assert picked.since is None or picked.since <= day
    assert picked.currency != "USD"


def test_a_draft_keeps_the_fee_of_its_day(make, cast, change_settings):
    change_settings(fee_changes=(FeeChange(clock.today() + timedelta(days=1), "", 500),))
    before = make.draft(cast.han)
    change_settings(fee_changes=(FeeChange(clock.today(), "", 500),))

    assert (before.fee_bps, make.draft(cast.han).fee_bps) == (1000, 500)
