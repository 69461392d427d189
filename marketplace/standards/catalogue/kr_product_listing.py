"""Complete a Korean product listing from a barcode, a messy name and a list of ingredients."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import options, question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, Prefill, PriceRange, Quiz, Step
from marketplace.standards.rules import Rule
from marketplace.standards.spec import Spec

_CATEGORIES = options(
    "noodles | 면·라면 | Noodles and ramen",
    "sauces | 장류·소스 | Sauces and pastes",
    "oils | 식용유·참기름 | Oils",
    "snacks | 과자·간식 | Snacks and sweets",
    "seaweed | 김·해조류 | Seaweed",
    "drinks | 음료 | Drinks",
    "tea_coffee | 차·커피 | Tea and coffee",
    "rice_meals | 밥·죽·즉석식품 | Rice and ready meals",
    "dumplings | 만두·냉동식품 | Dumplings and frozen food",
    "kimchi_sides | 김치·반찬 | Kimchi and side dishes",
    "powders | 가루·조미료 | Powders and seasonings",
    "alcohol | 주류 | Alcohol",
    "other | 그 밖 | Other",
)
# The 19 groups of the Korean labelling rule (식품 등의 표시기준), those that our goods have.
_ALLERGENS = options(
    "egg | 난류(달걀) | Egg | 계란, 달걀",
    "milk | 우유 | Milk",
    "buckwheat | 메밀 | Buckwheat",
    "peanut | 땅콩 | Peanut",
    "soybean | 대두 | Soybean | 콩",
    "wheat | 밀 | Wheat | 밀가루",
    "mackerel | 고등어 | Mackerel",
    "crab | 게 | Crab",
    "shrimp | 새우 | Shrimp",
    "pork | 돼지고기 | Pork",
    "peach | 복숭아 | Peach",
    "tomato | 토마토 | Tomato",
    "sulfites | 아황산류 | Sulfites",
    "walnut | 호두 | Walnut",
    "chicken | 닭고기 | Chicken",
    "beef | 쇠고기 | Beef | 소고기",
    "squid | 오징어 | Squid",
    "shellfish | 조개류 | Shellfish | 굴",
    "pine_nut | 잣 | Pine nut",
    "none | 표시 대상 없음 | None of these",
    "unknown | 원재료를 알 수 없음 | Ingredients unknown",
)

KR_PRODUCT_LISTING: Final = Spec(
    title=Text("한국 상품 등록 정보 완성하기", "Complete a Korean product listing"),
    summary=Text(
        "바코드와 여러 나라 말이 섞인 정보를 보고 한국 쇼핑몰 등록 정보를 완성해 주세요.",
        "Turn a barcode and mixed-language details into a listing that is ready for a Korean shop.",
    ),
    layout="listing",
    inputs=(
        Field("barcode", "gtin", Text("바코드", "Barcode")),
        Field("name", "text", Text("원래 상품명", "Name as given")),
        Field("ingredients", "long_text", Text("원재료", "Ingredients"), required=False),
    ),
    outputs=(
        Field(
            "gtin",
            "gtin",
            Text("바코드 확인", "Confirm the barcode"),
            Text("눈으로 보고 다시 입력해 주세요.", "Read it and type it again."),
        ),
        Field(
            "product_name",
            "text",
            Text("등록 상품명", "Listing name"),
            Text("브랜드 + 상품명 + 용량. 예: 오뚜기 참기름 320ml", "Brand + name + size, e.g. 오뚜기 참기름 320ml"),
            settings={"min_length": 2, "max_length": 60},
        ),
        Field("category", "choice", Text("분류", "Category"), options=_CATEGORIES),
        Field(
            "net_quantity",
            "decimal",
            Text("내용량", "Net quantity"),
            Text(
                "정보에 적힌 용량만 써 주세요. 없으면 비워 두세요.",
                "Only as stated in the details; leave it blank when it isn't.",
            ),
            required=False,
        ),
        Field(
            "allergens",
            "choices",
            Text("알레르기 유발 물질", "Allergens"),
            Text(
                "원재료가 없으면 ‘원재료를 알 수 없음’을 골라 주세요.", "Choose “ingredients unknown” when none are given."
            ),
            options=_ALLERGENS,
        ),
        Field(
            "listing_text",
            "long_text",
            Text("상품 설명", "Listing text"),
            Text(
                "2~3문장, 해요체. 효능·최고·1위 같은 말은 쓰지 않아요.",
                "Two or three plain sentences; no health claims, no “best”.",
            ),
            settings={"min_length": 20, "max_length": 400},
        ),
    ),
    sop=sop("kr-product-listing"),
    checklist=(
        CheckItem(
            "allergens",
            Text("알레르기 물질이 원재료와 맞아요", "The allergens fit the ingredients"),
            30,
            "KL-ALLERGEN",
            critical=True,
            hint=Text(
                "하나라도 빠지면 안 돼요. 예: 간장 → 대두, 밀", "None may be missing, e.g. soy sauce → soybean, wheat"
            ),
        ),
        CheckItem("gtin", Text("바코드가 같아요", "The barcode is the same"), 15, "KL-GTIN"),
        CheckItem(
            "product_name",
            Text("상품명이 ‘브랜드 + 상품명 + 용량’ 순서예요", "The name is brand + name + size"),
            20,
            "KL-NAME",
        ),
        CheckItem("category", Text("분류가 맞아요", "The category is right"), 15, "KL-CATEGORY"),
        CheckItem("net_quantity", Text("내용량과 단위가 맞아요", "Net quantity and unit are right"), 10, "KL-QUANTITY"),
        CheckItem(
            "listing_text",
            Text("설명이 자연스럽고 금지 표현이 없어요", "The text reads well and has no banned claims"),
            10,
            "KL-TEXT",
        ),
    ),
    defects=(
        Defect("KL-ALLERGEN", Text("알레르기 물질 오류", "Wrong allergens"), "critical"),
        Defect("KL-GTIN", Text("바코드 오류", "Wrong barcode")),
        Defect("KL-NAME", Text("상품명 규칙 위반", "Name against the rule")),
        Defect("KL-CATEGORY", Text("분류 오류", "Wrong category")),
        Defect("KL-QUANTITY", Text("내용량·단위 오류", "Wrong quantity or unit")),
        Defect("KL-TEXT", Text("금지 표현·어색한 글", "Banned claim or clumsy text"), "minor"),
    ),
    process=(
        Step(Text("바코드와 원재료를 표로 올리기", "Upload barcodes and ingredients"), "business"),
        Step(Text("한국어 등록 정보 채우기", "Complete the Korean listing"), "worker", 40),
        Step(Text("바코드와 한글 이름 자동 점검", "Check barcode and Korean name"), "platform", 1),
        Step(Text("알레르기부터 검수", "Review, allergens first"), "reviewer", 72 * 60),
        Step(Text("오픈마켓에 등록", "List it"), "business"),
    ),
    pass_mark=85,
    minutes=4,
    claim_minutes=40,
    review_hours=72,
    price_range={"KRW": PriceRange(300, 750, 1500), "USD": PriceRange(25, 55, 110)},
    quiz=Quiz(
        80,
        (
            question(
                Text("등록 상품명으로 알맞은 것은 무엇인가요?", "Which listing name is right?"),
                2,
                Text("브랜드 + 상품명 + 용량 순서로, 꾸미는 말 없이 써요.", "Brand, name, size; no ornaments."),
                Text("★최고급★ 참기름 오뚜기", "★최고급★ 참기름 오뚜기"),
                Text("320ml 참기름", "320ml 참기름"),
                Text("오뚜기 참기름 320ml", "오뚜기 참기름 320ml"),
            ),
            question(
                Text(
                    "원재료가 ‘soy sauce (defatted soybeans, wheat), sugar’예요. 알레르기 물질은?",
                    "The ingredients are “soy sauce (defatted soybeans, wheat), sugar”. Which allergens?",
                ),
                1,
                Text(
                    "간장 속 대두와 밀도 모두 골라야 해요. 이 항목을 틀리면 지급이 없어요.",
                    "Soybean and wheat inside the sauce count too. This is the critical item.",
                ),
                Text("대두", "Soybean"),
                Text("대두, 밀", "Soybean, wheat"),
                Text("표시 대상 없음", "None of these"),
            ),
            question(
                Text("정보에 원재료가 없어요.", "No ingredients are given."),
                2,
                Text(
                    "짐작하지 않아요. ‘알 수 없음’으로 두면 판매자가 확인해요.",
                    "Don't guess: “unknown” makes the seller check.",
                ),
                Text("비슷한 상품의 원재료를 쓴다", "Use those of a similar product"),
                Text("‘표시 대상 없음’을 고른다", "Choose “none of these”"),
                Text("‘원재료를 알 수 없음’을 고른다", "Choose “ingredients unknown”"),
            ),
            question(
                Text(
                    "‘Soybean Paste 1KG’의 내용량은 어떻게 적나요?",
                    "How do you write the net quantity of “Soybean Paste 1KG”?",
                ),
                0,
                Text(
                    "1 kg으로 적으면 1000 g으로 맞춰 저장돼요. 단위를 꼭 골라 주세요.",
                    "1 kg is kept as 1000 g. Always give the unit.",
                ),
                Text("1 kg", "1 kg"),
                Text("1", "1"),
                Text("비워 둔다", "Leave it blank"),
            ),
            question(
                Text("상품 설명에 쓸 수 있는 문장은 무엇인가요?", "Which sentence may stand in the listing text?"),
                1,
                Text(
                    "효능이나 ‘최고’ 같은 표현은 식품 광고 규정에 어긋나요.",
                    "Health claims and “best” break the rules for food advertising.",
                ),
                Text("면역력을 높여 주는 최고의 차예요.", "The best tea, it strengthens immunity."),
                Text("유자청을 담은 차예요. 따뜻한 물에 타서 드세요.", "A citron tea to stir into hot water."),
                Text("국내 판매 1위 상품이에요.", "Number one in the country."),
            ),
        ),
    ),
    rules=(
        Rule(
            "same_as_input",
            "gtin",
            "gtin_differs",
            Text(
                "입력한 바코드가 일감의 바코드와 달라요. 숫자를 다시 확인해 주세요.",
                "The barcode differs from the task's. Please check the digits.",
            ),
            "gtin",
            other="barcode",
            blocking=True,
        ),
        Rule(
            "in_korean",
            "product_name",
            "name_not_korean",
            Text(
                "등록 상품명에 한글이 없어요. 한국어 이름으로 써 주세요.",
                "The listing name has no Korean. Please write it in Korean.",
            ),
            "product_name",
        ),
    ),
    prefill=(Prefill("allergens", value="unknown", when="blank(ingredients)"),),
    examples=(
        Example(
            {"barcode": "8801045440088", "name": "Ottogi Sesame Oil 320ml", "ingredients": "Sesame oil."},
            {
                "gtin": "8801045440088",
                "product_name": "오뚜기 참기름 320ml",
                "category": "oils",
                "net_quantity": "320 ml",
                "allergens": ["none"],
                "listing_text": "참깨를 볶아 짠 오뚜기 참기름이에요. 나물이나 비빔밥에 한 숟갈 둘러 드세요.",
            },
            Text("참깨는 표시 대상 알레르기 물질이 아니에요.", "Sesame is not on the Korean list of allergens."),
        ),
    ),
)
