"""What comes after a payment or a verdict: a bonus on top, and a card's holder who denies the payment."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.kernel.money import Money
from marketplace.quality.bonuses import give_bonus
from marketplace.work import service as work
from marketplace.work.queries import open_disputed
from tests.cast import SYSTEM
from tests.money.model.disputed import Disputed
from tests.money.model.people import WHICH, People
from tests.money.model.tasks import Claim, fee_of


class Afterwards(People):
    """Their rules."""

    @precondition(lambda self: self._decided())
    @rule(which=WHICH, amount=st.one_of(st.integers(1, 150), st.sampled_from([500, 4_000])))
    def bonus(self, which: int, amount: int) -> None:
        """From what is left in the wallet, and our fee with it."""
        claim = self._pick(which, self._decided())
        cost = amount + fee_of(amount)
        refusal = "not_accepted" if claim.verdict == "rejected" else "wallet_short" if self.books.wallet < cost else None
        self._try(refusal, lambda: give_bonus(claim.submission, amount=Money(amount, "KRW"), reason="꼼꼼해요", actor=self.han))
        if refusal is None:
            self.books.carry(amount, ("wallet", self.books.company), ("worker", claim.worker))
            self.books.carry(fee_of(amount), ("wallet", self.books.company), ("fee", 0))

    @precondition(lambda self: self._deniable())
    @rule(which=WHICH, parts=st.integers(1, 3), fee=st.sampled_from([0, 1_500]), is_heard=st.booleans())
    def charge_back(self, which: int, parts: int, fee: int, is_heard: bool) -> None:
        """The provider takes a payment back, whole or in part; we hear of it now or some time later."""
        payment_id = self._pick(which, self._deniable())
        payment = self.books.payments[payment_id]
        made = self.stage.bank.twin.switch(f"/charges/{self._charge_of(payment_id)}/dispute", amount=payment.amount // parts, fee=fee)
        self.books.disputes[made["id"]] = Disputed(payment_id, payment.whose, payment.amount // parts, fee)
        self._undecided().append(made["id"])
        if is_heard:
            self._hear_all()

    @precondition(lambda self: self._undecided())
    @rule(which=WHICH, won=st.booleans())
    def bank_decides(self, which: int, won: bool) -> None:
        dispute_id = self._pick(which, self._undecided())
        self._undecided().remove(dispute_id)
        self.stage.bank.twin.switch(f"/disputes/{dispute_id}/close", won=won)

    def _stop_disputed(self) -> None:
        """Nobody works on what may not be paid for."""
        hit = sorted(number for number, one in self.books.batches.items() if one.state == "open" and self.books.is_hit(number))
        assert sorted(open_disputed()) == hit
        for batch_id in hit:
            work.pause_batch(batch_id, actor=SYSTEM)
            self.books.batches[batch_id].state = "paused"

    def _make_good(self) -> None:
        """What cards took back and no wallet bore, and appeals cost us, comes out of our own pocket, so that every payout can be made."""
        lost = sum(one.amount + one.fee for one in self.books.disputes.values()) + sum(one.lost for one in self.books.appeals.values())
        if lost:
            self.stage.bank.twin.switch("/balance", amount=lost, currency="krw")

    def _decided(self) -> list[Claim]:
        return [one for one in self.books.claims.values() if one.verdict]

    def _deniable(self) -> list[int]:
        """Payments that we know of and that nobody has denied yet."""
        denied = {one.payment for one in self.books.disputes.values()}
        return [number for number, one in self.books.payments.items() if one.state == "paid" and number not in denied]

    def _undecided(self) -> list[str]:
        return self.__dict__.setdefault("_waiting_for_the_bank", [])

    def _charge_of(self, payment_id: int) -> str:
        intent = dict(self.stage.rows("SELECT id, provider_payment_id FROM payments"))[payment_id]
        return self.stage.bank.twin.call("GET", "/v1/charges", {"payment_intent": intent}).json()["data"][0]["id"]
