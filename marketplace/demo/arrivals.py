"""How people come in: they sign up, apply, are decided about, pass quizzes and connect payout accounts."""

from datetime import datetime, timedelta
from functools import partial
from typing import Final

from marketplace.accounts import service as accounts
from marketplace.demo.labour import Labour
from marketplace.demo.people import ADMIN, NOAH, REVIEWER, SECOND_REVIEWER, STATEMENTS, Player, Shop
from marketplace.demo.stage import SYSTEM, Stage
from marketplace.money import service as money
from marketplace.money.service.accounts import find_account
from marketplace.vetting import service as vetting

COUNTRY: Final = "KR"
TEMPLATES: Final = ("same-product", "grocery-photo-tags", "kr-product-listing")


class Arrivals:
    """Notes in the agenda who comes when, and carries it out."""

    def __init__(self, stage: Stage, labour: Labour) -> None:
        self.stage, self.agenda, self.labour = stage, stage.agenda, labour

    def open_house(self) -> None:
        """The staff and the ready templates."""
        for player, role in ((ADMIN, {"admin": True}), (REVIEWER, {"reviewer": True}), (SECOND_REVIEWER, {"reviewer": True})):
            actor = self.stage.sign_up(player)
            accounts.add_staff(person_id=actor.person_id or 0, actor=SYSTEM, **role)
        self.stage.publish_templates()

    def note_shop(self, shop: Shop, applied_at: datetime, decided_at: datetime | None = None, *, decision: str = "approve") -> None:
        """A business applies, and an admin decides unless it is still waiting."""
        def apply() -> None:
            actor = self.stage.sign_up(shop.owner)
            made = vetting.apply_to_post(company_name=shop.name, business_number=shop.number, representative=shop.owner.name,
                                         statement=shop.statement, actor=actor)
            if decided_at is not None:
                self.agenda.at(decided_at, lambda: self._decide(made.id, decision))

        self.agenda.at(applied_at, apply)

    def note_worker(self, worker: Player, applied_at: datetime, decided_at: datetime | None = None) -> None:
        """A worker applies, and an admin approves unless they are still waiting."""
        def apply() -> None:
            made = vetting.apply_to_work(statement=STATEMENTS[worker.key], actor=self.stage.sign_up(worker))
            if decided_at is not None:
                self.agenda.at(decided_at, lambda: self._decide(made.id, "approve"))

        self.agenda.at(applied_at, apply)

    def note_training(self, worker: Player, starts_at: datetime) -> None:
        """The quizzes of the templates that the demo works on, one after the other; not everybody passes at once."""
        for number, template in enumerate(TEMPLATES):
            moment = starts_at + timedelta(minutes=12 * number)
            if worker is NOAH and number == 0:
                self.agenda.at(moment - timedelta(minutes=6), lambda: self.labour.pass_quiz(NOAH, TEMPLATES[0], wrong=3))
            self.agenda.at(moment, partial(self.labour.pass_quiz, worker, template))

    def connect_payouts(self, worker: Player, ending: str) -> None:
        """The worker opens an account and, four minutes later, has filled it in (`complete`) or left (`leave`)."""
        actor = self.stage.actor(worker)
        self.stage.move_stripe()
        money.connect_payouts(email=worker.email, country=COUNTRY, return_url=self.stage.webhook, provider=self.stage.provider, actor=actor)
        account_id = find_account(actor.person_id or 0).provider_account_id

        def fill_in() -> None:
            self.stage.move_stripe()
            self.stage.stripe.turn(f"/accounts/{account_id}/{ending}")
            self.stage.hear_stripe()
            money.refresh_account(actor.person_id or 0, provider=self.stage.provider, actor=actor)

        self.agenda.after(timedelta(minutes=4), fill_in)

    def _decide(self, application_id: int, decision: str) -> None:
        evidence = "신분 확인 통화, 제출 서류" if decision == "approve" else "소개 글과 홈페이지"
        reason = "서류와 통화 내용이 맞아요." if decision == "approve" else "수익을 보장하고 시작 비용을 받는 모집은 올릴 수 없어요."
        vetting.decide_application(application_id, decision=decision, evidence=evidence, reason=reason, actor=self.stage.actor(ADMIN))
