"""Bring a catalogue entry up to date from what its supplier wrote."""

from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import options, question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, Prefill, PriceRange, Quiz, Route, Step
from marketplace.standards.rules import Rule, When
from marketplace.standards.spec import Spec

_CHANGES = options(
    "price | 가격·할인 기간 | Price or sale period | 가격",
    "stock | 옵션·재고 | Options or stock | 재고, 품절, 입고",
    "name | 상품명·용량 | Name or size | 이름, 용량",
    "ended | 판매 종료 | No longer sold | 단종",
    "none | 바꿀 것 없음 | Nothing to change | 없음",
)
_WON: dict[str, Any] = {"currency": "KRW", "least": 10, "most": 100_000_000}
_OPTION_COLUMNS: dict[str, Any] = {"key": ["color", "size"], "most": 60, "columns": [
    {"name": "color", "kind": "text", "label": {"ko": "색상", "en": "Colour"}, "settings": {"max_length": 30}},
    {"name": "size", "kind": "text", "label": {"ko": "사이즈", "en": "Size"}, "required": False, "settings": {"max_length": 20}},
    {"name": "stock", "kind": "integer", "label": {"ko": "재고(개)", "en": "Stock (pieces)"}, "settings": {"least": 0, "most": 99_999}},
]}
_CHANGED = ("price", "stock", "name", "ended")


def _needed(field: str, change: str, message: Text, item: str) -> Rule:
    return Rule("needed", field, f"{field}_missing", message, item, when=When("change", (change,)), blocking=True)


def _left_blank(field: str, item: str = "untouched") -> Rule:
    return Rule("absent", field, f"{field}_not_asked", Text(
        "‘바꿀 것 없음’이라면 이 칸을 비워 주세요.", "With “nothing to change”, leave this blank."), item, when=When("change", ("none",)),
            blocking=True)


CATALOGUE_UPDATE: Final = Spec(
    title=Text("공급처 알림으로 상품 정보 고치기", "Update a listing from a supplier's notice"),
    summary=Text("공급처가 보낸 알림을 읽고 가격, 옵션 재고, 상품명, 판매 종료를 카탈로그에 맞게 옮겨 주세요.",
                 "Read what the supplier wrote and turn it into prices, option stock, names and ends of sale for the catalogue."),
    layout="listing",
    inputs=(
        Field("sku", "sku", Text("상품 코드(SKU)", "SKU")),
        Field("now_name", "text", Text("지금 상품명", "Name now"), settings={"max_length": 120}),
        Field("now_list_price", "money", Text("지금 정가", "List price now"), settings=_WON),
        Field("now_sale_price", "money", Text("지금 할인가", "Sale price now"), required=False, settings=_WON),
        Field("notice", "long_text", Text("공급처 알림", "The supplier's notice"), settings={"max_length": 2000}),
        Field("notice_date", "date", Text("알림 날짜", "Date of the notice")),
    ),
    outputs=(
        Field("change", "choices", Text("바뀌는 것", "What changes"),
              Text("알림에 적힌 것만 모두 골라 주세요.", "All that the notice says, and only that."),
              options=_CHANGES, settings={"alone": "none"}),
        Field("list_price", "money", Text("새 정가", "New list price"),
              Text("가격이 바뀔 때만. 정가가 그대로여도 다시 적어요.", "Only when a price changes; repeat it even if it stays."), required=False,
                  settings=_WON),
        Field("sale_price", "money", Text("새 할인가", "New sale price"),
              Text("할인이 없거나 끝나면 비워 두세요.", "Blank when there is no sale, or it ends."),
              required=False, settings=_WON),
        Field("valid_from", "date", Text("적용 시작일", "Valid from"), Text("알림에 없으면 비워 두세요.", "Blank when the notice names none."),
              required=False),
        Field("sale_until", "date", Text("할인 종료일", "Sale ends on"), Text("할인가를 파는 마지막 날", "The last day of the sale price"),
              required=False),
        Field("options", "table", Text("옵션별 재고", "Stock by option"),
              Text("알림에 나온 옵션만. 품절은 0이에요.", "Only options of the notice; sold out is 0."),
              required=False, settings=_OPTION_COLUMNS),
        Field("new_name", "text", Text("새 상품명", "New name"), required=False, settings={"min_length": 2, "max_length": 120}),
        Field("evidence", "text", Text("근거 문장", "The words that say so"),
              Text("알림에서 그대로 옮겨 주세요.", "Copied from the notice as they are."), required=False, settings={"max_length": 300}),
    ),
    sop=sop("catalogue-update"),
    checklist=(
        CheckItem("price", Text("가격과 날짜가 알림과 같아요", "Prices and dates are those of the notice"), 35, "CU-PRICE", critical=True,
                  hint=Text("0 하나만 틀려도 그 값에 팔려요.", "One wrong zero, and it sells at that price.")),
        CheckItem("options", Text("옵션과 재고가 알림과 같아요", "Options and stock are those of the notice"), 25, "CU-OPTION"),
        CheckItem("change", Text("바뀌는 것을 빠짐없이 골랐어요", "Every change is chosen"), 15, "CU-KIND"),
        CheckItem("evidence", Text("근거 문장이 알림 그대로예요", "The quoted words stand in the notice"), 10, "CU-EVIDENCE"),
        CheckItem("untouched", Text("알림에 없는 것은 건드리지 않았어요", "Nothing else was touched"), 15, "CU-EXTRA"),
    ),
    defects=(
        Defect("CU-PRICE", Text("가격·날짜 오류", "Wrong price or date"), "critical"),
        Defect("CU-OPTION", Text("옵션·재고 오류", "Wrong option or stock")),
        Defect("CU-KIND", Text("변경 종류 누락", "A change overlooked")),
        Defect("CU-EVIDENCE", Text("근거 없음·다름", "No or wrong quotation"), "minor"),
        Defect("CU-EXTRA", Text("알림에 없는 변경", "A change the notice doesn't ask for")),
    ),
    pass_mark=85, minutes=3, claim_minutes=30, review_hours=48,
    price_range={"KRW": PriceRange(400, 520, 1000), "USD": PriceRange(30, 40, 80)},
    process=(
        Step(Text("알림과 지금 정보를 표로 올리기", "Upload notices beside what stands now"), "business"),
        Step(Text("알림 읽고 바뀌는 값 옮기기", "Read the notice, carry the changes over"), "worker", 30),
        Step(Text("빠진 칸과 가격 관계 자동 점검", "Check for gaps and prices that contradict"), "platform", 1),
        Step(Text("점검표로 검수", "Review by the checklist"), "reviewer", 48 * 60),
        Step(Text("결과를 내려받아 쇼핑몰에 반영", "Export the results into the shop"), "business", detail=Text(
            "적용 시작일이 지난 것부터 올려요.", "Those that are already valid go first.")),
    ),
    prefill=(
        Prefill("change", value="ended", when="has(notice, '단종')"),
        Prefill("change", value="stock", when="has(notice, '품절') or has(notice, '입고')"),
        Prefill("change", value="price", when="has(notice, '할인') or has(notice, '정가')"),
    ),
    routes=(Route("now_list_price >= 500000", Text("50만 원이 넘는 상품은 두 사람이 따로 확인해요.",
                            "Above ₩500,000 two people check on their own."), answers=2),),
    quiz=Quiz(80, (
        question(Text("알림: “할인을 오늘 끝냅니다. 내일부터 정가로 팔아 주세요.” 새 할인가는?",
                      "“The sale ends today, list price from tomorrow.” New sale price?"), 2,
                 Text("할인이 끝나면 할인가를 비우고, 정가는 지금 값을 다시 적어요.",
                      "The sale is over: leave it blank, and repeat the list price."),
                 Text("지금 할인가를 다시 적는다", "Repeat the present sale price"), Text("0원", "₩0"), Text("비워 둔다", "Leave it blank")),
        question(Text("알림: “블랙 M 품절, 블랙 L 12장 입고.” 옵션 표에 몇 줄을 적나요?", "“Black M sold out, black L 12 in.” How many rows?"), 1,
                 Text("품절도 재고 0으로 한 줄을 적어요. 알림에 없는 옵션은 적지 않아요.", "Sold out is a row with 0; options not named stay out."),
                 Text("1줄", "1"), Text("2줄", "2"), Text("파는 옵션 모두", "Every option on sale")),
        question(Text("알림에 “매주 토요일 쉽니다”만 있어요.", "The notice only says “closed on Saturdays”."), 0,
                 Text("카탈로그 값이 바뀌지 않으니 ‘바꿀 것 없음’이에요.", "No value of the catalogue changes."),
                 Text("‘바꿀 것 없음’만 고른다", "Choose “nothing to change”"), Text("상품명에 휴무를 적는다", "Put it into the name"),
                 Text("돌려보낸다", "Return the task")),
        question(Text("알림에 ‘가격 인상 예정’이라고만 있고 금액이 없어요.", "“The price will go up”, without an amount."), 2,
                 Text("금액을 짐작하면 필수 항목 오류예요. 돌려보내면 판매자가 확인해요.",
                      "A guessed amount fails the critical item; the seller will ask."),
                 Text("10% 올려 적는다", "Add ten percent"), Text("지금 가격을 적는다", "Write today's price"),
                     Text("까닭을 적고 돌려보낸다", "Return it, saying why")),
        question(Text("11월 24일 알림에 “내년 1월부터”라고 있어요. 적용 시작일은?",
                      "A notice of 24 November says “from January next year”. Valid from?"), 0,
                 Text("알림 날짜를 기준으로 셈해요. 달만 있으면 그달 1일이에요.",
                      "Count from the notice's date; a month alone means its first day."),
                 Text("다음 해 1월 1일", "1 January of the next year"), Text("오늘", "Today"), Text("비워 둔다", "Leave it blank")),
    )),
    rules=(
        _needed("list_price", "price", Text("가격이 바뀌면 정가를 적어 주세요.", "A price changes: please give the list price."), "price"),
        _needed("options", "stock", Text("옵션과 재고를 한 줄 이상 적어 주세요.", "Please give at least one option with its stock."), "options"),
        _needed("new_name", "name", Text("새 상품명을 적어 주세요.", "Please give the new name."), "change"),
        Rule("needed", "evidence", "evidence_missing", Text("근거가 된 문장을 알림에서 옮겨 주세요.", "Please copy the words that say so."),
             "evidence",
             when=When("change", _CHANGED), blocking=True),
        Rule("holds", "sale_price", "sale_not_below", Text("할인가는 정가보다 낮아야 해요.", "The sale price must be below the list price."), "price",
             expression="sale_price < list_price", blocking=True),
        Rule("holds", "sale_until", "sale_ends_early", Text("할인 종료일이 시작일보다 빨라요.", "The sale ends before it begins."), "price",
             expression="valid_from <= sale_until", blocking=True),
        Rule("holds", "evidence", "evidence_elsewhere", Text("알림에 그대로 있는 문장이 아니에요. 다시 옮겨 주세요.",
                                                             "These words don't stand in the notice. Please copy them again."), "evidence",
             expression="has(notice, evidence)"),
        *map(_left_blank, ("list_price", "sale_price", "options", "new_name")),
    ),
    examples=(
        Example(
            {"sku": "MUG-350-01", "now_name": "손잡이 머그컵 350ml", "now_list_price": "12900", "now_sale_price": "9900",
             "notice_date": "2026-11-24",
             "notice": "12월 1일부터 정가 13,900원, 할인가 10,900원입니다. 할인은 12월 31일까지예요."},
            {"change": ["price"], "list_price": "13900", "sale_price": "10900", "valid_from": "2026-12-01", "sale_until": "2026-12-31",
             "evidence": "12월 1일부터 정가 13,900원, 할인가 10,900원입니다."},
            Text("해가 없으면 알림 날짜 다음에 처음 오는 날이에요.", "Without a year it is the first such day after the notice.")),
        Example(
            {"sku": "TEE-BASIC", "now_name": "기본 반팔 티셔츠", "now_list_price": "15000", "notice_date": "2026-11-24",
             "notice": "블랙 M 품절입니다. 블랙 L 12장, 화이트 M 30장 입고됐어요."},
            {"change": ["stock"], "evidence": "블랙 M 품절입니다. 블랙 L 12장, 화이트 M 30장 입고됐어요.",
             "options": [{"color": "블랙", "size": "M", "stock": "0"}, {"color": "블랙", "size": "L", "stock": "12"},
                         {"color": "화이트", "size": "M", "stock": "30"}]},
            Text("품절은 재고 0으로 적어요.", "Sold out is a stock of 0.")),
    ),
)
