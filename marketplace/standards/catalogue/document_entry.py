"""Copy a delivery note from its photo into fields that can be added up."""

from typing import Any, Final

from marketplace.kernel.text import Text
from marketplace.standards.catalogue.writing import options, question, sop
from marketplace.standards.kinds import Field
from marketplace.standards.parts import CheckItem, Defect, Example, PriceRange, QcPlan, Quiz, Route, Step
from marketplace.standards.rules import Rule, When
from marketplace.standards.spec import Spec

_LEGIBLE = options("all | 모두 읽힘 | All of it", "partly | 일부 안 읽힘 | Not everything | 일부")
_WON: dict[str, Any] = {"currency": "KRW"}
_LINES: dict[str, Any] = {"least": 1, "most": 60, "columns": [
    {"name": "item", "kind": "text", "label": {"ko": "품명", "en": "Item"}, "settings": {"max_length": 100}},
    {"name": "quantity", "kind": "integer", "label": {"ko": "수량(개)", "en": "Quantity (pieces)"}, "required": False, "settings": {"least": 1}},
    {"name": "unit_price", "kind": "money", "label": {"ko": "단가(원)", "en": "Unit price (won)"}, "required": False, "settings": _WON},
    {"name": "amount", "kind": "money", "label": {"ko": "금액(원)", "en": "Amount (won)"}, "required": False, "settings": _WON},
]}

DOCUMENT_ENTRY: Final = Spec(
    title=Text("거래명세서 사진 옮겨 적기", "Type in a delivery note from its photo"),
    summary=Text("거래명세서 사진을 보고 거래처, 날짜, 품목 줄, 합계를 적힌 그대로 옮겨 주세요. 두 사람이 따로 적어 맞춰 봐요.",
                 "Copy supplier, date, lines and totals from the photo as they stand. Two people type on their own, then it is compared."),
    layout="document",
    inputs=(
        Field("photo", "photo", Text("거래명세서 사진", "Photo of the note")),
        Field("received_by", "text", Text("받은 곳", "Received by"), Text("우리 쪽 상호", "The business that got it"), settings={"max_length": 60}),
        Field("expected_total", "money", Text("발주 금액", "Ordered amount"), required=False, settings=_WON),
    ),
    outputs=(
        Field("supplier", "text", Text("거래처 상호", "Supplier"), settings={"max_length": 60}),
        Field("business_number", "business_number", Text("거래처 등록번호", "Supplier's registration number"),
              Text("숫자 10자리. 끝자리가 안 맞으면 다시 봐 주세요.", "Ten digits; look again when the check digit doesn't fit."), required=False),
        Field("issued_on", "date", Text("거래일", "Date"), settings={"first": "2015-01-01"}),
        Field("lines", "table", Text("품목", "Lines"), Text("위에서부터 한 줄씩. 안 읽히는 칸은 비워요.",
                                "From the top down; leave unreadable cells blank."),
              settings=_LINES),
        Field("supply", "money", Text("공급가액", "Net amount"), settings=_WON),
        Field("tax", "money", Text("세액", "Tax"), Text("면세이거나 적혀 있지 않으면 0", "0 when free of tax or not given"), settings=_WON),
        Field("total", "money", Text("합계", "Total"), Text("계산하지 말고 적힌 값", "As written, not as reckoned"), settings=_WON),
        Field("legible", "choice", Text("다 읽히나요", "Is all of it legible"), options=_LEGIBLE),
        Field("unread", "text", Text("못 읽은 곳", "What couldn't be read"), Text("예: 2번째 줄 단가 (얼룩)", "E.g. unit price of line 2 (stain)"),
              required=False, settings={"max_length": 200}),
    ),
    sop=sop("document-entry"),
    checklist=(
        CheckItem("total", Text("공급가액·세액·합계가 사진과 같아요", "Net, tax and total are those of the photo"), 30, "DE-TOTAL", critical=True,
                  hint=Text("이 금액으로 돈이 나가요.", "This is what gets paid.")),
        CheckItem("lines", Text("품목 줄이 빠짐없이, 순서대로 같아요", "Every line is there, in order and right"), 30, "DE-LINE"),
        CheckItem("supplier", Text("상호와 등록번호가 같아요", "Supplier and number are right"), 15, "DE-SUPPLIER"),
        CheckItem("date", Text("거래일이 같아요", "The date is right"), 10, "DE-DATE"),
        CheckItem("no_guess", Text("못 읽은 곳을 짐작하지 않고 적어 두었어요", "What couldn't be read is named, not guessed"), 15, "DE-GUESS"),
    ),
    defects=(
        Defect("DE-TOTAL", Text("합계 금액 오류", "Wrong total"), "critical"),
        Defect("DE-LINE", Text("품목 줄 오류·누락", "Line wrong or missing")),
        Defect("DE-SUPPLIER", Text("거래처 오류", "Wrong supplier")),
        Defect("DE-DATE", Text("날짜 오류", "Wrong date")),
        Defect("DE-GUESS", Text("짐작해서 적음", "Guessed")),
    ),
    pass_mark=90, minutes=5, claim_minutes=45, review_hours=48, personal_data="contact",
    price_range={"KRW": PriceRange(700, 900, 2000), "USD": PriceRange(55, 70, 155)},
    qc=QcPlan(answers=2, tolerances={"business_number": 0, "issued_on": 0, "lines": 0, "supply": 0, "tax": 0, "total": 0}),
    process=(
        Step(Text("명세서를 찍어 올리기", "Photograph and upload the notes"), "business", detail=Text(
            "이름·전화번호 칸은 접거나 가리고 찍어요.", "Fold away or cover names and phone numbers.")),
        Step(Text("첫 번째 사람이 입력", "The first person types"), "worker", 45),
        Step(Text("다른 사람이 모르고 다시 입력", "Another types, blind"), "worker", 45),
        Step(Text("두 입력과 합계를 맞춰 보기", "Compare both, and the sums"), "platform", 1),
        Step(Text("다른 칸만 사진을 보고 검수", "Review what differs by the photo"), "reviewer", 48 * 60),
        Step(Text("장부에 올리기", "Enter it into the books"), "business"),
    ),
    routes=(Route("expected_total >= 1000000", Text("백만 원이 넘는 명세서는 세 사람이 적어요.", "Above ₩1,000,000 three people type."),
                  answers=3),),
    quiz=Quiz(80, (
        question(Text("수량 × 단가를 계산해 보니 금액과 달라요.", "Quantity times unit price isn't the amount."), 1,
                 Text("고치지 않고 적힌 그대로 옮겨요. 맞지 않는 것은 판매자가 거래처와 풀어요.",
                      "Copy what stands there; the business settles it."),
                 Text("금액을 계산한 값으로 고친다", "Correct the amount"), Text("적힌 그대로 옮긴다", "Copy it as it is"),
                     Text("금액을 비운다", "Leave it blank")),
        question(Text("단가 한 칸이 얼룩에 가려 안 보여요. 수량과 금액은 보여요.",
                      "A stain hides one unit price; quantity and amount are legible."), 0,
                 Text("나눠서 채우면 짐작이에요. 비우고 ‘못 읽은 곳’에 적어요.", "Dividing is guessing: leave it blank and name the place."),
                 Text("비우고 못 읽은 곳에 적는다", "Blank, and name the place"), Text("금액을 수량으로 나눠 적는다", "Divide it out"),
                 Text("0을 적는다", "Write 0")),
        question(Text("‘면세’라고만 있고 세액 칸이 없어요. 세액은?", "It only says “tax free”. Tax?"), 2,
                 Text("세액이 없으면 0이에요. 빈칸과 달라요.", "No tax is 0, which isn't blank."),
                 Text("합계의 10%", "10% of the total"), Text("비워 둔다", "Blank"), Text("0", "0")),
        question(Text("등록번호를 넣었더니 끝자리가 맞지 않는대요.", "The check digit of the number doesn't fit."), 1,
                 Text("대개 6과 8, 1과 7을 잘못 읽은 거예요. 그래도 안 맞으면 비우고 적어 두세요.",
                      "Usually 6 for 8 or 1 for 7. If it still fails, leave it blank and say so."),
                 Text("맞을 때까지 숫자를 바꿔 본다", "Change digits until it fits"),
                     Text("사진을 다시 보고, 안 되면 비우고 적어 둔다", "Look again, else blank and say so"),
                 Text("다른 명세서의 번호를 쓴다", "Use another note's number")),
        question(Text("사진에 담당자 휴대전화 번호가 보여요.", "A person's mobile number can be seen."), 2,
                 Text("묻지 않은 개인정보는 옮기지 않아요. 가려지지 않았으면 돌려보내요.",
                      "Personal data nobody asked for isn't copied: return the task."),
                 Text("메모에 적어 둔다", "Note it down"), Text("저장해 둔다", "Keep a copy"),
                     Text("적지 않고 돌려보낸다", "Don't copy it, return the task")),
    )),
    rules=(
        Rule("needed", "unread", "unread_missing", Text("어디를 못 읽었는지 적어 주세요.", "Please name what couldn't be read."), "no_guess",
             when=When("legible", ("partly",)), blocking=True),
        Rule("holds", "total", "sum_differs", Text("공급가액과 세액을 더하면 합계와 달라요. 사진에 그렇게 적혀 있다면 그대로 내 주세요.",
                                                   "Net and tax don't add up to the total. If the photo says so, submit it as it is."), "total",
             expression="supply + tax = total"),
        Rule("absent", "unread", "unread_with_all", Text("모두 읽었다면 ‘못 읽은 곳’을 비워 주세요.",
                                "If all is legible, leave “what couldn't be read” blank."),
             "no_guess", when=When("legible", ("all",)), blocking=True),
    ),
    examples=(
        Example({"photo": "slip-3.jpg", "received_by": "늘봄상회"},
                {"supplier": "새봄문구", "business_number": "999-03-00036", "issued_on": "2026-11-22", "supply": "123,200", "tax": "12,320",
                 "total": "135,520",
                 "legible": "all", "lines": [{"item": "라벨지 A4 100매", "quantity": "10", "unit_price": "9,800", "amount": "98,000"},
                                             {"item": "유성펜 검정", "quantity": "36", "unit_price": "700", "amount": "25,200"}]},
                Text("품명은 띄어쓰기까지 적힌 그대로예요.", "Item names are copied with their spaces.")),
    ),
)
