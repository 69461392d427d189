"""One answer of each widget for the page of pieces, some filled in, one wrong."""

from types import SimpleNamespace
from typing import Any, Final

from marketplace.kernel.errors import FieldError
from marketplace.kernel.text import Text, t
from marketplace.standards.kinds import Field, Option, kind_of

_SIZES: Final = (Option("s", Text("스몰", "Small")), Option("m", Text("미디엄", "Medium")))
_DEFECTS: Final = (Option("dent", Text("찌그러짐", "Dent")), Option("leak", Text("샘", "Leak")), Option("label", Text("라벨 떨어짐", "Label off")))
_TREE: Final = tuple(Option(key, Text(ko, en)) for key, ko, en in (
    ("food", "식품", "Food"), ("food/dairy", "유제품", "Dairy"), ("food/dairy/milk", "우유", "Milk"), ("food/dairy/cheese", "치즈", "Cheese"),
    ("food/snacks", "과자", "Snacks"), ("home", "생활", "Home")))
_COLUMNS: Final = (Field("color", "text", Text("색상", "Colour")), Field("size", "choice", Text("사이즈", "Size"), options=_SIZES),
                   Field("stock", "integer", Text("재고", "Stock"), required=False))


def make_answers() -> SimpleNamespace:
    """The controls, what their inputs hold, and the error of one."""
    given = _given()
    held: dict[str, list[str]] = {}
    for field, raw in given:
        held |= kind_of(field).fill_form(field, raw)
    wrong = FieldError("not_a_phone", Text("전화번호를 확인해 주세요.", "Please check the phone number."))
    return SimpleNamespace(controls=[kind_of(field).control(field) for field, _ in given], held=held, errors={"answer_phone": wrong})


def _given() -> list[tuple[Field, Any]]:
    return [
        (Field("answer_name", "text", Text("상품명", "Product name"), hint=Text("포장에 적힌 대로", "As on the pack")),
         t("서울우유 흰우유", "Seoul Milk, whole")),
        (Field("answer_copy", "rich_text", Text("소개 글", "Product copy"), settings=_guide()),
         t("아침에 한 잔, 고소한 우유예요. 최고!\n\n# 보관 방법\n냉장", "A glass of rich milk in the morning. Best!\n\n# Storage\nKeep cold")),
        (Field("answer_category", "category", Text("분류", "Category"), options=_TREE), "food/dairy/milk"),
        (Field("answer_defects", "choices", Text("보이는 흠", "Defects"), options=_DEFECTS), ["dent"]),
        (Field("answer_tags", "tags", Text("태그", "Tags"), options=_SIZES, settings={"free": True}), ["m", "organic"]),
        (Field("answer_stock", "table", Text("옵션별 재고", "Stock by option"), settings={"columns": _COLUMNS, "key": ["color", "size"]}),
         [{"color": t("빨강", "red"), "size": "m", "stock": 3}]),
        (Field("answer_boxes", "photo_boxes", Text("흠이 있는 곳", "Where the defects are"), options=_DEFECTS),
         [{"label": "dent", "x": 1200, "y": 900, "w": 3000, "h": 2050}]),
        (Field("answer_count", "count", Text("상자 안 개수", "Items in the box")), None),
        (Field("answer_weight", "decimal", Text("무게", "Weight")), "500 g"),
        (Field("answer_price", "money", Text("판매가", "Price")), 12_900),
        (Field("answer_date", "date", Text("유통기한", "Best before")), "2026-12-24"),
        (Field("answer_time", "time", Text("받은 시각", "Received at")), "14:30"),
        (Field("answer_took", "duration", Text("포장 시간", "Time to pack")), 5_400),
        (Field("answer_code", "signature_code", Text("확인 코드", "Signature code")), "K7Q2MX"),
        (Field("answer_phone", "phone", Text("전화번호", "Phone")), "010-12"),
        (Field("answer_address", "address", Text("보낼 곳", "Ship to")),
         {"postcode": "06234", "road": t("서울 강남구 테헤란로 1", "Teheran-ro 1, Gangnam-gu, Seoul")}),
        (Field("answer_photos", "photos", Text("포장 사진", "Packing photos")), ["front.jpg"]),
        (Field("answer_file", "file", Text("송장", "Packing slip"), required=False), None),
    ]


def _guide() -> dict[str, Any]:
    return {"tone": {"ko": "친구에게 말하듯 짧고 다정하게", "en": "Short and warm, as to a friend"}, "min_length": 40, "max_length": 600,
            "banned": [t("최고", "best"), t("100% 안전", "100% safe")], "required": [t("우유", "milk")], "parts": [t("보관 방법", "Storage")]}
