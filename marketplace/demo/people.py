"""Who plays in the demo."""

from dataclasses import dataclass
from typing import Final

from marketplace.kernel.text import Text

PASSWORD: Final = "ilgam-demo-2026"  # printed for whoever starts the demo


@dataclass(frozen=True)
class Player:
    """Somebody in the cast: what they are, how they sign in, and what to try as them."""

    key: str
    name: str
    role: Text
    hint: Text
    locale: str = "ko"
    quality: float = 0.0

    @property
    def email(self) -> str:
        """Their address; nobody reads it."""
        return f"{self.key}@example.com"


@dataclass(frozen=True)
class Shop:
    """A business of the demo and what it wrote when it applied."""

    owner: Player
    name: str
    number: str
    statement: str


_WORKER, _BUSINESS = Text("작업자", "Worker"), Text("기업", "Business")
_REVIEWER = Text("검수자", "Reviewer")

ADMIN: Final = Player("admin", "윤서아", Text("관리자", "Admin"), Text(
    "가입 신청을 심사하고, 장부와 기록을 확인해요", "Decide on applications, look at the ledger and the journal"))
REVIEWER: Final = Player("reviewer", "정하윤", _REVIEWER, Text(
    "검수 대기열을 열고 키보드로 검수해요", "Open the review queue and review by keyboard"))
SECOND_REVIEWER: Final = Player("reviewer2", "Sam Carter", _REVIEWER, Text(
    "영어로 검수해요", "Review in English"), locale="en")

DAON: Final = Shop(Player("business", "한도윤", _BUSINESS, Text(
    "진행 중인 묶음을 보고, 승인된 결과를 내려받아요", "Follow an open batch and export what was accepted")),
    "다온상사", "1408145279", "해외 식품을 국내 오픈마켓에 등록해요. 한 달에 2천 건쯤이고, 담당은 저예요.")
NEULBOM: Final = Shop(Player("market", "김나래", _BUSINESS, Text(
    "오류가 있는 가져오기를 고치고, 결제하고, 공개해요", "Mend an import with row errors, pay for it and publish")),
    "늘봄마트", "2148733019", "매장 사진 태그와 카탈로그 정리를 맡기려고 해요. 매주 사진 300장이 나와요.")
BAREUN: Final = Shop(Player("waiting", "최은호", _BUSINESS, Text(
    "심사를 기다리는 회사예요", "A business that waits for approval")),
    "바른유통", "3058619408", "자사몰과 오픈마켓의 같은 상품을 찾아 가격을 맞추려고 해요.")
DAEBAK: Final = Shop(Player("rejected", "마동석", _BUSINESS, Text(
    "승인되지 않은 회사예요. 이유를 보고 다시 신청해요", "A business that was not approved: read why and apply again")),
    "대박부업", "6208411733", "하루 10분, 월 300만 원 보장. 시작 전에 교재비만 받아요.")
SHOPS: Final = (DAON, NEULBOM, BAREUN, DAEBAK)

MIRA: Final = Player("worker", "이미라", _WORKER, Text(
    "일감을 잡아 제출하고, 정산 영수증을 봐요", "Take a task, submit it, look at your receipts"), quality=0.96)
NOAH: Final = Player("worker2", "박노아", _WORKER, Text(
    "재작업 요청을 고쳐서 다시 제출해요", "Mend what a reviewer asked for and submit again"), quality=0.80)
SEOJUN: Final = Player("worker3", "서준호", _WORKER, Text(
    "정산 계좌에 빠진 정보를 채워요", "Fill in what your payout account still lacks"), quality=0.88)
HARIN: Final = Player("worker4", "Harin Cole", _WORKER, Text(
    "영어로 일하고, 정산 계좌를 처음 연결해요", "Work in English and connect a payout account"), locale="en", quality=0.91)
UNQUALIFIED: Final = Player("newbie", "문가을", _WORKER, Text(
    "퀴즈를 풀고 첫 일감을 잡아요", "Pass a quiz and take a first task"))
APPLICANT: Final = Player("applicant", "조한별", _WORKER, Text(
    "심사를 기다리는 작업자예요", "A worker who waits for approval"))

WORKERS: Final = (MIRA, NOAH, SEOJUN, HARIN)
STAFF: Final = (ADMIN, REVIEWER, SECOND_REVIEWER)
CAST: Final = (*STAFF, *(shop.owner for shop in SHOPS), *WORKERS, UNQUALIFIED, APPLICANT)

STATEMENTS: Final = {
    MIRA.key: "온라인 쇼핑몰에서 상품 등록을 3년 했어요. 평일 오전과 저녁에 하루 두 시간씩 할 수 있어요.",
    NOAH.key: "물류센터 재고 조사를 해 봤고, 주말에 시간이 많아요.",
    SEOJUN.key: "디자인 일을 쉬는 동안 집에서 할 수 있는 일을 찾고 있어요.",
    HARIN.key: "I catalogued books for a library and speak Korean at home. Evenings suit me.",
    UNQUALIFIED.key: "아이가 유치원에 간 사이 하루 세 시간 일하고 싶어요.",
    APPLICANT.key: "마트 진열 아르바이트를 1년 했어요. 사진 보고 상품 구분하는 건 자신 있어요.",
}
