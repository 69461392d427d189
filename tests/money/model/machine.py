"""Steps in any order, each with what the books say must come of it. A new verb of money is one more rule here and its arithmetic in the books."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from marketplace.gateways.money_provider import ProviderEvent
from marketplace.kernel.errors import Refusal
from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.proof import prove_ledger
from marketplace.money.reconcile import reconcile
from marketplace.quality import service as quality
from marketplace.quality.jobs import unreviewed_submissions
from marketplace.work import service as work
from marketplace.work.queries import due_claims
from tests.cast import SYSTEM
from tests.money.model.books import (
    CAP,
    CLAIM_TIME,
    GRACE,
    PAYOUT_LEAST,
    REVIEW_TIME,
    ROUNDS_MOST,
    UNDER_WAY,
    Claim,
    Moving,
)
from tests.money.model.stage import Stage, expected
from tests.timepiece import Timepiece

PAGE_LIVES = timedelta(hours=23)
SHARES = {"note": 90, "differences": 80}
FAULTS = st.sampled_from(["", "error_before", "error_after", "reset_before", "reset_after", "rate_limit"])
WHICH = st.integers(0, 7)


class MoneyMachine(RuleBasedStateMachine):
    """One company, two workers, two batches, and a provider with bad days."""

    stage: ClassVar[Stage]

    @initialize(head_start=st.sampled_from([0, 1, 2, 2, 3, 4, 5, 5]), which=st.integers(0, 1), fault=FAULTS)
    def begin(self, head_start: int, which: int, fault: str) -> None:
        """A head start takes short programs to where money is on its way: paid for, answered, accepted, asked for."""
        self.clock = Timepiece()
        self.books = self.stage.begin()
        self.han, self.rae = self.stage.cast.han, self.stage.cast.rae
        self.workers = [self.stage.cast.mira, self.stage.cast.noah]
        self.accounts: dict[int, str] = {}
        self.pages: dict[str, tuple[int, datetime]] = {}
        self.on_the_way: list[ProviderEvent] = []
        self.has_begun = True
        steps = (lambda: self._pay_for(which), lambda: self._answer(which), lambda: self.accept(0),
                 lambda: (self.connect(0), self.request_payout(0)), lambda: self.send_payouts(fault))
        for step in steps[:head_start]:
            step()

    # The business.

    @rule(which=WHICH, price=st.integers(100, 400))
    def edit_price(self, which: int, price: int) -> None:
        batch_id = self._pick(which, self.books.batches)
        is_draft = self.books.batches[batch_id].state == "draft"
        self._try(None if is_draft else "not_a_draft", lambda: work.edit_batch(
            batch_id, title="같은 상품", price=Money(price, "KRW"), actor=self.han))
        if is_draft:
            self.books.batches[batch_id].price = price

    @rule(which=WHICH)
    def fund(self, which: int) -> None:
        """Ask for what is missing; a page that is out of date lapses."""
        batch_id = self._pick(which, self.books.batches)
        missing = self.books.needed(batch_id) - self.books.wallet
        made = money.fund_batch(batch_id=batch_id, company_id=self.han.company_id, total=Money(self.books.needed(batch_id), "KRW"), actor=self.han)
        if missing <= 0:
            assert made is None
            return
        for number, payment in self.books.payments.items():
            if payment.whose == batch_id and payment.state in ("requested", "opened") and number != made.id:
                assert payment.amount != missing
                payment.state = "lapsed"
        self.books.payments.setdefault(made.id, Moving(batch_id, missing))

    @precondition(lambda self: any(one.state == "requested" for one in self.books.payments.values()))
    @rule(which=WHICH, fault=FAULTS)
    def open_page(self, which: int, fault: str) -> None:
        payment_id = self._pick(which, [number for number, one in self.books.payments.items() if one.state == "requested"])
        self._weather("checkout.sessions.create", fault)
        opened = self._try("provider_unavailable" if fault else None, lambda: money.open_checkout(
            payment_id, title="묶음", return_url="http://localhost/paid", provider=self.stage.bank.provider, actor=self.han))
        if opened is not None:
            self.books.payments[payment_id].state = "opened"
            self.pages[opened.checkout_id] = payment_id, self.clock.now() + PAGE_LIVES

    @precondition(lambda self: self.pages)
    @rule(which=WHICH, comes_back=st.booleans())
    def pay(self, which: int, comes_back: bool) -> None:
        """By card, perhaps on a page that is out of date; who comes back is believed before the event comes."""
        page = self._pick(which, self.pages)
        payment_id, ends = self.pages.pop(page)
        if ends <= self.clock.now():
            return
        self.stage.bank.twin.pay(page)
        if comes_back:
            money.confirm_payment(payment_id, provider=self.stage.bank.provider, actor=self.han)
            self.books.hear("payment", payment_id, "paid")

    @rule(which=WHICH)
    def publish(self, which: int) -> None:
        batch_id = self._pick(which, self.books.batches)
        is_draft = self.books.batches[batch_id].state == "draft"
        refusal = "wrong_state" if not is_draft else "escrow_short" if self.books.wallet < self.books.needed(batch_id) else None
        self._try(refusal, lambda: work.publish_batch(batch_id, actor=self.han))
        if refusal is None:
            self.books.publish(batch_id)

    @rule(which=WHICH, more=st.integers(0, 60))
    def raise_price(self, which: int, more: int) -> None:
        batch_id = self._pick(which, self.books.batches)
        batch = self.books.batches[batch_id]
        price = min(batch.price + more, 400)
        refusal = ("not_published" if batch.state not in ("open", "paused") else "price_not_higher" if price == batch.price
                   else "escrow_short" if self.books.wallet < self.books.cost_of_raise(batch_id, price) else None)
        self._try(refusal, lambda: work.raise_price(batch_id, price=Money(price, "KRW"), actor=self.han))
        if refusal is None:
            self.books.raise_price(batch_id, price)

    @rule(which=WHICH)
    def pause_or_resume(self, which: int) -> None:
        batch_id = self._pick(which, self.books.batches)
        batch = self.books.batches[batch_id]
        verb, target = (work.resume_batch, "open") if batch.state == "paused" else (work.pause_batch, "paused")
        refusal = None if batch.state in ("open", "paused") else "wrong_state"
        self._try(refusal, lambda: verb(batch_id, actor=self.han))
        batch.state = batch.state if refusal else target

    @rule(which=WHICH)
    def close(self, which: int) -> None:
        running = [number for number, one in self.books.batches.items() if one.state in ("open", "paused")]
        batch_id = self._pick(which, running or self.books.batches)
        refusal = "wrong_state" if self.books.batches[batch_id].state == "closed" else None
        self._try(refusal, lambda: work.close_batch(batch_id, actor=self.han))
        if refusal is None:
            self.books.close(batch_id)

    @rule()
    def refund(self) -> None:
        parts = self.books.refund_parts()
        refusal = None if self.books.wallet else "nothing_to_refund"
        made = self._try(refusal, lambda: money.request_refund(company_id=self.han.company_id, currency="KRW", actor=self.han)) or []
        assert [(one.payment_id, one.amount_minor) for one in made] == parts
        for one in made:
            self.books.request_refund(one.id, one.payment_id, one.amount_minor)

    # The workers.

    @rule(who=st.integers(0, 1), which=WHICH)
    def claim(self, who: int, which: int) -> None:
        worker, batch_id = self.workers[who], self._pick(which, self.books.batches)
        batch, free = self.books.batches[batch_id], self.books.free_for(self.workers[who].person_id, batch_id)
        refusal = ("not_found" if batch.state == "draft" else "batch_not_open" if batch.state != "open"
                   else "too_many_claims" if self.books.held_by(worker.person_id) >= CAP else None if free else "nothing_left")
        claim = self._try(refusal, lambda: work.claim_next(batch_id, actor=worker))
        if claim is not None:
            assert claim.task_id in free
            self.books.tasks[claim.task_id].taken += 1
            self.books.claims[claim.id] = Claim(claim.task_id, worker.person_id, batch.price, self.clock.now() + CLAIM_TIME)

    @precondition(lambda self: self.books.claims)
    @rule(which=WHICH)
    def give_back(self, which: int) -> None:
        claim_id = self._pick(which, self._active() or self.books.claims)
        claim = self.books.claims[claim_id]
        refusal = None if claim.state == "active" else "wrong_state"
        self._try(refusal, lambda: work.release_claim(claim_id, actor=self._worker(claim)))
        if refusal is None:
            claim.state = "released"
            self.books.give_up(claim)

    @precondition(lambda self: self.books.claims)
    @rule(which=WHICH)
    def submit(self, which: int) -> None:
        claim_id = self._pick(which, self._active() or self.books.claims)
        claim = self.books.claims[claim_id]
        is_late = claim.state == "expired" or (claim.state == "active" and claim.ends + GRACE <= self.clock.now())
        refusal = {"submitted": "already_submitted", "released": "wrong_state"}.get(claim.state) or ("claim_expired" if is_late else None)
        made = self._try(refusal, lambda: work.submit_claim(claim_id, answers=self.stage.make.answers(), actor=self._worker(claim)))
        if made is not None:
            claim.state, claim.submission, claim.review_ends = "submitted", made.id, self.clock.now() + REVIEW_TIME

    @rule(who=st.integers(0, 1))
    def connect(self, who: int) -> None:
        """A payout account, its details filled in; one that was restricted is well again."""
        self._connect(self.workers[who])

    @precondition(lambda self: self.accounts)
    @rule(which=WHICH)
    def restrict(self, which: int) -> None:
        self.stage.bank.twin.restrict(self.accounts[self._pick(which, self.accounts)])

    @rule(who=st.integers(0, 1))
    def request_payout(self, who: int) -> None:
        worker = self.workers[who]
        owed, waits = self.books.accounts["worker", worker.person_id], any(
            one.whose == worker.person_id and one.state in UNDER_WAY for one in self.books.payouts.values())
        refusal = ("not_connected" if worker.person_id not in self.accounts else "account_restricted" if self._is_restricted(worker.person_id)
                   else "below_minimum" if owed < PAYOUT_LEAST else "payout_under_way" if waits else None)
        made = self._try(refusal, lambda: money.request_payout(worker_id=worker.person_id, currency="KRW", actor=worker))
        if made is not None:
            self.books.request_payout(made.id, worker.person_id)

    # The reviewers.

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH)
    def accept(self, which: int) -> None:
        claim = self._pick(which, self._submitted())
        if self._review(claim, "accept"):
            self._decide(claim, "accepted", claim.price)

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH, failed=st.sampled_from(["note", "differences"]))
    def part(self, which: int, failed: str) -> None:
        claim = self._pick(which, self._submitted())
        if self._review(claim, "partial", failed):
            self._decide(claim, "partial", claim.price * SHARES[failed] // 100)

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH)
    def reject(self, which: int) -> None:
        claim = self._pick(which, self._submitted())
        if self._review(claim, "reject", "verdict"):
            claim.verdict = "rejected"
            self.books.give_up(claim)

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH)
    def ask_rework(self, which: int) -> None:
        claim = self._pick(which, self._submitted())
        if not claim.verdict and claim.round >= ROUNDS_MOST:
            self._try("too_many_rounds", lambda: self._ask(claim, "rework"))
        elif self._review(claim, "rework"):
            claim.state, claim.round, claim.ends = "active", claim.round + 1, self.clock.now() + CLAIM_TIME

    # The provider, the network, the machine and time.

    @rule(fault=FAULTS)
    def send_payouts(self, fault: str) -> None:
        """What is due goes out once, and what the provider then has is one right transfer at most."""
        self._weather("transfers.create", fault)
        for payout_id in money.due_payouts():
            is_sent = money.send_payout(payout_id, provider=self.stage.bank.provider, actor=SYSTEM)
            made = [one["amount"] for one in self.stage.bank.twin.transfers(transfer_group=f"payout:{payout_id}")]
            self._follow_payout(payout_id, is_sent, made)
        self.stage.bank.twin.http.delete("/_twin/faults")

    @rule(fault=FAULTS)
    def send_refunds(self, fault: str) -> None:
        self._weather("refunds.create", fault)
        for refund_id in money.due_refunds():
            is_sent = money.send_refund(refund_id, provider=self.stage.bank.provider, actor=SYSTEM)
            self._follow_refund(refund_id, is_sent)
        self.stage.bank.twin.http.delete("/_twin/faults")

    @precondition(lambda self: self._made_refunds())
    @rule(which=WHICH)
    def card_refuses(self, which: int) -> None:
        """Days later the card's bank sends a refund back."""
        self.stage.bank.twin.switch(f"/refunds/{self._pick(which, self._made_refunds())}/fail")

    @rule(data=st.data())
    def hear(self, data: st.DataObject) -> None:
        """Some of what the provider said, in any order, some of it twice; the rest comes later."""
        self.on_the_way += self.stage.events()
        if self.on_the_way:
            heard = data.draw(st.lists(st.sampled_from(range(len(self.on_the_way))), max_size=2 * len(self.on_the_way)), label="heard")
            self._hear([self.on_the_way[number] for number in heard])
            self.on_the_way = [one for number, one in enumerate(self.on_the_way) if number not in heard]

    @rule(hours=st.sampled_from([0.1, 0.5, 7, 25, 49]))
    def clock_jumps(self, hours: float) -> None:
        """Time passes here and there, and what is due by then is done."""
        self._pass_time(hours)
        late = sorted(number for number, one in self.books.claims.items() if one.state == "active" and one.ends + GRACE <= self.clock.now())
        assert sorted(due_claims()) == late
        for claim_id in late:
            work.expire_claim(claim_id, actor=SYSTEM)
            self.books.claims[claim_id].state = "expired"
            self.books.give_up(self.books.claims[claim_id])
        silent = [one for one in self.books.claims.values() if one.waits_for_review and one.review_ends <= self.clock.now()]
        assert sorted(unreviewed_submissions()) == sorted(one.submission for one in silent)
        for claim in silent:
            quality.accept_by_silence(claim.submission, actor=SYSTEM)
            self._decide(claim, "accepted", claim.price)

    @rule()
    def restart(self) -> None:
        self.stage.restart()

    # What must hold, and how it ends.

    def check_invariants(self, *words: Any, **named: Any) -> None:
        """After each step the ledger proves and everything is where the books say."""
        super().check_invariants(*words, **named)
        if getattr(self, "has_begun", False):
            assert prove_ledger() == []
            assert self.stage.seen() == expected(self.books)

    def teardown(self) -> None:
        """In good weather everything comes to its end, and the provider has the same as we."""
        if not getattr(self, "has_begun", False):
            return
        try:
            if self.books.payments:
                self._settle()
        finally:
            self.clock.reset()
            self.stage.end()

    def _pay_for(self, which: int) -> None:
        self.fund(which)
        self.open_page(0, "")
        self.pay(0, comes_back=True)
        self.publish(which)

    def _answer(self, which: int) -> None:
        """One answer handed in, the other one's work under way."""
        self.claim(0, which)
        self.submit(0)
        self.claim(1, which)

    def _settle(self) -> None:
        for worker in self.workers:
            if worker.person_id in self.accounts:
                self._connect(worker)
        for _ in range(8):
            self._pass_time(49)
            self.send_payouts("")
            self.send_refunds("")
            self.on_the_way += self.stage.events()
            self._hear(self.on_the_way)
            self.on_the_way = []
            if not any(one.state in UNDER_WAY for one in [*self.books.payouts.values(), *self.books.refunds.values()]):
                break
        assert self.stage.seen() == expected(self.books)
        assert not [one for one in [*self.books.payouts.values(), *self.books.refunds.values()] if one.state in UNDER_WAY]
        assert reconcile(provider=self.stage.bank.provider, actor=SYSTEM) == []
        sent = sorted((one["transfer_group"], one["amount"]) for one in self.stage.bank.twin.transfers())
        assert sent == sorted((f"payout:{number}", one.amount) for number, one in self.books.payouts.items() if one.state == "paid")

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
            self.books.carry(payout.amount, ("transit", payout_id), ("worker", payout.whose))
        payout.state = seen

    def _follow_refund(self, refund_id: int, is_sent: bool) -> None:
        seen = dict(self.stage.rows("SELECT id, state FROM refunds"))[refund_id]
        assert seen == "sent" if is_sent else seen in ("sending", "failed")
        if seen == "failed":
            self.books.fail_refund(refund_id)
        self.books.refunds[refund_id].state = seen

    def _review(self, claim: Claim, decision: str, *failed: str) -> bool:
        refusal = "already_reviewed" if claim.verdict else None
        return self._try(refusal, lambda: self._ask(claim, decision, *failed)) is not None

    def _ask(self, claim: Claim, decision: str, *failed: str) -> Any:
        return quality.review_submission(claim.submission, decision=decision, items=self.stage.make.items(*failed), message="다시 봐 주세요",
                                         actor=self.rae)

    def _decide(self, claim: Claim, verdict: str, pay: int) -> None:
        claim.verdict = verdict
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
            money.connect_payouts(email=self.stage.mails[worker.person_id], country="KR", return_url="http://localhost/earnings",
                                  provider=provider, actor=worker)
        account = money.refresh_account(worker.person_id, provider=provider, actor=worker).provider_account_id
        twin.complete_onboarding(account)
        money.refresh_account(worker.person_id, provider=provider, actor=worker)
        self.accounts[worker.person_id] = account

    def _is_restricted(self, worker_id: int) -> bool:
        return not dict(self.stage.rows("SELECT worker_id, payouts_enabled FROM payout_accounts"))[worker_id]

    def _made_refunds(self) -> list[str]:
        return [one.provider_refund_id for one in self.stage.rows(
            "SELECT provider_refund_id FROM refunds WHERE state IN ('sent', 'settled') ORDER BY id")]

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
