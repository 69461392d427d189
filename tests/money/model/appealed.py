"""An appeal in the books: what a second look adds, and who bears it; it never takes anything away."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.money.model.tasks import Claim, fee_of

APPEAL_TIME, LOOK_TIME = timedelta(days=1), timedelta(hours=20)


@dataclass
class Appealed:
    """A verdict on a claim that is looked at again until `ends`: what it paid, and what is paid in all."""

    claim: Claim
    ends: datetime
    pay: int
    state: str = "filed"
    fee: int = 0
    lost: int = 0

    @property
    def paid(self) -> int:
        return self.claim.paid

    def file(self, books: Any) -> None:
        """What was rejected waits; a part that was paid stays delivered."""
        if not self.paid:
            books.answers[self.claim.submission].state = "appealed"

    def decide(self, books: Any, pay: int) -> None:
        """A second reviewer's word: what is more than before is paid on top, the worker's money before our fee."""
        if pay <= self.paid:
            self._stand(books, "upheld")
            return
        more, fee = pay - self.paid, fee_of(pay) - fee_of(self.paid)
        wallet = min(books.wallet, more + fee) if self._is_borne_by_business(books) else 0
        earned = min(wallet, more)
        self.state, self.pay, self.fee, self.lost = "overturned", pay, wallet - earned, more - earned
        answer, state = books.answers[self.claim.submission], "accepted" if pay == self.claim.price else "partial"
        if answer.state != state:
            answer.state, answer.by = state, "platform"
        books.carry(earned, ("wallet", books.company), ("worker", self.claim.worker))
        books.carry(self.fee, ("wallet", books.company), ("fee", 0))
        books.carry(self.lost, ("loss", 0), ("worker", self.claim.worker))

    def concede(self, books: Any) -> None:
        """Nobody looked in time: all of the price, from our own pocket; the business gets no more than before."""
        self.pay, self.lost = self.claim.price, self.claim.price - self.paid
        books.carry(self.lost, ("loss", 0), ("worker", self.claim.worker))
        self.state = "conceded"
        if not self.paid:
            books.answers[self.claim.submission].state = "conceded"

    def _stand(self, books: Any, state: str) -> None:
        self.state = state
        books.answers[self.claim.submission].state = self.claim.verdict

    def _is_borne_by_business(self, books: Any) -> bool:
        """It has the money set aside, or its own people decided. What was rejected has a slot again: a free one and its money, or one more."""
        if self.paid:
            return True
        task = books.tasks[self.claim.task]
        is_free = task.state == "open" and task.taken + task.withdrawn < task.slots
        if is_free:
            books.carry(task.held, ("hold", task.batch), ("wallet", books.company))
        else:
            task.slots += 1
        task.taken += 1
        task.done += 1
        return is_free or books.answers[self.claim.submission].by == "business"
