"""Steps in any order, each with what the books say must come of it. A new verb of money is one more rule here and its arithmetic in the books."""

import sys
from datetime import datetime
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from marketplace.gateways.money_provider import ProviderEvent
from marketplace.money import service as money
from marketplace.money.proof import prove_ledger
from marketplace.money.reconcile import reconcile
from marketplace.quality import service as quality
from marketplace.quality.jobs import unreviewed_submissions
from marketplace.work import service as work
from marketplace.work.queries import due_claims
from tests.cast import SYSTEM
from tests.money.model.banked import Banked
from tests.money.model.payouts import UNDER_WAY
from tests.money.model.stage import expected
from tests.money.model.tasks import GRACE
from tests.timepiece import Timepiece

FAULTS = st.sampled_from(["", "error_before", "error_after", "reset_before", "reset_after", "rate_limit"])
WHICH = st.integers(0, 7)
LAST = [("done",), ("returned",), ("done", "returned")]
LOOK = st.one_of(st.none(), st.tuples(
    st.sampled_from(["part", "spent", "free", "taken", "closed"]), st.booleans(),
    st.sampled_from([None, "", "", "note", "note", "verdict", "silence", "late"])))


class MoneyMachine(Banked):
    """One company, two workers, two batches, a provider with bad days, and a bank."""

    @initialize(head_start=st.sampled_from([0, 1, 2, 2, 3, 4, 5, 5, 6, 6, 6, 6, 6]), which=st.integers(0, 1), fault=FAULTS,
                far=st.sampled_from([0, 0, 0, 0, 0, 1, 3, 5, 8, 9, 12, 13]), last=st.sampled_from(LAST), look=LOOK)
    def begin(self, head_start: int, which: int, fault: str, far: int, last: tuple[str, ...], look: tuple[str, bool, str | None] | None) -> None:
        """A head start takes short programs to where money is on its way: paid for, answered, accepted, asked for.

        By the provider or so `far` by the bank; `last` is what they say in the end. With a `look` the answer isn't accepted but appealed.
        """
        self.clock = Timepiece()
        self.books = self.stage.begin()
        self.han, self.rae = self.stage.cast.han, self.stage.cast.rae
        self.workers = [self.stage.cast.mira, self.stage.cast.noah]
        self.countries = {worker.person_id: "JP" if number == which else "KR" for number, worker in enumerate(self.workers)}
        self.accounts: dict[int, str] = {}
        self.pages: dict[str, tuple[int, datetime]] = {}
        self.on_the_way: list[ProviderEvent] = []
        self.last, self.has_begun = last, True
        ask, send = (lambda: self.register(0, 1), lambda: self._begin_a_run(far)) if far else (
            lambda: self.connect(0), lambda: self.send_payouts(fault))
        judge = (lambda: self._begin_an_appeal(which, *look)) if look else lambda: self.accept(0)
        steps = (lambda: self._pay_for(which), lambda: self._answer(which), judge, self._give_more,
                 lambda: (ask(), self.request_payout(0)), send)
        for step in steps[:head_start]:
            step()

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

    @precondition(lambda self: self._made_transfers())
    @rule(which=WHICH)
    def take_transfer_back(self, which: int) -> None:
        """Days later the provider takes back what it had sent."""
        self._take_back(self._pick(which, self._made_transfers()))

    @rule(data=st.data())
    def hear(self, data: st.DataObject) -> None:
        """Some of what the provider said, in any order, some of it twice; the rest comes later."""
        self.on_the_way += self.stage.events()
        if self.on_the_way:
            heard = data.draw(st.lists(st.sampled_from(range(len(self.on_the_way))), max_size=2 * len(self.on_the_way)), label="heard")
            self._hear([self.on_the_way[number] for number in heard])
            self.on_the_way = [one for number, one in enumerate(self.on_the_way) if number not in heard]

    def _hear_all(self) -> None:
        self._hear([*self.on_the_way, *self.stage.events()])
        self.on_the_way = []

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
            self.books.answers[claim.submission].by = "silence"
            self._decide(claim, "accepted", claim.price)
        self._concede_overdue()
        self._stop_disputed()

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
        """In good weather everything comes to its end, and the provider has the same as we; a program that failed ends as it is."""
        if not getattr(self, "has_begun", False):
            return
        try:
            if sys.exception() is None and self.books.payments:
                self._settle()
        finally:
            self.clock.reset()
            self.stage.end()

    def _pay_for(self, which: int) -> None:
        self.fund(which)
        self.open_page(0, "")
        self.pay(0, comes_back=True)
        self.publish(which)

    def _give_more(self) -> None:
        """Money for no batch yet, and most of it as a bonus that is large enough for both taxes."""
        self.top_up(6_000)
        self.open_page(0, "")
        self.pay(0, comes_back=True)
        self.bonus(0, 4_000)

    def _answer(self, which: int) -> None:
        """One answer handed in, the other one's work under way."""
        self.claim(0, which)
        self.submit(0)
        self.claim(1, which)

    def _settle(self) -> None:
        for worker in self.workers:
            if worker.person_id in self.accounts:
                self._connect(worker)
        self._pass_time(25)
        self._concede_overdue()
        self._make_good()
        for _ in range(8):
            self._pass_time(49)
            self.send_payouts("")
            self.send_refunds("")
            self._pay_by_bank(*self.last)
            self._hear_all()
            for transfer_id in self._made_transfers() if "returned" in self.last else ():
                self._take_back(transfer_id)
            self._hear_all()
            if not any(one.state in UNDER_WAY for one in [*self.books.payouts.values(), *self.books.refunds.values()]):
                break
        assert prove_ledger() == []
        assert self.stage.seen() == expected(self.books)
        assert not [one for one in [*self.books.payouts.values(), *self.books.refunds.values()] if one.state in UNDER_WAY]
        assert reconcile(provider=self.stage.bank.provider, actor=SYSTEM) == []
        sent = sorted((one["transfer_group"], one["amount"]) for one in self.stage.bank.twin.transfers() if not one["reversed"])
        assert sent == sorted((f"payout:{number}", one.amount) for number, one in self.books.payouts.items()
                              if (one.state, one.method) == ("paid", "stripe"))
