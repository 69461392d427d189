"""What is withheld, to the won, by the rule of the day; kr_withholding_vectors.SOURCE.md says where the figures are from."""

import csv
from datetime import date
from pathlib import Path

import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.setting_kinds import SettingsError
from marketplace.kernel.settings import load_settings
from marketplace.money.withholding import withhold

CASES = list(csv.DictReader((Path(__file__).parent / "kr_withholding_vectors.csv").read_text(encoding="utf-8").splitlines()))
BEFORE, SINCE = date(2024, 6, 30), date(2024, 7, 1)


def _days(case):
    if "before" in case["applies"]:
        return (BEFORE,)
    return (BEFORE, SINCE) if case["applies"].startswith("all") else (SINCE,)


@pytest.mark.usefixtures("korea")
@pytest.mark.parametrize(("case", "on"), [(case, on) for case in CASES for on in _days(case)])
def test_the_printed_figures_come_out(case, on):
    made = withhold(Money(int(case["gross_won"]), "KRW"), country="KR", on=on)

    assert (made.income_tax.minor, made.local_tax.minor, made.net.minor) == (
        int(case["income_tax_won"]), int(case["local_income_tax_won"]), int(case["net_won"]))


@pytest.mark.usefixtures("korea")
@pytest.mark.parametrize(("gross", "on", "taxes"), [
    (33_334, BEFORE, (1000, 100)), (33_333, BEFORE, (0, 0)), (33_333, SINCE, (990, 90)), (333, SINCE, (0, 0)), (334, SINCE, (10, 0)),
    (1, SINCE, (0, 0)),
])
def test_the_edges_of_the_cuts_and_of_the_small_amount(gross, on, taxes):
    made = withhold(Money(gross, "KRW"), country="KR", on=on)

    assert (made.income_tax.minor, made.local_tax.minor) == taxes
    assert made.net + made.income_tax + made.local_tax == Money(gross, "KRW")


@pytest.mark.usefixtures("korea")
@pytest.mark.parametrize(("amount", "country"), [(Money(10**6, "KRW"), "US"), (Money(10**6, "USD"), "KR")])
def test_no_rule_no_tax(amount, country):
    made = withhold(amount, country=country, on=SINCE)

    assert (made.net, made.income_tax.minor, made.local_tax.minor, made.rule) == (amount, 0, 0, "")


def test_switched_off_it_takes_nothing():
    assert withhold(Money(10**6, "KRW"), country="KR", on=SINCE).net == Money(10**6, "KRW")


def test_a_country_without_rules_is_refused_at_the_start():
    with pytest.raises(SettingsError, match="ILGAM_WITHHOLDING is 'FR'"):
        load_settings({"ILGAM_WITHHOLDING": "KR,FR"})
