"""Names for new things out of what people call them: short, of a-z, 0-9 and _, and each once."""

import re
from collections.abc import Collection
from typing import Final

from marketplace.kernel.text import Text

_PARTS: Final = re.compile(r"[a-z0-9]+")
# How Korean tables call their columns, and what the column is called in an export.
KNOWN: Final[dict[str, str]] = {
    "상품명": "product_name", "이름": "name", "제목": "title", "바코드": "barcode", "가격": "price", "판매가": "sale_price", "정가": "list_price",
    "할인가": "sale_price", "사진": "photo", "이미지": "photo", "주소": "address", "배송지": "address", "전화": "phone", "전화번호": "phone",
    "연락처": "phone", "휴대폰": "phone", "이메일": "email", "메일": "email", "수량": "quantity", "재고": "stock", "무게": "weight",
    "중량": "weight", "용량": "volume", "브랜드": "brand", "제조사": "maker", "색상": "colour", "색": "colour",
    "사이즈": "size", "크기": "size", "카테고리": "category",
    "분류": "category", "설명": "description", "상세설명": "description", "원재료": "ingredients", "날짜": "date",
    "유통기한": "best_before", "소비기한": "best_before", "주문번호": "order_number", "상품코드": "sku", "링크": "url",
    "태그": "tags", "비고": "note", "메모": "note",
    "받는사람": "recipient", "수취인": "recipient", "고객명": "customer", "옵션": "option", "단위": "unit", "사유": "reason", "상태": "condition",
}


def new_name(label: Text, taken: Collection[str], otherwise: str) -> str:
    """A name for what has this label, unlike those taken."""
    bare = "".join(label.ko.split())
    made = KNOWN.get(bare) or "_".join(_PARTS.findall(label.en.casefold())) or "_".join(_PARTS.findall(label.ko.casefold()))
    made = made[:30].strip("_")
    if not made:
        made = f"{otherwise}_{len(taken) + 1}"
    elif not made[0].isalpha():
        made = f"{otherwise}_{made}"
    number, name = 2, made
    while name in taken:
        name, number = f"{made}_{number}", number + 1
    return name
