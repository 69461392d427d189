"""Three weeks at Ilgam, told by the real verbs on a moved clock."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from marketplace.demo import trade
from marketplace.demo.arrivals import Arrivals
from marketplace.demo.judging import Judging
from marketplace.demo.labour import Labour
from marketplace.demo.people import (
    APPLICANT,
    BAREUN,
    DAEBAK,
    DAON,
    HARIN,
    MIRA,
    NEULBOM,
    NOAH,
    REVIEWER,
    SECOND_REVIEWER,
    SEOJUN,
    UNQUALIFIED,
    WORKERS,
    Player,
)
from marketplace.demo.stage import Stage
from marketplace.demo.trade import Posting

DAYS: Final = 21
SITTINGS: Final = 0.62  # how likely a worker sits down on a day


class Story:
    """Who does what when."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.agenda = stage, stage.agenda
        self.judging = Judging(stage)
        self.labour = Labour(stage, self.judging)
        self.arrivals = Arrivals(stage, self.labour)
        self.pairs = Posting(DAON, "same-product", "소프트웨어 상품 짝 맞추기",
                             "가격표 두 개를 합치려고 해요. 에디션과 버전을 꼭 봐 주세요.", 220,
                             trade.read("amazon_google_pairs/batch.csv"), "상품짝_80건.csv", most=58)
        self.photos = Posting(NEULBOM, "grocery-photo-tags", "매장 사진 태그 달기",
                              "휴대폰으로 찍은 매대 사진이에요. 흐린 사진은 흐리다고 표시해 주세요.", 420,
                              trade.read("grocery_photos/batch.csv"), "사진목록.csv", trade.photo_archive(), deadline_days=30, most=27)
        self.listings = Posting(DAON, "kr-product-listing", "한국어 상품 등록 (식품)",
                                "오픈마켓에 그대로 올라가요. 알레르기 표시는 원재료를 보고 적어 주세요.", 850,
                                trade.read("open_food_facts_kr/batch.csv"), "식품_42건.csv", claim_minutes=480, deadline_days=20, most=20)
        self.more_pairs = Posting(NEULBOM, "same-product", "카탈로그 중복 찾기 2차", "지난번과 같은 기준이에요.", 230,
                                  trade.pairs(100, 60), "중복후보_60건.csv", claim_minutes=240, most=16)
        self.boxes = Posting(NEULBOM, "photo-boxes", "매대 사진에 상품과 가격표 표시하기",
                             "가격표를 바꿔 단 매대를 점검해요. 손이 나온 사진은 꼭 표시해 주세요.",
                             620, trade.samples("photo-boxes"), "매대사진_6장.zip", deadline_days=14)
        self.packing = Posting(DAON, "sample-packing", "샘플 소량 포장 1차", "물건과 포장재는 지난주에 보내 드렸어요. 수거는 금요일이에요.",
                               1600, trade.samples("sample-packing"), "샘플주문_5건.csv", deadline_days=7)
        self.draft = Posting(NEULBOM, "kr-product-listing", "신규 입점 상품 등록", "엑셀에서 바로 뽑은 표예요.", 850,
                             trade.listings_with_mistakes(), "신규상품_엑셀.csv")

    def note_everything(self) -> None:
        """Write the whole history into the agenda."""
        self._note_arrivals()
        self._note_business()
        self._note_work()
        self._note_set_pieces()
        self._note_appeals()
        self._note_rounds()
        self._note_last_hours()

    def _note_arrivals(self) -> None:
        opening = self.agenda.on_day(DAYS, 9)
        self.agenda.at(opening, self.arrivals.open_house)
        for number, shop in enumerate((DAON, NEULBOM)):
            self.arrivals.note_shop(shop, opening + timedelta(hours=1 + number), opening + timedelta(hours=5 + number))
        for number, worker in enumerate((*WORKERS, UNQUALIFIED)):
            self.arrivals.note_worker(worker, opening + timedelta(hours=2, minutes=17 * number), opening + timedelta(hours=25, minutes=9 * number))
        for number, worker in enumerate(WORKERS):
            self.arrivals.note_training(worker, self.agenda.on_day(DAYS - 2, 10) + timedelta(minutes=25 * number))
        self.arrivals.note_shop(DAEBAK, self.agenda.on_day(6, 11), self.agenda.on_day(6, 15), decision="reject")
        self.arrivals.note_shop(BAREUN, self.agenda.end - timedelta(hours=20))
        self.arrivals.note_worker(APPLICANT, self.agenda.end - timedelta(hours=7))

    def _note_business(self) -> None:
        for posting, days, hour in ((self.pairs, 18, 9.5), (self.photos, 9, 10), (self.listings, 5, 14), (self.more_pairs, 2, 9)):
            self.labour.postings.append(posting)
            self.agenda.at(self.agenda.on_day(days, hour), _with(trade.post_and_publish, self.stage, posting))
        self.agenda.at(self.agenda.on_day(10, 18), _with(trade.close_and_refund, self.stage, self.pairs))
        self.agenda.ago(_with(trade.post, self.stage, self.draft), hours=3)
        for number, posting in enumerate((self.boxes, self.packing)):
            self.agenda.ago(_with(trade.post_and_publish, self.stage, posting), hours=26 - number)
            self.agenda.ago(_with(self.labour.pass_quiz, MIRA, posting.template), hours=25 - number)

    def _note_work(self) -> None:
        for day in range(DAYS - 3, -1, -1):
            for worker in WORKERS:
                if self.stage.chance(SITTINGS):
                    hour = self.stage.random.triangular(8, 23, 20)
                    tasks = self.stage.random.randint(2, 6)
                    self.agenda.at(self.agenda.on_day(day, hour), _with(self.labour.sit_down, worker, tasks))
        payout_day = self.agenda.on_day(13, 21)
        for worker in (MIRA, NOAH):
            self.agenda.at(payout_day, _with(self.arrivals.connect_payouts, worker, "complete"))
        self.agenda.at(self.agenda.on_day(4, 20), _with(self.arrivals.connect_payouts, SEOJUN, "leave"))

    def _note_set_pieces(self) -> None:
        """What must not depend on chance: one claim forgotten, one returned, one answer rejected, one paid in part, one overlooked."""
        moment = self.agenda.on_day(15, 13)
        for number, act in enumerate((
            _with(self.labour.forget, SEOJUN, self.pairs), _with(self.labour.give_back, HARIN, self.pairs),
            _with(self.labour.deliver, NOAH, self.pairs, spoil=_the_other_way, then=_with_id(self._decide, self.pairs, "reject")),
            _with(self.labour.deliver, SEOJUN, self.pairs, spoil=_with_a_poor_note, then=_with_id(self._decide, self.pairs, "partial")),
            _with(self.labour.deliver, HARIN, self.pairs, then=_nothing),
        )):
            self.agenda.at(moment + timedelta(minutes=11 * number), act)

    def _note_appeals(self) -> None:
        """A right answer rejected by mistake and put right by a second reviewer, and one for each of them that waits for its second look."""
        rule = _with_id(lambda posting, appeal_id: self.agenda.after(timedelta(hours=19), _with(self.judging.rule, appeal_id, posting)), self.pairs)
        self.agenda.at(self.agenda.on_day(15, 14), self._wronged(
            MIRA, self.pairs, REVIEWER, "카드에 적힌 버전과 에디션을 다시 봐 주세요. 근거 칸에 카드의 말을 그대로 적었어요.", rule))
        self.agenda.ago(self._wronged(
            HARIN, self.more_pairs, REVIEWER, "두 카드의 이름과 가격을 다시 견줘 봐 주세요. 점검표의 첫 항목은 통과가 맞아요.", _nothing), hours=17)
        self.agenda.ago(self._wronged(
            SEOJUN, self.more_pairs, SECOND_REVIEWER, "카드에 있는 말만 보고 골랐어요. 다시 확인해 주세요.", _nothing), hours=15)

    def _wronged(self, player: Player, posting: Posting, reviewer: Player, reason: str, then: Callable[[int], None]) -> Callable[[], None]:
        """A right answer, rejected two hours later, appealed three hours after that."""
        def handed_in(submission_id: int) -> None:
            self.agenda.after(timedelta(hours=2), _with(self.judging.misjudge, submission_id, reviewer))
            self.agenda.after(timedelta(hours=5), lambda: then(self.labour.appeal(player, submission_id, reason)))
        return _with(self.labour.deliver, player, posting, quality=1.0, then=handed_in)

    def _note_rounds(self) -> None:
        for day in range(DAYS, -1, -1):
            for hour in (7, 19):
                self.agenda.at(self.agenda.on_day(day, hour), self.stage.round)
            # What the scheduler does within seconds: claims go back, silence accepts, the journal is sealed.
            for hour in (11, 15, 22):
                self.agenda.at(self.agenda.on_day(day, hour), _with(self.stage.run, "expire_claims", "accept_by_silence", "seal_journal"))

    def _note_last_hours(self) -> None:
        """What can be seen half done when somebody opens the door."""
        for hours, worker, posting in ((30, MIRA, self.more_pairs), (21, HARIN, self.listings), (9, SEOJUN, self.more_pairs),
                                       (5, MIRA, self.listings), (2, HARIN, self.more_pairs)):
            self.agenda.ago(_with(self.labour.deliver, worker, posting, then=_nothing), hours=hours)
        self.agenda.ago(_with(self.labour.deliver, NOAH, self.photos, then=_nothing, spoil=_in_a_bottle), hours=4)
        self.agenda.ago(_with(self.labour.deliver, NOAH, self.listings, then=self._ask_for_rework, spoil=_without_allergens), minutes=50)
        for minutes in (95, 88):
            self.agenda.ago(_with(self.labour.deliver, MIRA, self.listings, then=self._accept_soon), minutes=minutes)
        self.agenda.ago(self.stage.round, minutes=30)
        self.agenda.ago(_with(self.labour.hold, MIRA, self.listings), minutes=14)
        self.agenda.ago(_with(self.labour.hold, HARIN, self.more_pairs), minutes=8)

    def _decide(self, posting: Posting, decision: str, submission_id: int) -> None:
        """A reviewer looks at it two hours later."""
        self.agenda.after(timedelta(hours=2), lambda: self.judging.review(
            submission_id, posting, on_rework=lambda: None, decision=decision))

    def _accept_soon(self, submission_id: int) -> None:
        """After the last round of the jobs, so that its pay is on its way when the door opens."""
        self.agenda.ago(lambda: self.judging.review(submission_id, self.listings, on_rework=lambda: None, decision="accept"), minutes=22)

    def _ask_for_rework(self, submission_id: int) -> None:
        self.agenda.ago(lambda: self.judging.review(submission_id, self.listings, on_rework=lambda: None, decision="rework"), minutes=20)


def tell_story(stage: Stage) -> int:
    """Play the whole history; how many things happened."""
    story = Story(stage)
    story.note_everything()
    return stage.agenda.play()


def _with(act: Callable[..., Any], *words: Any, **named: Any) -> Callable[[], None]:
    return lambda: act(*words, **named)


def _with_id(act: Callable[..., None], *words: Any) -> Callable[[int], None]:
    return lambda submission_id: act(*words, submission_id)


def _nothing(_submission_id: int) -> None:
    """It waits in the queue."""


def _in_a_bottle(answers: dict[str, Any]) -> dict[str, Any]:
    """A carton put down as a bottle: what the automatic checks find."""
    return {**answers, "tags": answers["tags"] + ("; carton" if "carton" not in answers["tags"] else ""), "packaging": "bottle"}


def _without_allergens(answers: dict[str, Any]) -> dict[str, Any]:
    """A mistake that a reviewer sees."""
    return {**answers, "allergens": "none" if answers["allergens"] != "none" else "milk"}


def _the_other_way(answers: dict[str, Any]) -> dict[str, Any]:
    """Same called different, or different called same."""
    if answers["verdict"] == "same":
        return {"verdict": "different", "differences": ["title"], "note": "표기가 달라요"}
    return {"verdict": "same", "note": answers.get("note", "")}


def _with_a_poor_note(answers: dict[str, Any]) -> dict[str, Any]:
    """Right, but for a note that doesn't stand on the cards."""
    return {**answers, "note": "가격 차이가 커요"}
