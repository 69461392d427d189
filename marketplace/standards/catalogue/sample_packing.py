"""Pack a small order and prove it with photos that can't be used twice."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import options, question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import (
    CheckItem,
    Defect,
    Example,
    Lookup,
    Prefill,
    PriceRange,
    QcPlan,
    Quiz,
    Route,
    Step,
)
from marketplace.standards.rules import Rule
from marketplace.standards.spec import Spec

_FRAGILE = options("yes | 깨질 수 있음 | Fragile | 예, y", "no | 안 깨짐 | Not fragile | 아니요, n")
_WRAPS = options(
    "mailer | 안전봉투 | Padded mailer | 봉투",
    "box_1 | 1호 상자 | Box no. 1 | 1호",
    "box_2 | 2호 상자 | Box no. 2 | 2호",
    "box_3 | 3호 상자 | Box no. 3 | 3호",
)
_WRAP_BY_GOODS = Lookup(("fragile", "quantity"), (
    ("yes", "1..2", "box_1"), ("yes", "3..6", "box_2"), ("yes", "*", "box_3"),
    ("no", "1..3", "mailer"), ("no", "4..10", "box_1"), ("no", "11..30", "box_2"), ("*", "*", "box_3"),
), Text("포장재 표", "packaging table"))

SAMPLE_PACKING: Final = Spec(
    title=Text("소량 포장하고 사진으로 확인받기", "Pack a small order with photo proof"),
    summary=Text("받아 둔 물건을 주문대로 포장하고, 일회용 코드와 함께 찍은 사진으로 확인받아 주세요.",
                 "Pack goods you hold to order, and prove it with photos that show a one-time code."),
    layout="packing",
    inputs=(
        Field("order_no", "sku", Text("주문 번호", "Order number")),
        Field("sku", "sku", Text("상품 코드(SKU)", "SKU")),
        Field("item_name", "text", Text("상품명", "Item"), settings={"max_length": 120}),
        Field("quantity", "integer", Text("수량(개)", "Quantity (pieces)"), settings={"least": 1, "most": 100}),
        Field("unit_weight", "decimal", Text("한 개 무게", "Weight of one"), Text("예: 120 g", "E.g. 120 g"), required=False,
              settings={"units": ["g", "kg"]}),
        Field("fragile", "choice", Text("깨질 수 있나요", "Fragile"), options=_FRAGILE),
        Field("extra", "text", Text("함께 넣을 것", "To be added"), Text("예: 감사 카드 1장", "E.g. one thank-you card"), required=False,
              settings={"max_length": 100}),
    ),
    outputs=(
        Field("wrap", "choice", Text("쓴 포장재", "Packaging used"), options=_WRAPS),
        Field("packed", "count", Text("넣은 수량(개)", "Pieces packed"), Text("봉하기 전에 한 번 더 세어요.", "Count once more before sealing."),
              settings={"least": 1, "most": 1000}),
        Field("weight", "decimal", Text("봉한 뒤 무게", "Weight when sealed"), Text("저울에 나온 값", "What the scales show"),
              settings={"units": ["g", "kg"], "least": "5", "most": "30000"}),
        Field("photos", "photos", Text("확인 사진", "Photos"),
              Text("① 연 채로 내용물 ② 봉한 뒤. 두 장 모두 코드가 보이게", "1: open, contents in view; 2: sealed. The code in both"),
              settings={"least": 2, "most": 5}),
        Field("code", "signature_code", Text("사진 속 코드", "Code in the photo"),
              Text("종이에 적어 찍은 6자리", "The six characters on your slip"),
              settings={"length": 6}),
    ),
    sop=sop("sample-packing"),
    checklist=(
        CheckItem("contents", Text("내용물과 수량이 주문과 같아요", "Contents and quantity are as ordered"), 35, "PK-CONTENT", critical=True,
                  hint=Text("① 사진에서 하나씩 셀 수 있어야 해요.", "They can be counted in the first photo.")),
        CheckItem("proof", Text("두 사진에 이 일감의 코드가 또렷해요", "This task's code is clear in both photos"), 25, "PK-PROOF", critical=True,
                  hint=Text("다른 날 사진을 다시 쓰지 못하게 해요.", "It keeps old photos from being used again.")),
        CheckItem("protection", Text("포장재가 알맞고 흔들리지 않아요", "The packaging fits and nothing rattles"), 20, "PK-WRAP"),
        CheckItem("seal", Text("봉한 곳이 단단하고 깨끗해요", "It is sealed firmly and cleanly"), 10, "PK-SEAL"),
        CheckItem("weight", Text("무게가 수량과 맞아요", "The weight fits the quantity"), 10, "PK-WEIGHT"),
    ),
    defects=(
        Defect("PK-CONTENT", Text("내용물·수량 오류", "Wrong contents or quantity"), "critical"),
        Defect("PK-PROOF", Text("확인 사진 부족", "No valid proof"), "critical"),
        Defect("PK-WRAP", Text("포장재·완충 부족", "Wrong packaging or padding")),
        Defect("PK-SEAL", Text("봉함 불량", "Badly sealed")),
        Defect("PK-WEIGHT", Text("무게 불일치", "Weight doesn't fit"), "minor"),
    ),
    pass_mark=80, minutes=8, claim_minutes=24 * 60, review_hours=24,
    price_range={"KRW": PriceRange(1200, 1400, 3000), "USD": PriceRange(90, 105, 230)},
    qc=QcPlan(answers=1, tolerances={"packed": 0, "weight": 0.1}),
    process=(
        Step(Text("상품과 포장재를 보내고 주문 올리기", "Send goods and packaging, upload the orders"), "business"),
        Step(Text("코드 적고 포장하며 찍기", "Write the code, pack and take photos"), "worker", 24 * 60),
        Step(Text("코드·수량·되쓴 사진 자동 점검", "Check code, quantity and reused photos"), "platform", 1),
        Step(Text("사진 보고 검수", "Review the photos"), "reviewer", 24 * 60),
        Step(Text("송장을 붙여 수거", "Label and collect"), "business", 24 * 60, Text(
            "받는 분 주소는 수거할 때 붙여요. 작업자는 보지 않아요.", "Addresses go on at collection; the packer never sees them.")),
    ),
    tables={"wrap_by_goods": _WRAP_BY_GOODS},
    prefill=(Prefill("wrap", table="wrap_by_goods", by=("fragile", "quantity")),),
    routes=(Route("quantity > 50", Text("50개가 넘으면 소량 포장이 아니에요. 주문을 나눠 올려 주세요.",
                            "More than 50 is no small order. Please split it."), hold=True),),
    quiz=Quiz(80, (
        question(Text("일회용 코드는 언제 적나요?", "When do you write down the one-time code?"), 1,
                 Text("일감마다 다른 코드예요. 시작하고 나온 코드를 적어 처음부터 함께 찍어요.",
                      "Each task has its own: write it when you start, and keep it in view."),
                 Text("전날 미리 적어 둔다", "The day before"), Text("이 일감을 시작한 뒤", "After starting this task"),
                     Text("사진을 찍은 뒤 그려 넣는다", "Drawn in afterwards")),
        question(Text("주문은 3개인데 집에 2개만 남았어요.", "Three are ordered, you have two left."), 2,
                 Text("모자란 채 보내면 필수 항목 오류예요. 돌려보내면 판매자가 채워 보내요.",
                      "Short is a failed critical item; return it and the seller restocks."),
                 Text("2개를 넣고 3이라고 적는다", "Pack 2, write 3"), Text("비슷한 상품으로 채운다", "Fill up with something alike"),
                     Text("까닭을 적고 돌려보낸다", "Return it, saying why")),
        question(Text("유리컵 2개, 화면이 ‘1호 상자’를 제안해요. 1호가 떨어졌어요.", "Two glasses, box no. 1 is suggested, but you are out of it."),
                 0,
                 Text("제안은 고칠 수 있어요. 더 큰 상자에 완충재를 채우고 쓴 것을 골라요.",
                      "A suggestion may be changed: a larger box, well padded."),
                 Text("2호에 완충재를 채우고 2호를 고른다", "Pad a no. 2 and choose it"), Text("안전봉투에 넣는다", "Use a mailer"),
                     Text("1호를 고르고 2호를 쓴다", "Use 2, choose 1")),
        question(Text("사진에 이웃의 택배 송장이 함께 찍혔어요.", "A neighbour's parcel label is in the photo."), 1,
                 Text("남의 이름과 주소는 담지 않아요. 치우고 다시 찍어요.", "Nobody's name or address may be in view: take it again."),
                 Text("그대로 낸다", "Submit it"), Text("치우고 다시 찍는다", "Clear it and take it again"),
                     Text("손가락으로 가려 오려 낸다", "Crop it by hand")),
        question(Text("코드가 사진에서 흐려요. 어떻게 하나요?", "The code is blurred in the photo."), 0,
                 Text("코드가 읽히지 않으면 확인 사진이 아니에요. 밝은 곳에서 다시 찍어요.",
                      "Unreadable is no proof: take it again in good light."),
                 Text("밝은 곳에서 다시 찍는다", "Take it again in good light"), Text("글로만 적어 낸다", "Only type it in"),
                     Text("다른 일감 사진을 쓴다", "Use another task's photo")),
    )),
    rules=(
        Rule("same_as_input", "packed", "quantity_differs", Text(
            "넣은 수량이 주문과 달라요. 다시 세어 주세요.", "The pieces packed differ from the order. Please count again."), "contents",
             other="quantity", blocking=True),
        Rule("holds", "weight", "too_light", Text("봉한 무게가 상품 무게보다 가벼워요. 빠진 것이 없는지 봐 주세요.",
                                                  "It weighs less than the goods alone. Please see that nothing is missing."), "weight",
             expression="weight >= unit_weight * packed"),
    ),
    examples=(
        Example({"order_no": "M-2611-0031", "sku": "SOAP-LAV-100", "item_name": "라벤더 비누 100g", "quantity": "3", "unit_weight": "105 g",
                 "fragile": "no",
                 "extra": "감사 카드 1장"},
                {"wrap": "mailer", "packed": "3", "weight": "352 g", "photos": ["open.jpg", "sealed.jpg"], "code": "K7Q2MX"},
                Text("비누 315 g에 봉투와 카드 무게를 더하면 352 g이 자연스러워요.", "315 g of soap plus mailer and card make 352 g plausible.")),
    ),
)
