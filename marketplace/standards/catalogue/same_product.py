"""Say whether two product cards show the same product."""

from typing import Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import options, question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, PriceRange, Quiz, Step
from marketplace.standards.rules import Rule, When
from marketplace.standards.spec import Spec

_DOLLARS = {"currency": "USD"}
_VERDICTS = options(
    "same | 같은 상품 | Same product | match, 1",
    "different | 다른 상품 | Different products | no match, 0",
    "cannot_tell | 판단할 수 없음 | Cannot tell | unknown",
)
_ATTRIBUTES = options(
    "title | 이름·제품 종류 | Name or kind",
    "manufacturer | 제조사 | Manufacturer",
    "version | 버전·연도 | Version or year",
    "edition | 에디션 (스탠다드, 프로 등) | Edition (standard, pro …)",
    "platform | 운영체제 | Platform (Windows, Mac)",
    "licence | 정품·업그레이드·라이선스 | Full, upgrade or licence",
    "bundle | 묶음·수량 | Bundle or number of seats",
)

SAME_PRODUCT: Final = Spec(
    title=Text("두 상품이 같은지 확인하기", "Are these two products the same?"),
    summary=Text(
        "두 쇼핑몰의 상품 정보를 나란히 보고 같은 상품인지 골라 주세요.",
        "See the cards of two shops side by side and say whether they sell the same product.",
    ),
    layout="pair",
    inputs=(
        Field("left_title", "text", Text("왼쪽 이름", "Left title"), settings={"max_length": 400}),
        Field("left_manufacturer", "text", Text("왼쪽 제조사", "Left manufacturer"), required=False),
        Field("left_price", "money", Text("왼쪽 가격", "Left price"), required=False, settings=_DOLLARS),
        Field("right_title", "text", Text("오른쪽 이름", "Right title"), settings={"max_length": 400}),
        Field("right_manufacturer", "text", Text("오른쪽 제조사", "Right manufacturer"), required=False),
        Field("right_price", "money", Text("오른쪽 가격", "Right price"), required=False, settings=_DOLLARS),
    ),
    outputs=(
        Field("verdict", "choice", Text("판단", "Verdict"), options=_VERDICTS),
        Field(
            "differences",
            "choices",
            Text("다른 점", "What differs"),
            Text(
                "‘다른 상품’일 때만 골라 주세요. 가격은 다른 점이 아니에요.",
                "Only for different products. A price is not a difference.",
            ),
            required=False,
            options=_ATTRIBUTES,
        ),
        Field(
            "note",
            "text",
            Text("근거", "Reason"),
            Text("판단을 가른 단어를 적어 주세요. 예: 2005 ↔ 2007", "The words that decided it, e.g. 2005 ↔ 2007"),
            required=False,
            settings={"max_length": 200},
        ),
    ),
    sop=sop("same-product"),
    checklist=(
        CheckItem(
            "verdict",
            Text("판단이 맞아요", "The verdict is right"),
            60,
            "SP-VERDICT",
            critical=True,
            hint=Text(
                "제조사 표기가 달라도 제품·버전·에디션이 같으면 같은 상품이에요.",
                "Another spelling of the maker is no difference if product, version and edition agree.",
            ),
        ),
        CheckItem("differences", Text("다른 점을 빠짐없이 골랐어요", "Every difference is chosen"), 20, "SP-DIFF-MISSING"),
        CheckItem(
            "no_false_differences",
            Text("실제로 같은 것을 다르다고 하지 않았어요", "Nothing equal is called different"),
            10,
            "SP-DIFF-FALSE",
        ),
        CheckItem("note", Text("근거가 카드에 있는 말이에요", "The reason quotes the cards"), 10, "SP-NOTE"),
    ),
    defects=(
        Defect("SP-VERDICT", Text("판단 오류", "Wrong verdict"), "critical"),
        Defect("SP-DIFF-MISSING", Text("다른 점 놓침", "A difference overlooked")),
        Defect("SP-DIFF-FALSE", Text("없는 차이 표시", "A difference that isn't there")),
        Defect("SP-NOTE", Text("근거 부족", "Weak reason"), "minor"),
    ),
    process=(
        Step(Text("후보 짝을 표로 올리기", "Upload candidate pairs"), "business"),
        Step(Text("두 카드를 견주어 판단", "Compare the cards and decide"), "worker", 15),
        Step(Text("판단과 다른 점이 맞는지 자동 점검", "Check verdict against differences"), "platform", 1),
        Step(Text("점검표로 검수", "Review by the checklist"), "reviewer", 48 * 60),
        Step(Text("같은 상품을 카탈로그에서 합치기", "Merge what is the same"), "business"),
    ),
    pass_mark=80,
    minutes=1,
    claim_minutes=15,
    review_hours=48,
    price_range={"KRW": PriceRange(100, 190, 400), "USD": PriceRange(8, 14, 30)},
    quiz=Quiz(
        80,
        (
            question(
                Text(
                    "왼쪽: quickbooks premier 2005 / 오른쪽: quickbooks premier 2007",
                    "Left: quickbooks premier 2005 / right: quickbooks premier 2007",
                ),
                1,
                Text("연도(버전)가 다르면 다른 상품이에요.", "Another year (version) is another product."),
                Text("같은 상품", "Same"),
                Text("다른 상품 – 버전", "Different – version"),
                Text("판단할 수 없음", "Cannot tell"),
            ),
            question(
                Text(
                    "이름은 같은데 가격이 19.99달러와 12.90달러예요.", "The names agree; the prices are $19.99 and $12.90."
                ),
                0,
                Text(
                    "가격은 쇼핑몰마다 달라요. 가격만으로는 판단하지 않아요.",
                    "Shops have their own prices; a price alone decides nothing.",
                ),
                Text("같은 상품", "Same"),
                Text("다른 상품 – 가격", "Different – price"),
                Text("판단할 수 없음", "Cannot tell"),
            ),
            question(
                Text(
                    "왼쪽: photoshop cs3 upgrade / 오른쪽: photoshop cs3",
                    "Left: photoshop cs3 upgrade / right: photoshop cs3",
                ),
                2,
                Text(
                    "업그레이드판은 정품 전체판과 다른 상품이에요.", "An upgrade is another product than the full version."
                ),
                Text("같은 상품", "Same"),
                Text("판단할 수 없음", "Cannot tell"),
                Text("다른 상품 – 라이선스", "Different – licence"),
            ),
            question(
                Text(
                    "한쪽에만 제조사가 적혀 있고 나머지는 모두 같아요.",
                    "Only one card names a manufacturer; all else agrees.",
                ),
                0,
                Text("빈칸은 다르다는 뜻이 아니에요.", "A blank does not mean a difference."),
                Text("같은 상품", "Same"),
                Text("다른 상품 – 제조사", "Different – manufacturer"),
                Text("판단할 수 없음", "Cannot tell"),
            ),
            question(
                Text("언제 ‘판단할 수 없음’을 고르나요?", "When do you choose “cannot tell”?"),
                1,
                Text(
                    "카드만으로 제품이 하나로 정해지지 않을 때만 골라요. 귀찮아서 고르면 오류예요.",
                    "Only when the cards don't settle which product it is; choosing it out of convenience is an error.",
                ),
                Text("제목이 길 때", "When the titles are long"),
                Text("카드로는 제품을 특정할 수 없을 때", "When the cards don't settle the product"),
                Text("가격이 없을 때", "When a price is missing"),
            ),
        ),
    ),
    rules=(
        Rule(
            "needed",
            "differences",
            "differences_missing",
            Text("무엇이 다른지 하나 이상 골라 주세요.", "Please choose at least one difference."),
            "differences",
            when=When("verdict", ("different",)),
            blocking=True,
        ),
        Rule(
            "absent",
            "differences",
            "differences_with_same",
            Text("같은 상품이라면 다른 점을 비워 주세요.", "For the same product, leave the differences empty."),
            "no_false_differences",
            when=When("verdict", ("same",)),
            blocking=True,
        ),
        Rule(
            "needed",
            "note",
            "note_missing",
            Text("판단할 수 없는 까닭을 적어 주세요.", "Please say why it can't be told."),
            "note",
            when=When("verdict", ("cannot_tell",)),
            blocking=True,
        ),
    ),
    examples=(
        Example(
            {
                "left_title": "peachtree by sage pro accounting 2007",
                "left_manufacturer": "sage software",
                "left_price": "169.99",
                "right_title": "sage software peachtree pro accounting 2007 software for windows",
                "right_price": "159.95",
            },
            {"verdict": "same", "note": "peachtree pro accounting 2007"},
            Text(
                "말 순서가 달라도 제품·에디션·연도가 같아요.", "The order of words differs; product, edition and year agree."
            ),
        ),
    ),
)
