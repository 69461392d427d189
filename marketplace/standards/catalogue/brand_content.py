"""Write a product text to a brand guide, from facts and a photo."""

from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, PriceRange, Quiz, Step
from marketplace.standards.rules import Rule
from marketplace.standards.spec import Spec

_BANNED = ("최고", "1위", "완벽", "무조건", "100%", "명품", "역대급", "최저가", "대박", "강추")
_GUIDE: dict[str, Any] = {
    "tone": {"ko": "옆집 언니가 알려 주듯 다정한 해요체. 한 문장은 짧게, 자랑보다 쓰임새를 먼저.",
             "en": "Warm and plain, in Korean 해요체, like a neighbour's advice. Short sentences; use before praise."},
    "banned": list(_BANNED), "required": ["세탁"], "parts": ["이럴 때 좋아요", "소재와 관리"], "min_length": 150, "max_length": 700,
}

BRAND_CONTENT: Final = Spec(
    title=Text("브랜드 가이드에 맞춰 상품 글 쓰기", "Write a product text to a brand guide"),
    summary=Text("사진과 상품 사실을 보고 제목, 한 줄 소개, 상세 글, 검색 태그를 브랜드 말투로 써 주세요.",
                 "From a photo and the facts write a title, a one-liner, the text and search tags in the brand's tone, in Korean."),
    layout="writing",
    inputs=(
        Field("photo", "photo", Text("상품 사진", "Product photo")),
        Field("product_name", "text", Text("상품명", "Product"), settings={"max_length": 80}),
        Field("facts", "long_text", Text("상품 사실", "Facts"), Text("소재, 사이즈(cm), 관리법, 원산지", "Material, sizes (cm), care, origin"),
              settings={"max_length": 1500}),
        Field("keyword", "text", Text("꼭 넣을 검색어", "Search word to use"), required=False, settings={"max_length": 30}),
    ),
    outputs=(
        Field("title", "text", Text("제목", "Title"), Text("10~40자. 상품명과 특징 하나", "10 to 40 characters: the product and one trait"),
              settings={"min_length": 10, "max_length": 40}),
        Field("one_liner", "text", Text("한 줄 소개", "One-liner"),
              Text("15~60자, 마침표로 끝내기", "15 to 60 characters, ending with a full stop"),
              settings={"min_length": 15, "max_length": 60}),
        Field("body", "rich_text", Text("상세 글", "Text"), Text("제목 줄은 # 뒤에 써요.", "Headings stand after a #."), settings=_GUIDE),
        Field("search_tags", "tags", Text("검색 태그", "Search tags"), Text("손님이 칠 말로 4~8개", "4 to 8 words that a shopper would type"),
              settings={"least": 4, "most": 8, "free": True, "max_length": 15}),
    ),
    sop=sop("brand-content"),
    checklist=(
        CheckItem("facts", Text("글의 사실이 모두 자료나 사진에 있어요", "Every fact stands in the facts or the photo"), 35, "BC-FACT",
                  critical=True,
                  hint=Text("소재와 관리법이 틀리면 반품과 분쟁이 생겨요.", "A wrong material or care brings returns and disputes.")),
        CheckItem("tone", Text("브랜드 말투이고 맞춤법이 맞아요", "The tone is the brand's, the spelling right"), 25, "BC-TONE"),
        CheckItem("useful", Text("누가 언제 쓰면 좋은지 알 수 있어요", "It says for whom and when it is useful"), 15, "BC-USE"),
        CheckItem("title", Text("제목과 한 줄 소개가 서로 다른 말을 해요", "Title and one-liner say different things"), 15, "BC-TITLE"),
        CheckItem("tags", Text("태그가 이 상품을 찾는 말이에요", "The tags are words that lead here"), 10, "BC-TAG"),
    ),
    defects=(
        Defect("BC-FACT", Text("없는 사실", "Invented fact"), "critical"),
        Defect("BC-TONE", Text("말투·맞춤법", "Tone or spelling")),
        Defect("BC-USE", Text("쓰임새 없음", "No use named")),
        Defect("BC-TITLE", Text("제목 되풀이", "Title repeated"), "minor"),
        Defect("BC-TAG", Text("엉뚱한 태그", "Wrong tag"), "minor"),
    ),
    pass_mark=80, minutes=12, claim_minutes=120, review_hours=72,
    price_range={"KRW": PriceRange(2100, 2500, 6000), "USD": PriceRange(160, 190, 460)},
    process=(
        Step(Text("사진과 상품 사실 올리기", "Upload photos and facts"), "business"),
        Step(Text("가이드에 맞춰 쓰기", "Write to the guide"), "worker", 120),
        Step(Text("금지어·길이·필수 단락 자동 점검", "Check banned words, lengths and parts"), "platform", 1),
        Step(Text("사실과 말투 검수", "Review facts and tone"), "reviewer", 72 * 60),
        Step(Text("상품 페이지에 올리기", "Put it on the product page"), "business"),
    ),
    quiz=Quiz(80, (
        question(Text("자료에 소재가 ‘면 60%, 폴리 40%’예요. 쓸 수 있는 문장은?",
                      "The facts say 60% cotton, 40% polyester. Which sentence may stand?"), 1,
                 Text("‘순면’이나 ‘시원하다’는 자료에 없어요. 적힌 비율을 그대로 써요.", "Neither “pure cotton” nor “cool” is in the facts."),
                 Text("순면이라 시원해요.", "Pure cotton keeps you cool."),
                     Text("면과 폴리를 섞어 짰어요 (면 60%).", "A cotton and polyester blend (60% cotton)."),
                 Text("최고급 혼방이에요.", "The finest of blends.")),
        question(Text("브랜드 말투에 맞는 문장은?", "Which sentence has the brand's tone?"), 2,
                 Text("다정한 해요체로, 자랑보다 쓰임새를 먼저 말해요.", "Warm and plain; use before praise."),
                 Text("역대급 핏! 무조건 강추!!", "Epic fit! A must!!"),
                     Text("본 제품은 우수한 품질을 자랑합니다.", "This product boasts superior quality."),
                 Text("아침에 바쁠 때 하나만 걸쳐도 단정해 보여요.", "On a busy morning it looks neat on its own.")),
        question(Text("세탁법이 자료에 없어요.", "The facts don't give the care."), 0,
                 Text("관리법은 짐작하면 필수 항목 오류예요. 돌려보내면 판매자가 채워요.",
                      "Guessed care fails the critical item; the seller will add it."),
                 Text("까닭을 적고 돌려보낸다", "Return it, saying why"), Text("‘손세탁 권장’이라고 쓴다", "Write “hand wash”"),
                 Text("관리 단락을 뺀다", "Leave that part out")),
        question(Text("‘최 고’처럼 띄어 쓰면 금지어를 피할 수 있나요?", "Does spacing out a banned word get round the ban?"), 1,
                 Text("띄어쓰기, 굵은 글씨, 전각 글자도 같은 말로 찾아내요.", "Spaces, bold type and wide letters are all seen through."),
                 Text("네", "Yes"), Text("아니요", "No"), Text("제목에서만 돼요", "In the title only")),
        question(Text("검색 태그로 알맞은 묶음은?", "Which tags are right?"), 0,
                 Text("손님이 실제로 칠 말이어야 해요. 다른 브랜드 이름은 쓰지 않아요.", "Words a shopper types; never another brand's name."),
                 Text("원피스, 민소매, 여름 원피스, 스트라이프", "dress, sleeveless, summer dress, stripes"),
                 Text("예쁨, 추천, 인기, 대박", "pretty, recommended, popular, wow"), Text("다른 유명 브랜드 이름", "Another well-known brand")),
    )),
    rules=(
        Rule("in_korean", "title", "title_not_korean", Text("제목을 한국어로 써 주세요.", "Please write the title in Korean."), "title",
             blocking=True),
        Rule("holds", "one_liner", "title_repeated", Text("한 줄 소개가 제목과 같아요.", "The one-liner repeats the title."), "title",
             expression="not has(one_liner, title)", blocking=True),
        Rule("holds", "body", "keyword_missing", Text("‘꼭 넣을 검색어’가 제목과 글에 없어요.", "The search word is in neither title nor text."),
             "useful",
             expression="blank(keyword) or has(title, keyword) or has(body, keyword)", blocking=True),
        Rule("in_korean", "body", "body_not_korean", Text("상세 글을 한국어로 써 주세요.", "Please write the text in Korean."), "tone",
             blocking=True),
    ),
    examples=(
        Example({"photo": "dress-3.jpg", "product_name": "스트라이프 민소매 원피스", "keyword": "민소매 원피스",
                 "facts": "소재: 비스코스 95%, 스판 5%. 총장 102cm, 가슴단면 44cm(M). 찬물 손세탁, 그늘에서 말림. 안감 없음. 국내 봉제."},
                {"title": "스트라이프 민소매 원피스, 물결 색 배색", "one_liner": "더운 날 한 장만 입어도 허전하지 않은 민소매 원피스예요.",
                 "body": "# 이럴 때 좋아요\n\n산책이나 가벼운 외출에 손이 가는 민소매 원피스예요. "
                         "산호색과 남색이 번갈아 흐르는 줄무늬라 장식 없이도 심심하지 않아요. 밑단이 자연스럽게 퍼져서 앉고 일어설 때 편해요.\n\n"
                         "# 소재와 관리\n\n비스코스에 스판을 조금 섞어 몸을 따라 잘 늘어나요. 안감이 없으니 밝은 속치마를 함께 입으면 좋아요. "
                         "세탁은 찬물에 손으로 하고, 그늘에서 말려 주세요.",
                 "search_tags": ["민소매 원피스", "줄무늬 원피스", "여름 원피스", "롱원피스"]},
                Text("소재, 안감, 세탁은 자료에서, 색과 무늬는 사진에서 왔어요.",
                     "Material, lining and care come from the facts, colours from the photo.")),
    ),
)
