"""What the business, the workers and the reviewers do, each with what the books say must come of it."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.work import service as work
from tests.money.model.payouts import UNDER_WAY
from tests.money.model.tasks import (
    CAP,
    CLAIM_TIME,
    GRACE,
    PAYOUT_LEAST,
    REVIEW_TIME,
    ROUNDS_MOST,
    Answer,
    Claim,
)
from tests.money.model.world import World

PAGE_LIVES = timedelta(hours=23)
SHARES = {"note": 90, "differences": 80}
FAULTS = st.sampled_from(["", "error_before", "error_after", "reset_before", "reset_after", "rate_limit"])
WHICH = st.integers(0, 7)


class People(World):
    """Their rules."""

    # The business.

    @rule(which=WHICH, price=st.integers(200, 400))
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
        self.books.ask_for(made.id, batch_id, missing)

    @rule(amount=st.sampled_from([1_000, 2_000, 10_000]))
    def top_up(self, amount: int) -> None:
        """Money for no batch yet."""
        made = money.top_up_wallet(company_id=self.han.company_id, amount=Money(amount, "KRW"), actor=self.han)
        self.books.ask_for(made.id, 0, amount)

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
        refusal = ("payment_disputed" if self.books.is_hit(batch_id) else "wrong_state" if not is_draft
                   else "escrow_short" if self.books.wallet < self.books.needed(batch_id) else None)
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
        is_hit = batch.state == "paused" and self.books.is_hit(batch_id)
        refusal = "payment_disputed" if is_hit else None if batch.state in ("open", "paused") else "wrong_state"
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
        refusal = "nothing_to_refund" if not self.books.wallet else None if parts else "nothing_refundable"
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
            self.books.answers[made.id] = Answer(claim_id)

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
        refusal = self._unpayable(worker.person_id) or (
            "below_minimum" if owed < PAYOUT_LEAST else "payout_under_way" if waits else None)
        made = self._try(refusal, lambda: money.request_payout(worker_id=worker.person_id, currency="KRW", actor=worker))
        if made is not None:
            self.books.request_payout(made.id, worker.person_id)

    # The reviewers.

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH, by_business=st.booleans())
    def accept(self, which: int, by_business: bool = False) -> None:
        claim = self._pick(which, self._submitted())
        if self._review(claim, "accept", by_business=by_business):
            self._decide(claim, "accepted", claim.price)

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH, failed=st.sampled_from(["note", "differences"]), by_business=st.booleans())
    def part(self, which: int, failed: str, by_business: bool) -> None:
        claim = self._pick(which, self._submitted())
        if self._review(claim, "partial", failed, by_business=by_business):
            self._decide(claim, "partial", claim.price * SHARES[failed] // 100)

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH, by_business=st.booleans())
    def reject(self, which: int, by_business: bool) -> None:
        claim = self._pick(which, self._submitted())
        if self._review(claim, "reject", "verdict", by_business=by_business):
            self._decide(claim, "rejected")

    @precondition(lambda self: self._submitted())
    @rule(which=WHICH)
    def ask_rework(self, which: int) -> None:
        claim = self._pick(which, self._submitted())
        if not claim.verdict and claim.round >= ROUNDS_MOST:
            self._try("too_many_rounds", lambda: self._ask(claim, "rework", actor=self.rae))
        elif self._review(claim, "rework"):
            claim.state, claim.round, claim.ends = "active", claim.round + 1, self.clock.now() + CLAIM_TIME
            self.books.answers[claim.submission].state = "rework"
