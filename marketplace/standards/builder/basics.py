"""The basics of a template: its name, its page, its times, its prices."""

from typing import Any, Final

from marketplace.kernel.errors import FieldError, Invalid
from marketplace.kernel.money import DECIMALS, Money, parse_amount
from marketplace.kernel.text import Text
from marketplace.standards.builder.sheet import Sheet
from marketplace.standards.parts import PriceRange
from marketplace.standards.spec import Spec
from marketplace.standards.words import LAYOUTS, PERSONAL

TITLE_MOST: Final = 120
_ENDS: Final = ("least", "usual", "most")
_INCOMPLETE: Final = FieldError("price_incomplete", Text("최소, 보통, 최대를 모두 써 주세요.", "Please give least, usual and most."))


def fill_basics(spec: Spec) -> Sheet:
    """What stands in the draft."""
    sheet = Sheet()
    sheet.put(title=spec.title, summary=spec.summary, layout=spec.layout, personal_data=spec.personal_data, minutes=spec.minutes,
              claim_minutes=spec.claim_minutes, review_hours=spec.review_hours)
    for currency, prices in spec.price_range.items():
        if currency in DECIMALS:
            sheet.put(**{f"{end}_{currency}": str(Money(getattr(prices, end), currency)).split(" ")[0] for end in _ENDS})
    return sheet


def read_basics(sheet: Sheet, _spec: Spec) -> dict[str, Any]:
    """The new parts."""
    return {
        "title": sheet.both("title", most=TITLE_MOST), "summary": sheet.both("summary"), "layout": sheet.chosen("layout", LAYOUTS),
        "personal_data": sheet.chosen("personal_data", PERSONAL), "minutes": sheet.whole("minutes", least=1, most=240),
        "claim_minutes": sheet.whole("claim_minutes", least=1, most=10_080), "review_hours": sheet.whole("review_hours", least=1, most=336),
        "price_range": {currency: prices for currency in DECIMALS if (prices := _read_prices(sheet, currency)) is not None},
    }


def _read_prices(sheet: Sheet, currency: str) -> PriceRange | None:
    typed = {end: sheet.values.get(f"{end}_{currency}", "").strip() for end in _ENDS}
    if not any(typed.values()):
        return None
    amounts: dict[str, int] = {}
    for end, words in typed.items():
        name = f"{end}_{currency}"
        try:
            amounts[end] = parse_amount(words, currency, field=name, least=1, most=10**9).minor if words else 0
        except Invalid as refusal:
            sheet.errors |= refusal.fields
            return None
        if not words:
            sheet.errors[name] = _INCOMPLETE
    return PriceRange(**amounts)
