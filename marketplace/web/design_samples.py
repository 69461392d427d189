"""What the page of pieces shows: plausible contents in both languages, from no database."""

from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from werkzeug.datastructures import MultiDict

from marketplace.kernel import clock
from marketplace.kernel.errors import NotFound
from marketplace.kernel.forms import (
    AmountField,
    ChoiceField,
    FlagField,
    ManyField,
    TextField,
    VerbForm,
    WholeField,
)
from marketplace.kernel.machines import Display
from marketplace.kernel.money import Money
from marketplace.kernel.paging import Page
from marketplace.kernel.text import Text, t
from marketplace.web.design_answers import make_answers

STATES = {
    "settled": Display(Text("지급됨", "Paid"), "settled", "circle-check"),
    "waiting": Display(Text("재작업 필요", "Rework needed"), "waiting", "rotate-ccw"),
    "lost": Display(Text("반려됨", "Rejected"), "lost", "circle-x"),
    "progress": Display(Text("검수 중", "Under review"), "progress", "eye"),
    "closed": Display(Text("종료됨", "Closed"), "closed", "archive"),
}


class SampleForm(VerbForm):
    """One field of each kind."""

    title = TextField(Text("묶음 이름", "Batch name"), most=60)
    kind = ChoiceField(
        Text("일감 종류", "Kind of task"),
        choices={
            "photo": Text("사진 태그 달기", "Tag a photo"),
            "match": Text("같은 상품 찾기", "Match products"),
            "listing": Text("상품 등록 정보 채우기", "Complete a listing"),
        },
    )
    pace = ChoiceField(
        Text("공개 방식", "How to publish"),
        choices={"pilot": Text("파일럿 먼저", "Pilot first"), "all": Text("한 번에 공개", "All at once")},
    )
    price = AmountField(
        Text("건당 가격", "Price per task"),
        currency="KRW",
        hint=Text("수수료 10%는 따로 더해져요.", "A 10% fee is added."),
    )
    minutes = WholeField(Text("작업 시간", "Time to work"), least=1, most=240)
    skills = ManyField(
        Text("필요한 자격", "Skills needed"),
        needed=False,
        choices={
            "photo": Text("사진 태그", "Photo tagging"),
            "korean": Text("한국어 문장", "Korean writing"),
        },
    )
    note = TextField(Text("작업자에게 한마디", "A note to workers"), most=500, lines=True, needed=False)
    agreed = FlagField(Text("작업 기준을 확인했어요", "I have checked the SOP"))


def make_samples() -> SimpleNamespace:
    """Everything the templates of `design/` read, in the current language."""
    now = clock.now()
    wrong = SampleForm(MultiDict({"title": "", "kind": "photo", "price": "천이백", "minutes": "500"}))
    wrong.validate()
    return SimpleNamespace(
        now=now,
        won=lambda amount: Money(amount, "KRW"),
        dollars=Money(1234, "USD"),
        states=STATES,
        pay=_pay(),
        rows=_rows(now),
        page=Page([1], "YWZ0ZXI6NDI"),
        nothing=Page([], None),
        steps=_steps(),
        timeline=_timeline(now),
        diff=_diff(),
        checklist=_checklist(),
        refusal=NotFound(),
        request_id="req_7Qm2X9kL",
        form=SampleForm(
            MultiDict({"title": t("겨울 신상품 사진 태그", "Winter catalogue photos"), "price": "1,200"})
        ),
        wrong=wrong,
        boxes=[
            {"label": t("상품명", "Product name"), "x": 0.31, "y": 0.36, "width": 0.38, "height": 0.16},
            {"label": t("바코드", "Barcode"), "x": 0.38, "y": 0.74, "width": 0.24, "height": 0.1},
        ],
        answers=make_answers(),
        deadline=now + timedelta(minutes=18),
        soon=now + timedelta(minutes=3),
        ago=lambda **span: now - timedelta(**span),
    )


def chrome(path: str) -> dict[str, Any]:
    """What the layout reads: navigation, viewer, notices."""

    def item(ko: str, en: str, icon: str, href: str, **more: Any) -> dict[str, Any]:
        return {"label": t(ko, en), "icon": icon, "href": href, "key": href, "current": href == path, **more}

    return {
        "nav": [
            item("조각", "Pieces", "layers", "/design"),
            item("찾기", "Find", "search", "/design/find", tab=True),
            item("작업", "Work", "clipboard-list", "/design/work", tab=True, count=2),
            item("수입", "Earnings", "wallet", "/design/receipt", tab=True),
            item("검수", "Review", "clipboard-check", "/design/review", count=128),
            item("심사", "Vetting", "shield-check", "/design/case", count=4),
            item("배우기", "Learn", "graduation-cap", "/design/error", tab=True),
            item("나", "Me", "user", "/design/plain", tab=True),
        ],
        "viewer": {
            "name": t("김하늘", "Haneul Kim"),
            "detail": t("바른유통", "Bareun Commerce"),
            "href": "/design",
        },
        "notices_href": "/design",
        "notices_count": 3,
        "sign_out_href": "/design",
        "home_href": "/design",
    }


def _pay() -> list[tuple[Any, ...]]:
    return [
        (
            t("약속한 금액", "Promised"),
            Money(33_333, "KRW"),
            t("일감 28건 × 항목별 비중", "28 tasks × weights of items passed"),
        ),
        (t("소득세 3%", "Income tax 3%"), Money(-990, "KRW"), t("10원 미만은 버려요", "cut below ₩10")),
        (t("지방소득세", "Local tax"), Money(-90, "KRW")),
    ]


def _rows(now: datetime) -> list[SimpleNamespace]:
    names = [
        ("겨울 신상품 사진 태그", "Winter catalogue photos", "progress", 2400, 1873, 2_340_000),
        (
            "식품 바코드 등록 (유통기한 포함)",
            "Food barcodes with best-before dates",
            "waiting",
            600,
            588,
            720_000,
        ),
        ("두 상품이 같은지 확인", "Are these two the same?", "settled", 1200, 1200, 840_000),
        ("반품 사유 코드 붙이기", "Code the returns", "lost", 90, 12, 81_000),
        ("샘플 포장 사진 확인", "Check sample packing", "closed", 40, 40, 160_000),
    ]
    return [
        SimpleNamespace(
            id=i,
            name=t(ko, en),
            state=STATES[state],
            total=total,
            done=done,
            cost=Money(cost, "KRW"),
            quality=0.91 + i / 80,
            at=now - timedelta(hours=7 * i + 1),
        )
        for i, (ko, en, state, total, done, cost) in enumerate(names, 1)
    ]


def _steps() -> list[tuple[str, str]]:
    return [
        ("draft", t("작성 중", "Draft")),
        ("open", t("공개", "Open")),
        ("closed", t("종료", "Closed")),
    ]


def _timeline(now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "at": now - timedelta(minutes=4),
            "title": t("검수자가 재작업을 요청했어요", "The reviewer asked for rework"),
            "tone": "waiting",
            "icon": "rotate-ccw",
            "who": t("이서준 검수자", "Seojun Lee"),
            "body": t(
                "바코드 끝자리가 사진과 달라요.", "The last digit of the barcode differs from the photo."
            ),
        },
        {
            "at": now - timedelta(hours=2),
            "title": t("제출했어요", "Submitted"),
            "tone": "progress",
            "icon": "send",
            "who": t("김하늘", "Haneul Kim"),
        },
        {
            "at": now - timedelta(days=1),
            "title": t("일감을 잡았어요", "Task claimed"),
            "icon": "hand",
            "who": t("김하늘", "Haneul Kim"),
        },
    ]


def _diff() -> list[dict[str, Any]]:
    return [
        {
            "label": t("상품명", "Product name"),
            "before": t("오뚜기 진라면 매운맛 120g", "Ottogi Jin Ramen Spicy 120g"),
            "after": t("오뚜기 진라면 순한맛 120 g × 5개", "Ottogi Jin Ramen Mild 120 g × 5"),
        },
        {"label": t("바코드", "Barcode"), "before": "8801045520117", "after": "8801045520124"},
        {"label": t("원산지", "Origin"), "before": t("대한민국", "Korea"), "after": t("대한민국", "Korea")},
    ]


def _checklist() -> list[dict[str, Any]]:
    return [
        {
            "key": "name",
            "text": t("상품명이 브랜드 기준과 같아요", "The name follows the brand guide"),
            "weight": 40,
            "critical": True,
            "answer": "pass",
            "guide": t("브랜드 + 상품 + 맛 + 용량 순서", "Brand + product + flavour + size"),
        },
        {
            "key": "gtin",
            "text": t("바코드가 사진과 같아요", "The barcode matches the photo"),
            "weight": 35,
            "critical": True,
            "answer": "fail",
            "note": t("끝자리를 4로 고쳐 주세요.", "Please change the last digit to 4."),
            "evidence": t(
                "입력 8801045520117 · 사진 8801045520124", "typed 8801045520117 · photo 8801045520124"
            ),
        },
        {
            "key": "tags",
            "text": t("태그가 3개 이상이에요", "There are at least three tags"),
            "weight": 25,
            "critical": False,
            "answer": None,
        },
    ]
