"""What the steps share: the books, the stage, and how a step is tried and followed."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, ClassVar

from hypothesis.stateful import RuleBasedStateMachine
from stripe import InvalidRequestError

from marketplace.gateways.money_provider import ProviderEvent
from marketplace.kernel.errors import Refusal
from marketplace.money import service as money
from marketplace.quality import service as quality
from tests.money.model.books import Books
from tests.money.model.stage import Stage
from tests.money.model.tasks import Claim
from tests.timepiece import Timepiece


class World(RuleBasedStateMachine):
    """Helpers of the rules, none of their own."""

    books: Books
    clock: Timepiece
    stage: ClassVar[Stage]

    def _hear(self, events: list[ProviderEvent]) -> None:
        for event in events:
            said = self.stage.take(event)
            if said is not None and event.id not in self.heard_before():
                self.books.hear(*said)
            self.heard_before().add(event.id)

    def heard_before(self) -> set[str]:
        """Ids of events taken: one that comes again is no news, whatever has happened since."""
        return self.__dict__.setdefault("_heard", set())

    def _pass_time(self, hours: float) -> None:
        self.clock.forward(hours=hours)
        self.stage.bank.twin.move(self.clock.now())

    def _weather(self, operation: str, fault: str) -> None:
        if fault:
            self.stage.bank.twin.fault(operation, fault, times=1)

    def _follow_payout(self, payout_id: int, is_sent: bool, made: list[int]) -> None:
        payout = self.books.payouts[payout_id]
        seen = dict(self.stage.rows("SELECT id, state FROM payouts"))[payout_id]
        assert made in ([], [payout.amount])
        assert (seen, made) == ("sent", [payout.amount]) if is_sent else seen in ("sending", "failed")
        if seen == "failed":
            assert made == []
            self.books.return_payout(payout_id)
        payout.state = seen

    def _follow_refund(self, refund_id: int, is_sent: bool) -> None:
        seen = dict(self.stage.rows("SELECT id, state FROM refunds"))[refund_id]
        assert seen == "sent" if is_sent else seen in ("sending", "failed")
        if seen == "failed":
            self.books.fail_refund(refund_id)
        self.books.refunds[refund_id].state = seen

    def _review(self, claim: Claim, decision: str, *failed: str, by_business: bool = False) -> bool:
        """Whether it is decided now: by a reviewer of the platform, or by the business itself."""
        refusal, judge = "already_reviewed" if claim.verdict else None, self.han if by_business else self.rae
        if self._try(refusal, lambda: self._ask(claim, decision, *failed, actor=judge)) is None:
            return False
        claim.judge, self.books.answers[claim.submission].by = judge.person_id, "business" if by_business else "platform"
        return True

    def _ask(self, claim: Claim, decision: str, *failed: str, actor: Any) -> Any:
        return quality.review_submission(claim.submission, decision=decision, items=self.stage.make.items(*failed), message="다시 봐 주세요",
                                         actor=actor)

    def _decide(self, claim: Claim, verdict: str, pay: int = 0) -> None:
        claim.verdict, claim.paid, claim.judged_at = verdict, pay, self.clock.now()
        self.books.answers[claim.submission].state = verdict
        if verdict == "rejected":
            self.books.give_up(claim)
        else:
            self.books.pay(claim, pay)

    def _try(self, refusal: str | None, act: Callable[[], Any]) -> Any:
        """Do it and hand back what comes of it; when a refusal is due, see exactly that one."""
        try:
            made = act()
        except Refusal as refused:
            code = refused.code
        else:
            code = None
        assert code == refusal
        return None if code else made

    def _connect(self, worker: Any) -> None:
        provider, twin = self.stage.bank.provider, self.stage.bank.twin
        if worker.person_id not in self.accounts:
            money.connect_payouts(email=self.stage.mails[worker.person_id], country=self.countries[worker.person_id], return_url="http://localhost/earnings",
                                  provider=provider, actor=worker)
        account = money.refresh_account(worker.person_id, provider=provider, actor=worker).provider_account_id
        twin.complete_onboarding(account)
        money.refresh_account(worker.person_id, provider=provider, actor=worker)
        self.accounts[worker.person_id], self.books.countries[worker.person_id] = account, self.countries[worker.person_id]

    def _unpayable(self, worker_id: int) -> str | None:
        """Why nothing can be sent to a worker: a bank account of their own goes before the provider's."""
        if worker_id in self.books.banked:
            return self.books.hold_on(worker_id, self.clock.now())
        return "not_connected" if worker_id not in self.accounts else "account_restricted" if self._is_restricted(worker_id) else None

    def _is_restricted(self, worker_id: int) -> bool:
        return not dict(self.stage.rows("SELECT worker_id, payouts_enabled FROM payout_accounts"))[worker_id]

    def _made_refunds(self) -> list[str]:
        return [one.provider_refund_id for one in self.stage.rows(
            "SELECT provider_refund_id FROM refunds WHERE state IN ('sent', 'settled') ORDER BY id")]

    def _made_transfers(self) -> list[str]:
        """Those that nobody has taken back."""
        ours = [one.transfer_id for one in self.stage.rows(
            "SELECT transfer_id FROM payouts WHERE method = 'stripe' AND state IN ('sent', 'paid') ORDER BY id")]
        live = {one["id"] for one in self.stage.bank.twin.transfers() if not one["reversed"]} if ours else set()
        return [one for one in ours if one in live]

    def _take_back(self, transfer_id: str) -> None:
        """While it is still there: days later the provider has paid it on to the worker's own bank."""
        with suppress(InvalidRequestError):
            self.stage.bank.provider.client.v1.transfers.reversals.create(transfer_id, {})

    def _active(self) -> list[int]:
        return [number for number, one in self.books.claims.items() if one.state == "active"]

    def _submitted(self) -> list[Claim]:
        """What waits for review first; else what was reviewed, to be refused."""
        handed_in = [one for one in self.books.claims.values() if one.state == "submitted"]
        return [one for one in handed_in if not one.verdict] or handed_in

    def _worker(self, claim: Claim) -> Any:
        return next(one for one in self.workers if one.person_id == claim.worker)

    @staticmethod
    def _pick(which: int, things: Any) -> Any:
        listed = list(things)
        return listed[which % len(listed)]
