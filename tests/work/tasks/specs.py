"""Small templates, one for each way of working, and photos to work on."""

import io
import zipfile
from typing import Any

from msgspec.structs import replace
from PIL import Image

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field, Option, kind_of
from marketplace.standards.parts import CheckItem, PriceRange, Question, Quiz
from marketplace.standards.spec import Spec
from tests.standards.cases import all_cases


def a(name: str, kind: str, ko: str, **more: Any) -> Field:
    """A required field, its English label its name."""
    return Field(name, kind, Text(ko, name.replace("_", " ").capitalize()), **more)


def spec_of(layout: Any, inputs: tuple[Field, ...], outputs: tuple[Field, ...], title: str) -> Spec:
    """A sound template with these fields."""
    question = Question(Text("코드를 어디에 적나요?", "Where is the code written?"), (Text("쪽지", "On a slip"), Text("손등", "On a hand")), 0,
                        Text("쪽지예요.", "On a slip."))
    return Spec(
        title=Text(title, layout.capitalize()), summary=Text(f"{title} 한 건", f"One task of {layout}"), layout=layout,
        inputs=inputs, outputs=outputs, sop=Text("## 순서\n\n1. 자료를 봐요\n2. 답을 적어요", "## Steps\n\n1. Look\n2. Answer"),
        checklist=(CheckItem("right", Text("자료와 같아요", "It matches"), 100, "wrong", critical=True),), pass_mark=80, minutes=1,
        claim_minutes=60, review_hours=24, price_range={"KRW": PriceRange(100, 200, 900)}, quiz=Quiz(100, (question,)))


PACKING = spec_of("packing", (
    a("sku", "text", "상품 코드"), a("quantity", "integer", "수량"), a("steps", "long_text", "포장 순서")), (
    a("proof", "photo", "포장한 사진", hint=Text("상자를 닫기 전에 찍어 주세요.", "Before the box is closed.")),
    a("corners", "photos", "모서리 사진", required=False, settings={"least": 1, "most": 3}),
    a("slip", "file", "운송장 파일", required=False), a("note", "text", "남길 말", required=False)), "샘플 포장하기")
COUNT = spec_of("count", (a("shelf", "text", "선반"), a("item", "text", "상품")), (
    a("counted", "count", "센 수량", settings={"most": 999}), a("proof", "photo", "선반 사진"),), "재고 세기")
BOXES = spec_of("boxes", (a("photo", "photo", "사진"), a("about", "text", "설명", required=False)), (
    a("boxes", "photo_boxes", "상품 자리", options=(
        Option("milk", Text("우유", "Milk")), Option("juice", Text("주스", "Juice"))), settings={"photo": "photo", "min_side": 200}),
    a("note", "text", "남길 말", required=False)), "사진 속 상품 찾기")
WRITING = spec_of("writing", (a("product", "text", "상품"), a("facts", "long_text", "사실")), (
    a("copy", "rich_text", "상품 글", settings={
        "tone": {"ko": "해요체로 짧게", "en": "Short and friendly"}, "banned": ["최고"], "required": ["국산"], "parts": ["보관 방법"],
        "min_length": 20, "max_length": 400}),), "상품 글 쓰기")
DOCUMENT = spec_of("document", (a("page", "photo", "문서 사진"),), (
    a("total", "money", "합계", settings={"currency": "KRW"}), a("issued", "date", "발행일")), "영수증 옮겨 적기")
TAGGING = spec_of("photo", (a("photo", "photo", "사진"),), (
    a("shelf", "choice", "매대", options=(Option("dairy", Text("유제품", "Dairy")), Option("drinks", Text("음료", "Drinks")))),
    a("tags", "tags", "태그", settings={"least": 1, "most": 2}, options=tuple(
        Option(key, Text(ko, key)) for key, ko in (("milk", "우유"), ("soy", "두유"), ("carton", "종이팩")))),
    a("seen", "integer", "보이는 개수", settings={"most": 30})), "사진에 태그 달기")
EVERYTHING = spec_of("plain", (a("photo", "photo", "사진", required=False), a("about", "text", "설명")), tuple(
    replace(case.field, name=kind, label=kind_of(case.field).title, required=True) for kind, case in all_cases().items()), "모든 칸")
ALL = {spec.layout: spec for spec in (PACKING, COUNT, BOXES, WRITING, DOCUMENT, TAGGING, EVERYTHING)}
ROWS = {
    "packing": "sku,quantity,steps\nTEA-01,3,1. 완충재를 깔아요\n", "count": "shelf,item\nA-3,우유 1L\n",
    "boxes": "photo,about\nshelf.jpg,냉장고 둘째 칸\n",
    "writing": "product,facts\n감귤 5kg,제주 국산 감귤이에요\n", "document": "page\nshelf.jpg\n", "photo": "photo\nshelf.jpg\n",
    "plain": "photo,about\n,아무거나\n"}


def jpeg(colour: str = "white", size: tuple[int, int] = (800, 600), **save: Any) -> bytes:
    """A plain photo."""
    held = io.BytesIO()
    Image.new("RGB", size, colour).save(held, "JPEG", **save)
    return held.getvalue()


def located_jpeg() -> bytes:
    """A photo as a phone takes it: with the place in its metadata."""
    exif = Image.Exif()
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8825)[1] = "N"
    return jpeg("gray", exif=exif)


def zipped(**photos: bytes) -> io.BytesIO:
    """A zip of photos by name."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in photos.items():
            archive.writestr(f"{name}.jpg", data)
    held.seek(0)
    return held
