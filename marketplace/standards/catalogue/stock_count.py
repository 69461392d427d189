"""Count what lies on a shelf, blind and twice."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, PriceRange, QcPlan, Quiz, Route, Step
from marketplace.standards.rules import Rule
from marketplace.standards.spec import Spec

STOCK_COUNT: Final = Spec(
    title=Text("재고 세기", "Count stock"),
    summary=Text("선반에 있는 상품을 상자와 낱개로 나누어 세어 주세요. 두 사람이 서로의 수를 모르고 세요.",
                 "Count what is on the shelf in full boxes and single pieces. Two people count without seeing each other's numbers."),
    layout="count",
    inputs=(
        Field("sku", "sku", Text("상품 코드(SKU)", "SKU")),
        Field("item_name", "text", Text("상품명", "Item"), settings={"max_length": 120}),
        Field("location", "text", Text("위치", "Location"), Text("구역-선반-칸. 예: A-03-2", "Zone, shelf, bay, e.g. A-03-2"),
              settings={"max_length": 30}),
        Field("units_per_box", "integer", Text("한 상자에 든 개수", "Pieces in a full box"), settings={"least": 1, "most": 10_000}),
        Field("unit_price", "money", Text("한 개 값", "Price of one piece"), required=False),
        Field("barcode", "gtin", Text("바코드", "Barcode"), required=False),
    ),
    outputs=(
        Field("full_boxes", "count", Text("뜯지 않은 상자", "Full boxes"),
              Text("테이프가 그대로인 상자만 (상자)", "Only with the tape unbroken (boxes)"),
              settings={"most": 9_999}),
        Field("loose", "count", Text("낱개", "Single pieces"), Text("뜯은 상자 안의 것도 여기에 (개)", "Those in opened boxes too (pieces)"),
              settings={"most": 99_999}),
        Field("damaged", "count", Text("그중 못 파는 것", "Of these, unsaleable"),
              Text("찌그러짐, 젖음, 소비기한 지남 (개). 없으면 0", "Crushed, wet, out of date (pieces); 0 for none"), settings={"most": 99_999}),
        Field("earliest_expiry", "date", Text("가장 이른 소비기한", "Earliest best-before date"),
              Text("기한이 없는 상품이면 비워 두세요.", "Blank when the goods carry none."), required=False),
        Field("counted_at", "time", Text("다 센 시각", "Counted at"),
              Text("그 뒤에 나간 것은 세지 않은 것으로 맞춰요.", "What leaves later is set off from here.")),
        Field("shelf_photos", "photos", Text("선반 사진", "Photos of the shelf"),
              Text("칸 번호표가 함께 보이게 1~3장", "One to three, with the bay's label in view"), required=False, settings={"most": 3}),
    ),
    sop=sop("stock-count"),
    checklist=(
        CheckItem("full_boxes", Text("뜯지 않은 상자 수가 맞아요", "The number of full boxes is right"), 35, "SC-BOX", critical=True,
                  hint=Text("상자 하나가 틀리면 수십 개가 틀려요.", "One box is dozens of pieces.")),
        CheckItem("loose", Text("낱개 수가 맞아요", "The number of single pieces is right"), 30, "SC-LOOSE"),
        CheckItem("damaged", Text("못 파는 것을 가려냈어요", "Unsaleable pieces are told apart"), 15, "SC-DAMAGE"),
        CheckItem("expiry", Text("가장 이른 소비기한을 찾았어요", "The earliest date was found"), 10, "SC-EXPIRY"),
        CheckItem("proof", Text("시각과 사진이 센 때와 맞아요", "Time and photos fit the count"), 10, "SC-PROOF"),
    ),
    defects=(
        Defect("SC-BOX", Text("상자 수 오류", "Wrong number of boxes"), "critical"),
        Defect("SC-LOOSE", Text("낱개 수 오류", "Wrong number of pieces")),
        Defect("SC-DAMAGE", Text("불량 재고 놓침", "Unsaleable stock overlooked")),
        Defect("SC-EXPIRY", Text("소비기한 오류", "Wrong best-before date")),
        Defect("SC-PROOF", Text("사진·시각 부족", "Weak photo or time"), "minor"),
    ),
    pass_mark=85, minutes=5, claim_minutes=120, review_hours=24,
    price_range={"KRW": PriceRange(700, 900, 2000), "USD": PriceRange(55, 70, 155)},
    qc=QcPlan(answers=2, tolerances={"full_boxes": 0, "loose": 0, "damaged": 1, "earliest_expiry": 0}),
    process=(
        Step(Text("셀 칸과 상품 올리기", "Upload bays and items"), "business",
             detail=Text("장부 수량은 올리지 않아요.", "The booked quantity stays out.")),
        Step(Text("첫 번째 사람이 세기", "The first person counts"), "worker", 120),
        Step(Text("다른 사람이 모르고 다시 세기", "Another counts, blind"), "worker", 120),
        Step(Text("두 수를 맞춰 보기", "Hold the two counts against each other"), "platform", 1),
        Step(Text("다른 칸은 사진을 보고 검수", "Review what differs by the photos"), "reviewer", 24 * 60),
        Step(Text("장부와 맞추고 차이 처리", "Settle against the books"), "business"),
    ),
    routes=(Route("unit_price >= 100000", Text("한 개에 10만 원이 넘으면 세 사람이 세요.", "Above ₩100,000 apiece three people count."),
                  answers=3),),
    quiz=Quiz(80, (
        question(Text("24개들이 상자 3개가 있고, 하나는 뜯어서 10개가 남았어요.", "Three boxes of 24, one opened with 10 left."), 1,
                 Text("뜯은 상자는 상자로 세지 않고, 안에 든 것을 낱개로 세요.", "An opened box is no full box; its pieces are single ones."),
                 Text("상자 3, 낱개 10", "3 boxes, 10 pieces"), Text("상자 2, 낱개 10", "2 boxes, 10 pieces"),
                     Text("상자 2, 낱개 58", "2 boxes, 58 pieces")),
        question(Text("작업 화면에 장부 수량이 보이지 않아요.", "The screen doesn't show the booked quantity."), 0,
                 Text("아는 수에 맞추게 되니 일부러 숨겨요. 세지 않고는 알 수 없어야 해요.",
                      "Hidden on purpose: a known number pulls the count towards it."),
                 Text("보지 않고 세는 것이 맞다", "That is how it should be"), Text("판매자에게 물어서 맞춘다", "Ask the seller and match it"),
                 Text("지난달 수를 적는다", "Write last month's")),
        question(Text("낱개 12개 중 2개가 젖었어요. 어떻게 적나요?", "Of 12 single pieces two are wet. What do you write?"), 2,
                 Text("낱개에는 모두 넣고, 못 파는 것에 그중 몇 개인지 적어요.", "All count as pieces; “unsaleable” says how many of them."),
                 Text("낱개 10, 못 파는 것 2", "10 pieces, 2 unsaleable"), Text("낱개 10, 못 파는 것 0", "10 pieces, 0 unsaleable"),
                 Text("낱개 12, 못 파는 것 2", "12 pieces, 2 unsaleable")),
        question(Text("세는 동안 누가 상품을 가져갔어요.", "Somebody takes goods while you count."), 1,
                 Text("섞인 수는 쓸 수 없어요. 처음부터 다시 세고 끝난 시각을 적어요.", "A mixed count is useless: start over and note the time."),
                 Text("가져간 만큼 더한다", "Add what was taken"), Text("처음부터 다시 센다", "Count again from the start"),
                     Text("그대로 낸다", "Submit as it is")),
        question(Text("칸에 다른 상품이 섞여 있어요.", "Another item lies in the bay."), 0,
                 Text("화면의 상품만 세요. 섞인 것은 사진에 남기고 건드리지 않아요.",
                      "Only the item on the screen; leave the other, and show it in the photo."),
                 Text("화면의 상품만 센다", "Count only the item on the screen"), Text("모두 더한다", "Add them all"),
                     Text("치우고 센다", "Clear it away first")),
    )),
    rules=(
        Rule("holds", "damaged", "damaged_above_loose", Text("못 파는 것은 낱개 가운데 몇 개인지예요. 낱개보다 많을 수 없어요.",
                                                             "The unsaleable are among the single pieces, so they can't be more."), "damaged",
             expression="damaged <= loose", blocking=True),
    ),
    examples=(
        Example({"sku": "NOODLE-RED-5", "item_name": "매운 라면 5입", "location": "A-03-2", "units_per_box": "8", "unit_price": "4200"},
                {"full_boxes": "6", "loose": "5", "damaged": "1", "earliest_expiry": "2027-02-14", "counted_at": "14:20"},
                Text("뜯은 상자의 5개는 낱개예요. 찌그러진 1개도 그 안에 들어 있어요.",
                     "The five in the opened box are single pieces; the crushed one is among them.")),
        Example({"sku": "TUMBLER-500", "item_name": "보온 텀블러 500ml", "location": "B-11-1", "units_per_box": "12"},
                {"full_boxes": "0", "loose": "0", "damaged": "0", "counted_at": "15:05"},
                Text("빈 칸도 0으로 적어요. 비워 두는 것과 달라요.", "An empty bay is 0, which is not the same as blank.")),
    ),
)
