"""The small model that the program is held against: what every account must hold and where everything must stand, by plain arithmetic."""

from dataclasses import dataclass, field

from tests.money.model.appealed import Appealed
from tests.money.model.disputed import Disputed
from tests.money.model.payouts import Payouts
from tests.money.model.tasks import Answer, Batch, Claim, Task, fee_of


@dataclass
class Moving:
    """A payment (for a batch, or 0) or a refund: whose, how much, and how far it has come."""

    whose: int
    amount: int
    state: str = "requested"


@dataclass
class Books(Payouts):
    """All of it: accounts by (kind, owner) and everything by its id."""

    batches: dict[int, Batch] = field(default_factory=dict)
    tasks: dict[int, Task] = field(default_factory=dict)
    claims: dict[int, Claim] = field(default_factory=dict)
    answers: dict[int, Answer] = field(default_factory=dict)
    appeals: dict[int, Appealed] = field(default_factory=dict)
    payments: dict[int, Moving] = field(default_factory=dict)
    refunds: dict[int, Moving] = field(default_factory=dict)
    refund_of: dict[int, int] = field(default_factory=dict)
    disputes: dict[str, Disputed] = field(default_factory=dict)

    @property
    def wallet(self) -> int:
        return self.accounts["wallet", self.company]

    def tasks_of(self, batch_id: int) -> list[Task]:
        return [task for task in self.tasks.values() if task.batch == batch_id]

    def needed(self, batch_id: int) -> int:
        """What publishing a draft holds."""
        return self.batches[batch_id].unit * sum(task.slots for task in self.tasks_of(batch_id))

    def asked(self, batch_id: int) -> int:
        """How many answers a published batch asks for."""
        return sum(task.slots for task in self.tasks_of(batch_id) if task.held)

    def publish(self, batch_id: int) -> None:
        self.carry(self.needed(batch_id), ("wallet", self.company), ("hold", batch_id))
        self.batches[batch_id].state = "open"
        for task in self.tasks_of(batch_id):
            task.held = self.batches[batch_id].unit

    def cost_of_raise(self, batch_id: int, price: int) -> int:
        unfinished = sum(task.unfinished for task in self.tasks_of(batch_id) if task.state == "open")
        return unfinished * (price + fee_of(price) - self.batches[batch_id].unit)

    def raise_price(self, batch_id: int, price: int) -> None:
        self.carry(self.cost_of_raise(batch_id, price), ("wallet", self.company), ("hold", batch_id))
        self.batches[batch_id].price = price
        for task in self.tasks_of(batch_id):
            task.held = self.batches[batch_id].unit if task.state == "open" else task.held

    def close(self, batch_id: int) -> None:
        self.batches[batch_id].state = "closed"
        for task in self.tasks_of(batch_id):
            if task.state == "open":
                task.withdrawn = task.slots - task.taken
            self.carry(task.withdrawn * task.held, ("hold", batch_id), ("wallet", self.company))

    def free_for(self, worker: int, batch_id: int) -> list[int]:
        """Tasks with a free slot that this worker hasn't done or taken already."""
        mine = {claim.task for claim in self.claims.values() if claim.worker == worker and claim.is_live}
        return [number for number, task in self.tasks.items() if task.batch == batch_id and task.state == "open"
                and task.taken + task.withdrawn < task.slots and number not in mine]

    def held_by(self, worker: int) -> int:
        return sum(claim.worker == worker and claim.state == "active" for claim in self.claims.values())

    def give_up(self, claim: Claim) -> None:
        """A slot is free again, or its money goes back where the batch is closed."""
        task = self.tasks[claim.task]
        task.taken -= 1
        if self.batches[task.batch].state == "closed":
            task.withdrawn += 1
            self.carry(task.held, ("hold", task.batch), ("wallet", self.company))

    def pay(self, claim: Claim, pay: int) -> None:
        """A verdict that pays: the worker's part, our fee, the rest to the business."""
        task = self.tasks[claim.task]
        task.done += 1
        self.carry(pay, ("hold", task.batch), ("worker", claim.worker))
        self.carry(fee_of(pay), ("hold", task.batch), ("fee", 0))
        self.carry(task.held - pay - fee_of(pay), ("hold", task.batch), ("wallet", self.company))

    def ask_for(self, payment_id: int, batch_id: int, amount: int) -> None:
        """A payment to be made; one over another amount, for the same, lapses."""
        for number, payment in self.payments.items():
            if payment.whose == batch_id and payment.state in ("requested", "opened") and number != payment_id:
                assert payment.amount != amount
                payment.state = "lapsed"
        self.payments.setdefault(payment_id, Moving(batch_id, amount))

    def refund_parts(self) -> list[tuple[int, int]]:
        """The payments that a refund of the wallet goes to, newest first, and how much to each."""
        left, parts, disputed = self.wallet, [], {one.payment for one in self.disputes.values() if one.state}
        for payment_id, payment in sorted(self.payments.items(), reverse=True):
            gone = sum(refund.amount for number, refund in self.refunds.items() if self.refund_of[number] == payment_id and refund.state != "failed")
            part = min(left, payment.amount - gone) if payment.state == "paid" and payment_id not in disputed else 0
            if part > 0:
                parts.append((payment_id, part))
                left -= part
        return parts

    def request_refund(self, refund_id: int, payment_id: int, amount: int) -> None:
        self.refunds[refund_id], self.refund_of[refund_id] = Moving(self.company, amount), payment_id
        self.carry(amount, ("wallet", self.company), ("provider", 0))

    def fail_refund(self, refund_id: int) -> None:
        self.refunds[refund_id].state = "failed"
        self.carry(self.refunds[refund_id].amount, ("provider", 0), ("wallet", self.company))

    def is_hit(self, batch_id: int) -> bool:
        """Whether a card's bank still decides about a payment for a batch, or for any."""
        return any(one.batch in (0, batch_id) and one.state == "opened" for one in self.disputes.values())

    def hear(self, kind: str, number: int | str, word: str) -> None:
        """The provider says that `word` has become of a payment, a payout, a refund or a dispute; said twice it changes nothing."""
        if kind == "dispute":
            self.disputes[number].hear(self, word)
            return
        thing = {"payment": self.payments, "payout": self.payouts, "refund": self.refunds}[kind][number]
        if (kind, word) == ("payment", "paid") and thing.state != "paid":
            thing.state = "paid"
            self.carry(thing.amount, ("provider", 0), ("wallet", self.company))
        elif (kind, word) == ("payment", "expired") and thing.state in ("requested", "opened"):
            thing.state = "lapsed"
        elif kind == "payout":
            self.hear_of_payout(number, word)
        elif (kind, word) == ("refund", "succeeded") and thing.state in ("sending", "sent"):
            thing.state = "settled"
        elif (kind, word) == ("refund", "failed") and thing.state in ("sent", "settled"):
            self.fail_refund(number)
