"""Postal addresses."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from tests.standards.cases import Case, field, not_nfc

FULL = {"postcode": "06234", "road": "서울 강남구 테헤란로 1", "detail": "101동 202호", "recipient": "홍길동"}
BARE = {"postcode": "06234", "road": "서울 강남구 테헤란로 1", "detail": "", "recipient": ""}
_POSTCODES = st.sampled_from(["06234", "０６２３４", "1234"])
_LINES = st.text("서울로 1,-|a", max_size=12)

CASE = Case(
    field("address"),
    typed=st.fixed_dictionaries({"postcode": _POSTCODES, "road": _LINES, "detail": _LINES, "recipient": _LINES}),
    reads=(("06234 서울 강남구 테헤란로 1", BARE), ("[06234] 서울 강남구 테헤란로 1, 101동  202호", FULL | {"recipient": ""}),
           ("06234 | 서울 강남구 테헤란로 1 | 101동 202호 | 홍길동", FULL), ({"postcode": "06234", "road": "서울 강남구 테헤란로 1"}, BARE)),
    refuses=(("서울 강남구 테헤란로 1", "not_an_address"), ({"postcode": "6234", "road": "a"}, "not_a_postcode"),
             ({"postcode": "06234", "road": " "}, "address_part_missing"), ({"postcode": "06234", "road": "a", "city": "b"}, "not_an_address"),
             ({"postcode": 6234, "road": "a"}, "not_text"), ({"postcode": "06234", "road": "x" * 121}, "too_long"), ({}, "required")),
    shown=((FULL, "(06234) 서울 강남구 테헤란로 1, 101동 202호 · 홍길동", "(06234) 서울 강남구 테헤란로 1, 101동 202호 · 홍길동"),),
    compared=((FULL, FULL | {"postcode": "06235"}, 1.0, False), (FULL, FULL | {"detail": "101동 203호"}, 0.2, True)),
    rewrites=not_nfc,
)


def test_an_address_is_personal_by_nature_and_its_mask_names_the_province_only():
    kind = kind_of(CASE.field)

    assert kind.is_personal
    assert kind.mask(FULL, CASE.field) == "(06•••) ••••••"


def test_its_form_has_a_line_for_each_part():
    control = kind_of(CASE.field).control(CASE.field)

    assert [part.name for part in control.parts] == ["x.postcode", "x.road", "x.detail", "x.recipient"]
    assert [part.required for part in control.parts] == [True, True, False, False]
    assert kind_of(CASE.field).read_form(CASE.field, lambda name: [" "]) is None
