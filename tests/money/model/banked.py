"""Workers who are paid to a bank account, and the admins who make, approve and settle the runs that go there."""

from datetime import timedelta
from functools import partial

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.accounts.service import restore_person, suspend_person
from marketplace.kernel.money import Money
from marketplace.money.service.adjustments import approve_adjustment, propose_adjustment
from marketplace.money.service.bank_accounts import register_bank_account
from marketplace.money.service.bank_confirmations import confirm_bank_run
from marketplace.money.service.bank_runs import (
    approve_bank_run,
    cancel_bank_run,
    make_bank_run,
)
from tests.money.model.payouts import BankAccount
from tests.money.model.people import WHICH
from tests.money.model.second_looks import SecondLooks
from tests.money.model.stage import RETURNED

ACCOUNT_RESTS = timedelta(hours=20)
WHO, ADMIN = st.integers(0, 1), st.integers(0, 2)
SAID = st.sampled_from(["", "done", "done", "returned"])


class Banked(SecondLooks):
    """Their rules."""

    @rule(who=WHO, number=st.integers(1, 2))
    def register(self, who: int, number: int) -> None:
        """One that takes the place of another, or of the provider's, rests before it is paid; the same again only after a return."""
        worker, digits = self.workers[who], f"1234567{who}{number}"
        known = self.books.banked.get(worker.person_id)
        is_same = known is not None and known.number == digits
        refusal = "account_same" if is_same and not known.has_returned else None
        rests = known or worker.person_id in self.accounts or any(one.whose == worker.person_id for one in self.books.payouts.values())
        self._try(refusal, lambda: register_bank_account(bank_code="004", number=digits, holder="김미라", actor=worker))
        if refusal is None:
            self.books.banked[worker.person_id] = BankAccount(
                digits, known.payable_at if is_same else self.clock.now() + ACCOUNT_RESTS * bool(rests))

    @precondition(lambda self: self.books.banked)
    @rule(who=WHO)
    def suspend_or_restore(self, who: int) -> None:
        """Nothing is sent to who is shut out; all of it stays theirs."""
        person_id, is_out = self.workers[who].person_id, self.workers[who].person_id in self.books.suspended
        (restore_person if is_out else suspend_person)(person_id, reason="확인 중", actor=self.stage.admins[0])
        self.books.suspended ^= {person_id}

    @precondition(lambda self: self.books.banked)
    @rule(who=ADMIN)
    def make_run(self, who: int) -> None:
        due = self.books.due_for_a_run(self.clock.now())
        made = self._try(None if due else "nothing_due", lambda: make_bank_run(actor=self.stage.admins[who]))
        if made is not None:
            self.books.add_run(made.id, due, self.stage.admins[who].person_id)

    @precondition(lambda self: self.books.runs)
    @rule(which=WHICH, who=st.sampled_from([0, 0, 1, 2]))
    def approve_run(self, which: int, who: int) -> None:
        """By somebody, more often by one who had no hand in it."""
        run_id = self._pick(which, self._runs_to_approve() or self.books.runs)
        run = self.books.runs[run_id]
        admin = self._pick(who, sorted(self.stage.admins, key=lambda one: one.person_id in (run.made_by, run.first_by)))
        refusal = self.books.refusal_to_approve(run_id, admin.person_id)
        self._try(refusal, lambda: approve_bank_run(run_id, actor=admin))
        if refusal is None:
            self.books.approve(run_id, admin.person_id)

    @precondition(lambda self: self.books.runs)
    @rule(which=WHICH, who=ADMIN)
    def cancel_run(self, which: int, who: int) -> None:
        run_id = self._pick(which, self._runs_to_approve() or self.books.runs)
        refusal = None if self.books.runs[run_id].is_open else "wrong_state"
        self._try(refusal, lambda: cancel_bank_run(run_id, actor=self.stage.admins[who]))
        if refusal is None:
            self.books.cancel(run_id)

    @precondition(lambda self: self.books.runs)
    @rule(which=WHICH, said=st.tuples(SAID, SAID))
    def confirm_run(self, which: int, said: tuple[str, str]) -> None:
        """The bank answers about all, about some, or again about what it has answered before: what it has paid may come back."""
        run_id = self._pick(which, [number for number, one in self.books.runs.items() if one.is_at_the_bank] or self.books.runs)
        run = self.books.runs[run_id]
        answers = {number: word for number, word in zip(run.rows, said, strict=False) if word}
        refusal = ("total_missing" if not answers else "wrong_state" if not run.is_at_the_bank
                   else None if all(run.fits(*answer) for answer in answers.items()) else "rows_wrong")
        self._try(refusal, lambda: confirm_bank_run(run_id, data=self._file(answers), actor=self.stage.admins[0]))
        if refusal is None:
            self.books.confirm(run_id, answers)

    @precondition(lambda self: self.books.movable() > 0)
    @rule(parts=st.integers(1, 3), who=ADMIN, second=ADMIN)
    def move_to_bank(self, parts: int, who: int, second: int) -> None:
        """Money of ours goes from the provider to our bank account; a correction says so, and who proposed it can't approve it."""
        self._move_to_bank(-(-self.books.movable() // parts), who, second)

    def _move_all_to_bank(self) -> None:
        if self.books.movable() > 0:
            self.move_to_bank(1, 0, 1)

    def _move_to_bank(self, amount: int, who: int, second: int) -> None:
        admins = self.stage.admins
        proposed = propose_adjustment(purpose="to_our_bank", from_kind="bank", from_owner=0, to_kind="provider", to_owner=0,
                                      amount=Money(amount, "KRW"), reason="통장으로 옮김", actor=admins[who])
        self._try("forbidden" if who == second else None, lambda: approve_adjustment(proposed.id, actor=admins[second]))
        if who == second:
            approve_adjustment(proposed.id, actor=admins[who - 1])
        self.books.carry(amount, ("bank", 0), ("provider", 0))

    def _pay_by_bank(self, *words: str) -> None:
        """In good weather: everybody is let in, the money is there, all who may approve do, and the bank has its say."""
        for who, worker in enumerate(self.workers):
            account = self.books.banked.get(worker.person_id)
            if worker.person_id in self.books.suspended:
                self.suspend_or_restore(who)
            if account and account.has_returned:
                self.register(who, int(account.number[-1]))
        self._cancel_stopped()
        if self.books.due_for_a_run(self.clock.now()):
            self.make_run(0)
        for run_id in self._runs_to_approve():
            self._approve(run_id)
        for run_id, run in self.books.runs.items():
            waiting = run.waiting() if run.state == "approved" else []
            for answers in [dict.fromkeys(waiting, word) for word in words if waiting]:
                confirm_bank_run(run_id, data=self._file(answers), actor=self.stage.admins[0])
                self.books.confirm(run_id, answers)

    def _cancel_stopped(self) -> None:
        for run_id in self._runs_to_approve():
            if self.books.stopped_in(run_id):
                cancel_bank_run(run_id, actor=self.stage.admins[0])
                self.books.cancel(run_id)

    def _begin_a_run(self, far: int) -> None:
        """Both workers are in it where the second answer counts; each step is refused first for what still stands in its way."""
        self.register(1, 1)
        self.submit(0)
        self.accept(0)
        self.request_payout(1)
        approve, stop, move = partial(self.approve_run, 0, 0), partial(self.suspend_or_restore, 0), self._move_all_to_bank
        steps = (
            lambda: (stop(), self.make_run(1), stop()), lambda: self.books.runs and self.cancel_run(0, 1),
            lambda: (self.make_run(0), self.make_run(1)), approve, lambda: (self.approve_run(0, 2), approve()),
            move, lambda: (stop(), approve(), stop()), approve,
            lambda: self.confirm_run(0, ("done", "done")), lambda: (self._give_more(), self.request_payout(0), self.make_run(0), approve()),
            move, lambda: self.confirm_run(0, ("returned", "")), approve)
        for step in steps[:far]:
            step()

    def _approve(self, run_id: int) -> None:
        """By who hasn't had a hand in it, with the money at our bank."""
        missing = self.books.missing_for(run_id)
        if missing > 0:
            self._move_to_bank(missing, 0, 1)
        for admin in self.stage.admins:
            if self.books.runs[run_id].is_open and self.books.refusal_to_approve(run_id, admin.person_id) is None:
                approve_bank_run(run_id, actor=admin)
                self.books.approve(run_id, admin.person_id)
        assert self.books.runs[run_id].state == "approved"

    def _file(self, answers: dict[int, str]) -> bytes:
        """The bank's answer."""
        amounts = {number: self.books.payouts[number].amount for number in answers}
        rows = [f"payout:{number},{amounts[number]},{word},{RETURNED if word == 'returned' else ''}" for number, word in answers.items()]
        return "\n".join(["reference,amount,result,reason", *rows, f"total,{sum(amounts.values())},,"]).encode()

    def _runs_to_approve(self) -> list[int]:
        return [number for number, run in self.books.runs.items() if run.is_open]
