"""What is worked on, in the books: batches with their prices, tasks with their slots, and claims."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FEE_PERCENT = 10
CLAIM_TIME, REVIEW_TIME, GRACE = timedelta(minutes=15), timedelta(hours=48), timedelta(minutes=2)
CAP, ROUNDS_MOST, PAYOUT_LEAST = 3, 3, 100


def fee_of(pay: int) -> int:
    """Ten percent, half a won rounded up."""
    return (pay * FEE_PERCENT + 50) // 100


@dataclass
class Batch:
    """Its price, and whether it is a draft, open, paused or closed."""

    price: int
    state: str = "draft"

    @property
    def unit(self) -> int:
        return self.price + fee_of(self.price)


@dataclass
class Task:
    """Slots of a batch's row: all, taken, answered and withdrawn; what is held for each."""

    batch: int
    slots: int
    taken: int = 0
    done: int = 0
    withdrawn: int = 0
    held: int = 0

    @property
    def state(self) -> str:
        if self.withdrawn >= self.slots:
            return "withdrawn"
        return "complete" if self.done and self.done + self.withdrawn >= self.slots else "open"

    @property
    def unfinished(self) -> int:
        return self.slots - self.done - self.withdrawn


@dataclass
class Answer:
    """What was handed in for a claim, and who decided about it: `business`, `platform` or `silence`."""

    claim: int
    state: str = "under_review"
    by: str = ""


@dataclass
class Claim:
    """Somebody's work on a task at the price of its first moment."""

    task: int
    worker: int
    price: int
    ends: datetime
    state: str = "active"
    round: int = 1
    submission: int = 0
    review_ends: datetime | None = None
    verdict: str = ""
    paid: int = 0
    judge: int | None = None
    judged_at: datetime | None = None

    @property
    def is_live(self) -> bool:
        return self.state in ("active", "submitted")

    @property
    def waits_for_review(self) -> bool:
        return self.state == "submitted" and not self.verdict
