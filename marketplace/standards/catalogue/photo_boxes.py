"""Draw boxes around what a shop photo shows: packs, piles, price tags, people."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import options, question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, PriceRange, QcPlan, Quiz, Route, Step
from marketplace.standards.spec import Spec

_LABELS = options(
    "front_pack | 앞쪽 포장 상품 | Pack in front | 포장 상품",
    "produce | 과일·채소 더미 | Pile of fruit or vegetables | 더미, pile",
    "price_tag | 가격표 | Price tag | 가격",
    "person | 사람 (손·얼굴) | Person (hand, face) | 손, 얼굴, hand",
)
_PRIVACY = options(
    "none | 없음 | None",
    "hand | 손·팔만 보임 | Only a hand or arm",
    "face | 얼굴·이름·차량 번호가 보임 | A face, name or number plate",
)

PHOTO_BOXES: Final = Spec(
    title=Text("매장 사진에 상자 그리기", "Draw boxes on a shop photo"),
    summary=Text("매장 사진에서 상품, 가격표, 사람을 찾아 꼭 맞는 상자를 그려 주세요. 진열 점검과 얼굴 가림에 쓰여요.",
                 "Find goods, price tags and people in a shop photo and draw tight boxes; shelf checks and blurring use them."),
    layout="boxes",
    inputs=(
        Field("photo", "photo", Text("매장 사진", "Shop photo")),
        Field("shelf", "text", Text("매대", "Shelf"), Text("예: 음료 냉장고", "E.g. drinks fridge"), required=False, settings={"max_length": 60}),
    ),
    outputs=(
        Field("boxes", "photo_boxes", Text("상자", "Boxes"),
              Text("대상의 끝에 딱 붙게 그려 주세요. 남는 틈은 대상의 5%까지예요.", "Tight to the edge; at most 5% of the thing as a gap."),
              options=_LABELS, settings={"photo": "photo", "least": 1, "most": 40, "min_side": 150}),
        Field("privacy", "choice", Text("사람이 보이나요", "Is anybody in view"), options=_PRIVACY),
        Field("note", "text", Text("메모", "Note"), Text("상자로 그릴 수 없던 것이 있으면 적어 주세요.", "What couldn't be boxed, if anything."),
              required=False),
    ),
    sop=sop("photo-boxes"),
    checklist=(
        CheckItem("complete", Text("그려야 할 것을 빠짐없이 그렸어요", "Nothing that should be boxed is missing"), 35, "PB-MISSING"),
        CheckItem("tight", Text("상자가 대상에 꼭 맞아요 (겹침 70% 이상)", "Boxes fit tightly (overlap of 70% or more)"), 20, "PB-LOOSE"),
        CheckItem("labels", Text("상자마다 이름이 맞아요", "Every box has the right label"), 15, "PB-LABEL"),
        CheckItem("no_extra", Text("그리지 말아야 할 것을 그리지 않았어요", "Nothing is boxed that shouldn't be"), 10, "PB-EXTRA"),
        CheckItem("privacy", Text("사람이 보이는지 바르게 골랐어요", "People in view are reported rightly"), 20, "PB-PRIVACY", critical=True,
                  hint=Text("얼굴을 놓치면 가리지 못한 채 공개돼요.", "A face overlooked is published without blurring.")),
    ),
    defects=(
        Defect("PB-MISSING", Text("상자 빠짐", "Box missing")),
        Defect("PB-LOOSE", Text("상자가 헐겁거나 잘림", "Box too loose or cutting off")),
        Defect("PB-LABEL", Text("이름 오류", "Wrong label")),
        Defect("PB-EXTRA", Text("필요 없는 상자", "Needless box"), "minor"),
        Defect("PB-PRIVACY", Text("사람 놓침", "A person overlooked"), "critical"),
    ),
    pass_mark=80, minutes=3, claim_minutes=30, review_hours=48,
    price_range={"KRW": PriceRange(400, 520, 1200), "USD": PriceRange(30, 40, 95)},
    qc=QcPlan(answers=1, tolerances={"boxes": 0.3, "privacy": 0}),
    process=(
        Step(Text("매장 사진을 압축해 올리기", "Upload the photos as a zip"), "business"),
        Step(Text("상자를 그리고 이름 고르기", "Draw boxes and choose labels"), "worker", 30),
        Step(Text("너무 작거나 사진 밖인 상자 거르기", "Refuse boxes too small or outside"), "platform", 1),
        Step(Text("상자를 겹쳐 보며 검수", "Review with the boxes on the photo"), "reviewer", 48 * 60),
        Step(Text("COCO나 라벨 스튜디오 파일로 받기", "Export as COCO or Label Studio"), "business"),
    ),
    routes=(Route("has(shelf, '계산대')", Text("계산대 사진에는 사람이 많아 두 사람이 따로 봐요.",
                            "Photos of tills show people: two look on their own."), answers=2),),
    quiz=Quiz(80, (
        question(Text("우유 팩 뒤로 같은 팩이 반쯤 가려져 있어요. 뒤쪽 팩은?",
                      "Behind the milk carton stands another, half hidden. The one behind?"), 0,
                 Text("앞면이 다 보이는 맨 앞 상품만 그려요. 가려진 뒤쪽은 그리지 않아요.", "Only packs in front whose face is fully in view."),
                 Text("그리지 않는다", "Leave it out"), Text("보이는 만큼 그린다", "Box what is visible"),
                     Text("앞 팩과 한 상자로 묶는다", "One box around both")),
        question(Text("손이 우유 팩을 쥐고 있어 손가락이 팩을 가려요.", "A hand holds the carton, its fingers cover part of it."), 2,
                 Text("팩은 가려진 부분까지 온전한 상자로, 손은 따로 그려요. 상자는 겹쳐도 돼요.",
                      "The carton whole, the hand on its own; boxes may overlap."),
                 Text("손을 빼고 팩만 그린다", "Only the carton"), Text("팩과 손을 한 상자로", "One box around both"),
                 Text("팩과 손을 따로 그린다", "One for each")),
        question(Text("사과가 100개쯤 쌓여 있어요. 상자는 몇 개인가요?", "About a hundred apples in a pile. How many boxes?"), 1,
                 Text("과일·채소는 더미 하나에 상자 하나예요.", "A pile of fruit or vegetables is one box."),
                 Text("보이는 사과마다 하나씩", "One for each apple"), Text("더미에 하나", "One for the pile"), Text("그리지 않는다", "None")),
        question(Text("가격표가 사진 끝에서 3분의 2쯤 잘렸어요.", "Two thirds of a price tag are cut off."), 0,
                 Text("절반 넘게 보이고 값을 읽을 수 있는 가격표만 그려요.", "Only tags more than half in view whose price can be read."),
                 Text("그리지 않는다", "Leave it out"), Text("보이는 부분만 그린다", "Box what is there"), Text("메모에만 적는다", "Only note it")),
        question(Text("유리문에 사람 얼굴이 흐리게 비쳐요. ‘사람이 보이나요’에는?",
                      "A face is faintly mirrored in a glass door. “Is anybody in view”?"), 2,
                 Text("흐려도 얼굴이면 얼굴이에요. 필수 항목이라 놓치면 지급이 없어요.", "A faint face is a face. This is the critical item."),
                 Text("없음", "None"), Text("손·팔만 보임", "Only a hand or arm"), Text("얼굴이 보임", "A face")),
    )),
    examples=(
        Example({"photo": "Tropicana-Apple-Juice-1.jpg", "shelf": "음료 냉장고"},
                {"boxes": "front_pack 1650,0,3530,9870; person 0,3050,1800,5700; price_tag 4900,1350,1800,1950; price_tag 7500,3350,2350,1650",
                 "privacy": "hand"},
                Text("손은 팩과 겹쳐도 따로 그려요. 멀리 있는 팩과 병은 그리지 않아요.",
                     "The hand is boxed on its own; far cartons and bottles are not.")),
    ),
)
