"""Tax withheld from what a worker is paid: one table of dated rules, each with its source; switched on by country."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from marketplace.kernel.money import Money
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text


@dataclass(frozen=True)
class Rule:
    """How a country's income tax is withheld from a payment made on or after a day; amounts are minor units of its currency."""

    name: str
    country: str
    currency: str
    since: date
    income_percent: int
    local_percent: int  # of the income tax
    cut_below: int  # each tax is cut down to a multiple of this
    least: int  # an income tax smaller than this is not collected
    source: Text

    def apply(self, gross: Money) -> "Withheld":
        """The taxes on `gross`, and what is left of it."""
        income = self._cut(gross.minor * self.income_percent // 100)
        income = income if income >= self.least else 0
        local = self._cut(income * self.local_percent // 100)
        taxes = Money(income, gross.currency), Money(local, gross.currency)
        return Withheld(gross - taxes[0] - taxes[1], *taxes, self.name)

    def _cut(self, minor: int) -> int:
        return minor // self.cut_below * self.cut_below


@dataclass(frozen=True)
class Withheld:
    """What is sent and what is kept back for the tax offices, by which rule; `rule` is empty where none applies."""

    net: Money
    income_tax: Money
    local_tax: Money
    rule: str


ZONES: Final = {"KR": ZoneInfo("Asia/Seoul")}
_CUTS: Final = Text(
    "소득세법 제129조 (3 %), 지방세법 제103조의13 (10 %), 국고금 관리법 제47조 (10원 미만 버림)",
    "Income Tax Act art. 129 (3 %), Local Tax Act art. 103-13 (10 % of it), State Funds Management Act art. 47 (below 10 won cut)")
_SMALL: Final = Text("{cuts}, 소득세법 제86조 (1,000원 미만 소액부징수)",
    "{cuts}, Income Tax Act art. 86 (a tax under 1,000 won isn't collected)").format(cuts=_CUTS)
_NO_SMALL: Final = Text("{cuts}, 소득세법 제86조 개정 (2024년 7월 1일 지급분부터 인적용역은 소액부징수 없음)",
    "{cuts}, Income Tax Act art. 86 as amended (no small-amount rule for personal services paid from 2024-07-01)").format(cuts=_CUTS)
# A new rule is a new row: what was withheld under an old one is never recomputed by it.
RULES: Final = (
    Rule("kr-business-2014", "KR", "KRW", date(2014, 1, 1), 3, 10, 10, 1000, _SMALL),
    Rule("kr-business-2024-07", "KR", "KRW", date(2024, 7, 1), 3, 10, 10, 0, _NO_SMALL),
)


def withhold(gross: Money, *, country: str, on: date) -> Withheld:
    """The taxes on what a worker of `country` is paid on a day (of that country); none unless ILGAM_WITHHOLDING names it.

    A rule speaks of its own currency only: we hold no rate of exchange to tax another by.
    """
    rule = rule_on(country, gross.currency, on) if country in current_settings().withholding else None
    nothing = Money(0, gross.currency)
    return rule.apply(gross) if rule else Withheld(gross, nothing, nothing, "")


def rule_behind(gross: Money, taxes: tuple[Money, Money], at: datetime) -> str:
    """The name of the rule that made these taxes out of a payment at a moment; empty where nothing was withheld."""
    for country in ZONES:
        rule = rule_on(country, gross.currency, payment_day(at, country))
        made = rule.apply(gross) if rule and any(taxes) else None
        if made and (made.income_tax, made.local_tax) == taxes:
            return made.rule
    return ""


def payment_day(at: datetime, country: str) -> date:
    """The day that a moment falls on where the worker is taxed."""
    return at.astimezone(ZONES.get(country, UTC)).date()


def rule_on(country: str, currency: str, on: date) -> Rule | None:
    """The newest rule of a country for payments made on a day in a currency."""
    known = [rule for rule in RULES if (rule.country, rule.currency) == (country, currency) and rule.since <= on]
    return max(known, key=lambda rule: rule.since, default=None)
