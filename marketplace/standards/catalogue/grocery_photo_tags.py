"""Tag a photo of a grocery item so that a shop's search can find it."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import options, question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, PriceRange, Quiz, Step
from marketplace.standards.rules import Rule, When
from marketplace.standards.spec import Spec

_DEPARTMENTS = options(
    "fruit | 과일 | Fruit",
    "vegetables | 채소 | Vegetables",
    "dairy | 유제품 | Dairy | 우유·유제품",
    "drinks | 음료 | Drinks | 주스",
    "plant_dairy | 식물성 음료·요거트 | Plant-based dairy",
    "other | 그 밖 | Other",
)
_VOCABULARY = options(
    "milk | 우유 | milk",
    "yoghurt | 요거트 | yoghurt | 요구르트, yogurt",
    "sour_cream | 사워크림 | sour cream",
    "juice | 주스 | juice",
    "soy | 두유·콩 | soy | 콩, 두유",
    "apple | 사과 | apple",
    "pear | 배 | pear",
    "citrus | 감귤류 | citrus | 귤, 오렌지, 자몽",
    "kiwi | 키위 | kiwi",
    "mango | 망고 | mango",
    "passion_fruit | 패션프루트 | passion fruit",
    "berry | 베리류 | berry | 딸기, 블루베리",
    "tomato | 토마토 | tomato",
    "potato | 감자 | potato",
    "sweet_potato | 고구마 | sweet potato",
    "garlic | 마늘 | garlic",
    "cabbage | 양배추 | cabbage",
    "beet | 비트 | beet",
    "mushroom | 버섯 | mushroom",
    "organic | 유기농 | organic",
    "lactose_free | 락토프리 | lactose-free | 유당 제거",
    "low_fat | 저지방 | low fat",
    "fresh | 신선 식품 | fresh produce",
    "carton | 종이팩 제품 | carton",
    "loose | 낱개 판매 | sold loose",
)
_PACKAGING = options(
    "carton | 종이팩 | Carton",
    "bottle | 병 | Bottle",
    "cup | 컵·통 | Cup or tub",
    "bag | 봉지 | Bag",
    "box | 상자 | Box",
    "net | 그물망 | Net",
    "loose | 포장 없음 | None, loose",
)
_QUALITY = options(
    "good | 좋음 | Good", "usable | 쓸 수 있음 | Usable", "poor | 나쁨 (흐림·잘림·어두움) | Poor (blurred, cut, dark)"
)

GROCERY_PHOTO_TAGS: Final = Spec(
    title=Text("식료품 사진에 태그 달기", "Tag a grocery photo"),
    summary=Text(
        "사진을 보고 매대, 태그, 포장, 개수를 골라 주세요. 쇼핑몰 검색에 쓰여요.",
        "Look at a photo and choose department, tags, packaging and count, so that shoppers can find the item.",
    ),
    layout="photo",
    inputs=(
        Field("photo", "photo", Text("사진", "Photo"), Text("압축 파일 안의 사진 이름", "The photo's name in the zip file")),
        Field(
            "shelf_note",
            "text",
            Text("매대 메모", "Shelf note"),
            Text("사진을 찍은 사람이 남긴 말", "What the photographer noted"),
            required=False,
        ),
    ),
    outputs=(
        Field("department", "choice", Text("매대", "Department"), options=_DEPARTMENTS),
        Field(
            "tags",
            "tags",
            Text("태그", "Tags"),
            Text("상품 종류 태그를 꼭 하나 넣고, 2~6개를 골라 주세요.", "Always one for what it is; 2 to 6 in all."),
            options=_VOCABULARY,
            settings={"least": 2, "most": 6, "free": True, "max_length": 20},
        ),
        Field("packaging", "choice", Text("포장", "Packaging"), options=_PACKAGING),
        Field(
            "count_visible",
            "integer",
            Text("보이는 개수", "How many are visible"),
            Text(
                "절반 넘게 보이는 것만 세어 주세요. 30개가 넘으면 30으로 적어요.",
                "Count those more than half visible; write 30 for more than 30.",
            ),
            settings={"least": 0, "most": 30},
        ),
        Field("photo_quality", "choice", Text("사진 상태", "Photo quality"), options=_QUALITY),
        Field(
            "description",
            "text",
            Text("한 줄 설명", "Short description"),
            Text(
                "보이는 것만 써 주세요. 예: 진열대에 쌓인 초록 사과", "Only what you see, e.g. green apples piled on a shelf"
            ),
            settings={"min_length": 8, "max_length": 80},
        ),
    ),
    sop=sop("grocery-photo-tags"),
    checklist=(
        CheckItem(
            "department",
            Text("매대가 사진 속 상품과 맞아요", "The department fits the item"),
            30,
            "GP-DEPT",
            critical=True,
            hint=Text("두유와 귀리 음료는 유제품이 아니에요.", "Soy and oat drinks are not dairy."),
        ),
        CheckItem(
            "main_tag", Text("상품 종류 태그가 있고 맞아요", "There is a right tag for what it is"), 25, "GP-TAG-MISSING"
        ),
        CheckItem(
            "no_wrong_tags",
            Text("사진에서 알 수 없는 태그가 없어요", "No tag that the photo doesn't show"),
            15,
            "GP-TAG-WRONG",
        ),
        CheckItem(
            "count",
            Text("보이는 개수가 ±1 안에 있어요 (10개 넘으면 ±20%)", "The count is within 1 (20% above ten)"),
            10,
            "GP-COUNT",
        ),
        CheckItem("packaging", Text("포장이 맞아요", "The packaging is right"), 10, "GP-PACK"),
        CheckItem(
            "description",
            Text("설명이 짧고, 보이는 것만 담았어요", "The description is short and only says what is seen"),
            10,
            "GP-DESC",
        ),
    ),
    defects=(
        Defect("GP-DEPT", Text("매대 오류", "Wrong department"), "critical"),
        Defect("GP-TAG-MISSING", Text("종류 태그 없음", "Tag for what it is missing")),
        Defect("GP-TAG-WRONG", Text("사진에 없는 태그", "Tag that the photo doesn't show")),
        Defect("GP-COUNT", Text("개수 오류", "Wrong count"), "minor"),
        Defect("GP-PACK", Text("포장 오류", "Wrong packaging"), "minor"),
        Defect("GP-DESC", Text("설명 부적절", "Unsuitable description"), "minor"),
    ),
    process=(
        Step(Text("매장 사진을 압축해 올리기", "Upload the photos as a zip"), "business"),
        Step(Text("사진 보고 태그 달기", "Look and tag"), "worker", 20),
        Step(Text("태그끼리 안 맞는 곳 자동 점검", "Check tags that contradict each other"), "platform", 1),
        Step(Text("점검표로 검수", "Review by the checklist"), "reviewer", 48 * 60),
        Step(Text("쇼핑몰 검색에 반영", "Feed the shop's search"), "business"),
    ),
    pass_mark=80,
    minutes=2,
    claim_minutes=20,
    review_hours=48,
    price_range={"KRW": PriceRange(150, 370, 800), "USD": PriceRange(12, 27, 60)},
    quiz=Quiz(
        80,
        (
            question(
                Text("사과 사진에 꼭 있어야 하는 태그는 무엇인가요?", "Which tag must a photo of apples have?"),
                1,
                Text(
                    "상품이 무엇인지 알려 주는 태그가 먼저예요. 나머지는 그다음이에요.",
                    "First the tag that says what it is; the rest comes after.",
                ),
                Text("신선 식품", "fresh produce"),
                Text("사과", "apple"),
                Text("낱개 판매", "sold loose"),
            ),
            question(
                Text("콩으로 만든 블루베리 요거트의 매대는 어디인가요?", "Which department is a soy blueberry yoghurt?"),
                2,
                Text(
                    "우유가 들어 있지 않으니 식물성 음료·요거트예요. 매대가 틀리면 지급이 없는 필수 항목이에요.",
                    "There is no milk in it, so it is plant-based dairy. The department is the critical item.",
                ),
                Text("유제품", "Dairy"),
                Text("과일", "Fruit"),
                Text("식물성 음료·요거트", "Plant-based dairy"),
            ),
            question(
                Text(
                    "배 5개가 보이는데 그중 2개는 절반도 안 보여요. 몇 개라고 적나요?",
                    "Five pears, two of them less than half visible. What is the count?",
                ),
                0,
                Text("절반 넘게 보이는 것만 세요.", "Only those more than half visible count."),
                Text("3", "3"),
                Text("4", "4"),
                Text("5", "5"),
            ),
            question(
                Text(
                    "포장에 ‘유기농’ 표시가 보이지 않는데 유기농 같아 보여요. 어떻게 하나요?",
                    "It looks organic, but no organic label can be seen. What do you do?",
                ),
                1,
                Text(
                    "사진에서 확인할 수 없는 태그는 오류가 돼요.", "A tag that the photo doesn't show counts as an error."
                ),
                Text("유기농 태그를 단다", "Add the tag organic"),
                Text("태그를 달지 않는다", "Leave the tag out"),
                Text("설명에 ‘아마 유기농’이라고 쓴다", "Write “probably organic” in the description"),
            ),
            question(
                Text("사진이 너무 흐려서 무엇인지 모르겠어요.", "The photo is too blurred to tell what it is."),
                2,
                Text(
                    "불이익 없이 돌려보낼 수 있어요. 짐작해서 쓰면 오류가 돼요.",
                    "Returning is without fault; a guess becomes an error.",
                ),
                Text("가장 비슷한 것으로 짐작한다", "Guess the closest"),
                Text("아무 답이나 낸다", "Submit anything"),
                Text("사진 문제로 일감을 돌려보낸다", "Return the task because of the photo"),
            ),
        ),
    ),
    rules=(
        Rule(
            "includes",
            "tags",
            "main_tag_missing",
            Text(
                "상품 종류를 알려 주는 태그가 없어요. 예: 사과, 우유",
                "There is no tag that says what it is, such as apple or milk.",
            ),
            "main_tag",
            any_of=tuple(option.key for option in _VOCABULARY[:19]),
        ),
        Rule(
            "includes",
            "packaging",
            "loose_carton",
            Text("‘종이팩 제품’ 태그와 포장이 서로 맞지 않아요.", "The tag “carton” doesn't fit the packaging."),
            "packaging",
            any_of=("carton",),
            when=When("tags", ("carton",)),
        ),
        Rule(
            "includes",
            "department",
            "dairy_department",
            Text("우유 태그가 있으면 매대는 유제품이에요.", "With the tag milk the department is dairy."),
            "department",
            any_of=("dairy",),
            when=When("tags", ("milk", "sour_cream")),
        ),
    ),
    examples=(
        Example(
            {"photo": "Granny-Smith-1.jpg", "shelf_note": "Fruit"},
            {
                "department": "fruit",
                "tags": ["apple", "fresh", "loose"],
                "packaging": "loose",
                "count_visible": 30,
                "photo_quality": "good",
                "description": "진열대에 쌓인 초록색 사과",
            },
            Text("종류 태그(사과)가 먼저, 상태 태그는 그다음이에요.", "First what it is (apple), then how it is sold."),
        ),
    ),
)
