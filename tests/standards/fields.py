"""One field of every kind, and what people may type into it."""

from datetime import date

from hypothesis import strategies as st

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, Option

OPTIONS = tuple(Option(key, Text(ko, en), words) for key, ko, en, words in (
    ("milk", "우유", "Milk", ("dairy",)), ("wheat", "밀", "Wheat", ()),
    ("soy", "대두", "Soy", ("콩",)), ("none", "없음", "None", ())))


def field(kind: str, **more: object) -> Field:
    """A required field of a kind, called `x`."""
    return Field("x", kind, Text("값", "Value"), **more)  # type: ignore[arg-type]


FIELDS = {
    "text": field("text", settings={"max_length": 60}),
    "long_text": field("long_text", settings={"max_length": 300}),
    "integer": field("integer", settings={"least": -50, "most": 10_000}),
    "decimal": field("decimal"),
    "choice": field("choice", options=OPTIONS),
    "choices": field("choices", options=OPTIONS, settings={"alone": "none"}),
    "tags": field("tags", options=OPTIONS, settings={"free": True}),
    "gtin": field("gtin"),
    "money": field("money", settings={"currency": "USD", "least": -5_000}),
    "date": field("date"),
    "url": field("url"),
    "photo": field("photo"),
}


def _with_check_digit(body: str) -> str:
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return body + str(-weighted % 10)


_DIGITS = st.text("0123456789", min_size=7, max_size=13).filter(lambda body: len(body) in (7, 11, 12, 13))
_UNITS = st.sampled_from(["g", "kg", "KG", "ml", "L", "리터", "ea", "개"])
_AMOUNTS = st.decimals("0", "2000", places=3)
_KOREAN_DAYS = st.builds("{}년 {}월 {}일".format, st.integers(1990, 2030), st.integers(1, 12), st.integers(1, 29))
_HOSTS = st.text("abcXYZ가-", min_size=1, max_size=8)
_WORDS = st.lists(st.sampled_from(["milk", "밀", "Soy", "콩", "dairy"]), min_size=1, max_size=5)

TYPED = {
    "text": st.text(min_size=1, max_size=80),
    "long_text": st.text(min_size=1, max_size=320),
    "integer": st.one_of(st.integers(-60, 11_000).map(str), st.integers(0, 9_999).map("{:,}".format), st.text(max_size=6)),
    "decimal": st.builds("{}{}{}".format, _AMOUNTS, st.sampled_from(["", " "]), _UNITS),
    "choice": st.sampled_from(["milk", "우유", " MILK ", "Dairy", "콩", "None", "nothing"]),
    "choices": st.one_of(_WORDS, _WORDS.map(", ".join), st.just(["none"]), st.just("none; milk")),
    "tags": st.one_of(_WORDS, st.lists(st.text(max_size=12), max_size=6), st.text(max_size=60)),
    "gtin": st.one_of(_DIGITS.map(_with_check_digit), _DIGITS),
    "money": st.one_of(st.decimals("-60", "5000", places=2).map(str), st.integers(0, 999_999).map("${:,}".format)),
    "date": st.one_of(st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str), _KOREAN_DAYS),
    "url": st.builds("https://{}.{}/{}".format, _HOSTS, st.sampled_from(["com", "KR", "한국"]), st.text(max_size=9)),
    "photo": st.one_of(st.builds("{}.jpg".format, st.text(min_size=1, max_size=20)), st.sampled_from(["../x.jpg", "a/b.png"])),
}
