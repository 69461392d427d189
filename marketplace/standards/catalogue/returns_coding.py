"""Give a returned item its codes: why it came back, what is wrong with it, what becomes of it."""

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
from marketplace.standards.rules import Rule, When
from marketplace.standards.spec import Spec

_SAID = options(
    "mind | 단순 변심 | Changed their mind | 변심",
    "size | 사이즈가 안 맞음 | Doesn't fit | 사이즈",
    "broken | 불량·파손 | Faulty or broken | 불량, 파손",
    "wrong | 다른 상품이 옴 | Another item came | 오배송",
    "late | 늦게 옴 | Came late | 배송 지연",
)
_REASONS = options(
    "mind | 단순 변심 | Changed their mind | 변심",
    "size | 사이즈 안 맞음 | Size doesn't fit | 사이즈",
    "differs | 설명·사진과 다름 | Not as described | 색상 다름",
    "fault | 제품 불량 | Faulty goods | 불량",
    "transit | 배송 중 파손 | Broken on the way | 파손",
    "wrong | 오배송 | Wrong item sent",
    "missing | 구성품 누락 | Parts missing | 누락",
    "late | 배송 지연 | Came late | 지연",
    "unclear | 판단할 수 없음 | Cannot tell | 모름",
)
_SIDES = options("customer | 구매자 | Customer | 고객", "seller | 판매자 | Seller", "carrier | 택배사 | Carrier | 배송사",
                 "unclear | 판단할 수 없음 | Cannot tell | 모름")
_DAMAGES = options(
    "none | 이상 없음 | Nothing wrong | 없음",
    "stain | 오염·얼룩 | Stain | 오염, 얼룩",
    "tear | 찢어짐·올 풀림 | Tear or loose thread | 찢어짐",
    "crack | 깨짐·금 | Broken or cracked | 깨짐",
    "worn | 사용·착용 흔적 | Signs of use | 착용감",
    "crease | 구김·눌림 | Creased or pressed | 구김",
    "no_tag | 택·라벨 없음 | Tag or label gone | 택 없음",
    "unseen | 사진으로 알 수 없음 | The photo doesn't show it",
)
_GRADES = options(
    "a | A 새 상품 그대로 | A as new | A",
    "b | B 손질·재포장 뒤 판매 | B clean or repack, then sell | B",
    "c | C 할인 판매 | C sell at a discount | C",
    "d | D 판매 불가 | D not for sale | D",
)
_REASON_BY_CHOICE = Lookup(
    ("said",), (("mind", "mind"), ("size", "size"), ("broken", "fault"), ("wrong", "wrong"), ("late", "late")),
    Text("고객이 고른 사유", "what the customer chose"))
_SIDE_BY_CHOICE = Lookup(
    ("said",), (("mind", "customer"), ("size", "customer"), ("wrong", "seller"), ("late", "carrier")), Text("책임 기준표", "table of sides"))


def _blames(code: str, reasons: tuple[str, ...], side: str, message: Text) -> Rule:
    return Rule("includes", "side", code, message, "side", any_of=(side,), when=When("reason", reasons))


RETURNS_CODING: Final = Spec(
    title=Text("반품 상품에 코드 매기기", "Code a returned item"),
    summary=Text("반품 사진과 고객이 쓴 말을 보고 사유, 책임, 흠, 등급을 골라 주세요. 환불과 재판매를 여기서 정해요.",
                 "From the photo and the customer's words choose reason, side, flaws and grade; refund and resale follow from them."),
    layout="photo",
    inputs=(
        Field("photo", "photo", Text("반품 상품 사진", "Photo of the returned item")),
        Field("return_no", "sku", Text("반품 번호", "Return number")),
        Field("item_name", "text", Text("상품명", "Item"), settings={"max_length": 120}),
        Field("said", "choice", Text("고객이 고른 사유", "Reason the customer chose"), options=_SAID),
        Field("message", "long_text", Text("고객이 쓴 말", "The customer's words"), required=False, settings={"max_length": 1000}),
        Field("price", "money", Text("상품 금액", "Price")),
    ),
    outputs=(
        Field("reason", "choice", Text("실제 사유", "Actual reason"),
              Text("고객이 고른 것과 쓴 말이 다르면 쓴 말을 따라요.", "Where choice and words differ, the words count."), options=_REASONS),
        Field("side", "choice", Text("책임", "Whose side"), options=_SIDES),
        Field("flaws", "choices", Text("흠", "Flaws"), Text("사진에 보이는 것만 모두", "All that the photo shows, and only those"),
              options=_DAMAGES, settings={"alone": "none"}),
        Field("grade", "choice", Text("등급", "Grade"), options=_GRADES),
        Field("note", "text", Text("메모", "Note"), Text("판단할 수 없을 때는 까닭을 꼭 적어요.", "Always say why when you can't tell."),
              required=False, settings={"max_length": 200}),
    ),
    sop=sop("returns-coding"),
    checklist=(
        CheckItem("reason", Text("실제 사유가 맞아요", "The actual reason is right"), 35, "RC-REASON", critical=True,
                  hint=Text("사유로 반품비를 누가 낼지 정해요.", "It decides who pays for the return.")),
        CheckItem("flaws", Text("보이는 흠을 빠짐없이 골랐어요", "Every visible flaw is chosen"), 20, "RC-FLAW-MISSING"),
        CheckItem("no_false_flaws", Text("사진에 없는 흠을 고르지 않았어요", "No flaw that the photo doesn't show"), 10, "RC-FLAW-FALSE"),
        CheckItem("grade", Text("등급이 흠과 맞아요", "The grade fits the flaws"), 20, "RC-GRADE"),
        CheckItem("side", Text("책임이 사유와 맞아요", "The side fits the reason"), 15, "RC-SIDE"),
    ),
    defects=(
        Defect("RC-REASON", Text("사유 오류", "Wrong reason"), "critical"),
        Defect("RC-FLAW-MISSING", Text("흠 놓침", "A flaw overlooked")),
        Defect("RC-FLAW-FALSE", Text("없는 흠 표시", "A flaw that isn't there")),
        Defect("RC-GRADE", Text("등급 오류", "Wrong grade")),
        Defect("RC-SIDE", Text("책임 오류", "Wrong side"), "minor"),
    ),
    pass_mark=80, minutes=2, claim_minutes=20, review_hours=24,
    price_range={"KRW": PriceRange(280, 350, 800), "USD": PriceRange(21, 27, 62)},
    qc=QcPlan(answers=1, tolerances={"reason": 0, "side": 0, "flaws": 0.34, "grade": 0}),
    process=(
        Step(Text("반품 도착, 사진 찍어 올리기", "Goods arrive, photos are uploaded"), "business", 24 * 60),
        Step(Text("사유·흠·등급 코드 매기기", "Give the codes"), "worker", 20),
        Step(Text("서로 안 맞는 코드 자동 점검", "Check codes that contradict each other"), "platform", 1),
        Step(Text("점검표로 검수", "Review by the checklist"), "reviewer", 24 * 60),
        Step(Text("환불, 재판매 또는 폐기", "Refund, resale or disposal"), "business", 48 * 60),
    ),
    tables={"reason_by_choice": _REASON_BY_CHOICE, "side_by_choice": _SIDE_BY_CHOICE},
    prefill=(Prefill("reason", table="reason_by_choice", by=("said",)), Prefill("side", table="side_by_choice", by=("said",))),
    routes=(
        Route("said = 'broken' and blank(message)", Text("불량·파손인데 고객이 쓴 말이 없어요. 물어보고 다시 올려 주세요.",
                                                         "Faulty or broken, but without the customer's words. Please ask, then upload it again."),
                                                             hold=True),
        Route("price >= 100000", Text("10만 원이 넘는 반품은 두 사람이 따로 보아요.", "Above ₩100,000 two people look on their own."), answers=2),
    ),
    quiz=Quiz(80, (
        question(Text("고객은 ‘단순 변심’을 골랐는데 “왼쪽 소매 올이 풀려 있었어요”라고 썼어요.",
                      "They chose “changed my mind” but wrote “a thread was loose”."), 1,
                 Text("고른 것과 쓴 말이 다르면 쓴 말을 따라요. 받을 때부터 있던 흠은 제품 불량이에요.",
                      "The words count: a flaw from the start is faulty goods."),
                 Text("단순 변심", "Changed their mind"), Text("제품 불량", "Faulty goods"), Text("판단할 수 없음", "Cannot tell")),
        question(Text("상자가 찌그러져 컵이 깨진 채 왔대요. 책임은?", "The box was crushed and the cup arrived broken. Whose side?"), 2,
                 Text("배송 중 파손은 택배사 책임이에요.", "Broken on the way is the carrier's side."),
                 Text("구매자", "Customer"), Text("판매자", "Seller"), Text("택배사", "Carrier")),
        question(Text("사진에 얼룩은 안 보이는데 고객이 “얼룩이 있다”고 했어요. 흠은?",
                      "The customer tells of a stain that the photo doesn't show. Flaws?"), 0,
                 Text("흠은 사진에 보이는 것만 골라요. 메모에 고객의 말을 남겨요.", "Flaws are what the photo shows; put the rest into the note."),
                 Text("사진으로 알 수 없음", "The photo doesn't show it"), Text("오염·얼룩", "Stain"), Text("이상 없음", "Nothing wrong")),
        question(Text("구김만 있는 셔츠의 등급은?", "A shirt that is only creased. Grade?"), 1,
                 Text("다려서 다시 포장하면 되니 B예요. 새 상품 그대로는 손댈 것이 없을 때예요.",
                      "Ironed and repacked it sells: B. A needs nothing done."),
                 Text("A", "A"), Text("B", "B"), Text("D", "D")),
        question(Text("밑창이 닳은 운동화가 ‘사이즈’ 사유로 왔어요.", "Trainers with worn soles came back as “doesn't fit”."), 2,
                 Text("사유는 사이즈 그대로, 흠은 착용 흔적, 등급은 C나 D예요. 사유와 상태를 섞지 않아요.",
                      "The reason stays; the flaw is use, the grade C or D."),
                 Text("사유를 ‘제품 불량’으로 바꾼다", "Make the reason “faulty”"), Text("흠 없음, A", "No flaw, A"),
                     Text("사유 사이즈, 흠 착용 흔적", "Reason size, flaw signs of use")),
    )),
    rules=(
        _blames("side_of_seller", ("fault", "wrong", "missing", "differs"), "seller",
                Text("이 사유는 판매자 책임이에요. 한 번 더 봐 주세요.", "This reason is on the seller's side. Please look again.")),
        _blames("side_of_carrier", ("transit", "late"), "carrier",
                Text("이 사유는 택배사 책임이에요. 한 번 더 봐 주세요.", "This reason is on the carrier's side. Please look again.")),
        _blames("side_of_customer", ("mind", "size"), "customer",
                Text("이 사유는 구매자 책임이에요. 한 번 더 봐 주세요.", "This reason is on the customer's side. Please look again.")),
        Rule("includes", "grade", "grade_too_good", Text("흠이 있으면 A가 될 수 없어요.", "With a flaw it can't be A."), "grade",
             any_of=("b", "c", "d"), when=When("flaws", ("stain", "tear", "crack", "worn", "crease", "no_tag")), blocking=True),
        Rule("needed", "note", "note_missing", Text("판단할 수 없는 까닭을 적어 주세요.", "Please say why it can't be told."), "reason",
             when=When("reason", ("unclear",)), blocking=True),
    ),
    examples=(
        Example({"photo": "shirt-1.jpg", "return_no": "R-1126-001", "item_name": "앞매듭 반소매 셔츠 아이보리", "said": "size", "price": "32000",
                 "message": "생각보다 품이 커서 반품해요. 입어만 봤어요."},
                {"reason": "size", "side": "customer", "flaws": ["crease"], "grade": "b"},
                Text("구김만 있으면 다려서 다시 팔 수 있으니 B예요.", "Only creased: ironed it sells again, so B.")),
    ),
)
