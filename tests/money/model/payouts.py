"""Payouts in the books: what is withheld of each, by which way it goes, and the runs that take some of them to the bank."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

TAXED = "KR"
UNDER_WAY = ("requested", "sending", "sent")


def taxes_on(gross: int) -> tuple[int, int]:
    """Three percent, and ten percent of that; each is cut below ten won."""
    income = gross * 3 // 1_000 * 10
    return income, income // 100 * 10


@dataclass
class Payout:
    """Whose, what they get, what the tax offices get, and how far it has come."""

    whose: int
    amount: int
    income_tax: int
    local_tax: int
    method: str
    state: str = "requested"

    @property
    def tax(self) -> int:
        return self.income_tax + self.local_tax


@dataclass
class BankAccount:
    """A worker's account in Korea as they registered it, from when on it is paid, and whether something came back from it since."""

    number: str
    payable_at: datetime
    has_returned: bool = False


@dataclass
class Run:
    """Who made it, its payouts and what became of each, the accounts as they were then, who approved it, and from whom money came back since."""

    made_by: int
    rows: dict[int, str]
    accounts: dict[int, BankAccount]
    total: int
    state: str = "made"
    first_by: int | None = None
    second_by: int | None = None
    came_back_from: set[int] = field(default_factory=set)

    @property
    def is_open(self) -> bool:
        return self.state in ("made", "approved_once")

    @property
    def is_at_the_bank(self) -> bool:
        return self.state in ("approved", "settled")

    def waiting(self) -> list[int]:
        return [number for number, word in self.rows.items() if word == "waiting"]

    def fits(self, number: int, word: str) -> bool:
        """Whether the bank may say so of a row: what it has paid can still come back, and nothing comes back twice."""
        return self.rows[number] in {"done": ("waiting",), "returned": ("waiting", "done")}[word]


@dataclass
class Accounts:
    """What every account holds, by (kind, owner)."""

    company: int
    accounts: Counter = field(default_factory=Counter)

    def carry(self, amount: int, source: tuple[str, int], target: tuple[str, int]) -> None:
        """Money goes from one account to another."""
        self.accounts[source] -= amount
        self.accounts[target] += amount


@dataclass
class Payouts(Accounts):
    """Payouts and runs by id; where each worker is paid: the country of their account at the provider, or a bank account of their own."""

    payouts: dict[int, Payout] = field(default_factory=dict)
    runs: dict[int, Run] = field(default_factory=dict)
    countries: dict[int, str] = field(default_factory=dict)
    banked: dict[int, BankAccount] = field(default_factory=dict)
    suspended: set[int] = field(default_factory=set)

    def request_payout(self, payout_id: int, worker: int) -> None:
        gross, is_banked = self.accounts["worker", worker], worker in self.banked
        income, local = taxes_on(gross) if is_banked or self.countries[worker] == TAXED else (0, 0)
        payout = self.payouts[payout_id] = Payout(worker, gross - income - local, income, local, "bank" if is_banked else "stripe")
        self.carry(payout.amount, ("worker", worker), ("transit", payout_id))
        self.carry(payout.tax, ("worker", worker), ("tax", 0))

    def return_payout(self, payout_id: int) -> None:
        """It wasn't made, or came back where it had left from, so nothing was withheld either."""
        payout = self.payouts[payout_id]
        if payout.state == "paid":
            self.carry(payout.amount, ("bank" if payout.method == "bank" else "provider", 0), ("transit", payout_id))
        payout.state = "returned" if payout.state == "paid" else "failed"
        self.carry(payout.amount, ("transit", payout_id), ("worker", payout.whose))
        self.carry(payout.tax, ("tax", 0), ("worker", payout.whose))

    def hear_of_payout(self, payout_id: int, word: str) -> None:
        """The provider made it or took it back, and may say the second before the first."""
        payout = self.payouts[payout_id]
        if payout.state in UNDER_WAY:
            payout.state = "paid"
            self.carry(payout.amount, ("transit", payout_id), ("provider", 0))
        if word == "reversed" and payout.state == "paid":
            self.return_payout(payout_id)

    def hold_on(self, worker: int, now: datetime) -> str | None:
        """Why a worker's bank account isn't paid now."""
        account = self.banked[worker]
        return "account_returned" if account.has_returned else "account_changed" if account.payable_at > now else None

    def due_for_a_run(self, now: datetime) -> list[int]:
        in_a_run = {number for run in self.runs.values() for number, word in run.rows.items() if word != "dropped"}
        return [number for number, one in self.payouts.items() if (one.method, one.state) == ("bank", "requested") and number not in in_a_run
                and one.whose not in self.suspended and not self.hold_on(one.whose, now)]

    def add_run(self, run_id: int, due: list[int], maker: int) -> None:
        accounts = {number: self.banked[self.payouts[number].whose] for number in due}
        self.runs[run_id] = Run(maker, dict.fromkeys(due, "waiting"), accounts, sum(self.payouts[number].amount for number in due))

    def refusal_to_approve(self, run_id: int, admin: int) -> str | None:
        run = self.runs[run_id]
        if admin in (run.made_by, run.first_by):
            return "forbidden"
        if not run.is_open:
            return "wrong_state"
        if run.state == "made":
            return None
        return "bank_short" if self.missing_for(run_id) > 0 else "payout_stopped" if self.stopped_in(run_id) else None

    def stopped_in(self, run_id: int) -> set[int]:
        """Whose payouts a run would still send to accounts that it must not: of who is shut out, and from whom money came back."""
        run = self.runs[run_id]
        return {self.payouts[number].whose for number in run.rows} & (self.suspended | run.came_back_from)

    def approve(self, run_id: int, admin: int) -> None:
        run = self.runs[run_id]
        if run.state == "made":
            run.state, run.first_by = "approved_once", admin
            return
        run.state, run.second_by = "approved", admin
        for number in run.rows:
            self.payouts[number].state = "sending"

    def cancel(self, run_id: int) -> None:
        run = self.runs[run_id]
        run.state, run.rows = "cancelled", dict.fromkeys(run.rows, "dropped")

    def missing_for(self, run_id: int) -> int:
        """What our bank account lacks for this run and for all that is approved and not confirmed."""
        leaving = [number for one, run in self.runs.items() if run.state == "approved" or one == run_id for number in run.waiting()]
        return sum(self.payouts[number].amount for number in leaving) + self.accounts["bank", 0]

    def movable(self) -> int:
        """What can be moved to our bank account without a lack elsewhere: our own, the tax, and what is owed to who is paid there."""
        on_its_way = sum(one.amount for one in self.payouts.values() if one.method == "bank" and one.state in UNDER_WAY)
        owed = sum(self.accounts["worker", worker] for worker in self.banked)
        return self.accounts["fee", 0] + self.accounts["tax", 0] + owed + on_its_way + self.accounts["bank", 0]

    def confirm(self, run_id: int, said: dict[int, str]) -> None:
        """The bank's word on some payouts of a run; nothing more goes to an account that it sent money back from."""
        run = self.runs[run_id]
        run.rows |= said
        for number, word in said.items():
            if word == "returned":
                self.return_payout(number)
                run.accounts[number].has_returned = True
                for other in self.runs.values():
                    other.came_back_from.add(self.payouts[number].whose)
            else:
                self.payouts[number].state = "paid"
                self.carry(self.payouts[number].amount, ("transit", number), ("bank", 0))
        if run.state == "approved" and not run.waiting():
            run.state = "settled"
