"""A worker who asks for a second look at a verdict, and the reviewer who takes it."""

from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from marketplace.quality.appeals import concede_appeal, file_appeal, rule_on_appeal
from marketplace.quality.jobs import overdue_appeals
from tests.cast import SYSTEM
from tests.money.model.afterwards import Afterwards
from tests.money.model.appealed import APPEAL_TIME, LOOK_TIME, Appealed
from tests.money.model.people import WHICH
from tests.money.model.tasks import Claim

DECISIONS = {"": ("accept", 100), "note": ("partial", 90), "differences": ("partial", 80), "verdict": ("reject", 0)}
WHO = st.sampled_from(["ruth", "ruth", "ruth", "rae", "han"])


class SecondLooks(Afterwards):
    """Their rules."""

    @precondition(lambda self: self._handed_in())
    @rule(which=WHICH)
    def appeal(self, which: int) -> None:
        claim = self._pick(which, self._appealable() or self._handed_in())
        refusal = ("nothing_to_appeal" if claim.verdict not in ("rejected", "partial") else "already_appealed" if self._is_appealed(claim)
                   else "appeal_too_late" if claim.judged_at + APPEAL_TIME < self.clock.now() else None)
        made = self._try(refusal, lambda: file_appeal(claim.submission, reason="같은 상품이에요", actor=self._worker(claim)))
        if made is not None:
            appeal = self.books.appeals[made.id] = Appealed(claim, self.clock.now() + LOOK_TIME, claim.paid)
            appeal.file(self.books)

    @precondition(lambda self: self.books.appeals)
    @rule(which=WHICH, who=WHO)
    def accept_appealed(self, which: int, who: str) -> None:
        self._rule_on_appeal(which, "", who)

    @precondition(lambda self: self.books.appeals)
    @rule(which=WHICH, failed=st.sampled_from(["note", "differences"]), who=WHO)
    def part_appealed(self, which: int, failed: str, who: str) -> None:
        """More than before is paid on top; as much or less changes nothing."""
        self._rule_on_appeal(which, failed, who)

    @precondition(lambda self: self.books.appeals)
    @rule(which=WHICH, who=WHO)
    def reject_appealed(self, which: int, who: str) -> None:
        self._rule_on_appeal(which, "verdict", who)

    def _rule_on_appeal(self, which: int, failed: str, who: str) -> None:
        """By somebody of the platform who hasn't decided it before; one that is decided is decided."""
        appeal_id = self._pick(which, self._filed() or self.books.appeals)
        appeal, judge = self.books.appeals[appeal_id], self._judges()[who]
        refusal = ("not_found" if who == "han" else "forbidden" if judge.person_id == appeal.claim.judge
                   else None if appeal.state == "filed" else "wrong_state")
        decision, share = DECISIONS[failed]
        self._try(refusal, lambda: rule_on_appeal(appeal_id, decision=decision, items=self.stage.make.items(*filter(None, [failed])),
                                                  actor=judge))
        if refusal is None:
            appeal.decide(self.books, appeal.claim.price * share // 100)

    def _concede_overdue(self) -> None:
        """What nobody looked at in time is paid."""
        overdue = [number for number in self._filed() if self.books.appeals[number].ends <= self.clock.now()]
        assert sorted(overdue_appeals()) == overdue
        for appeal_id in overdue:
            concede_appeal(appeal_id, actor=SYSTEM)
            self.books.appeals[appeal_id].concede(self.books)

    def _begin_an_appeal(self, which: int, look: str, by_business: bool, failed: str | None) -> None:
        """The first answer is appealed; perhaps the second look is over too, or its worker asks for it too late."""
        self._judge(which, look, by_business)
        if failed in ("late", "silence"):
            self.submit(0)  # what the other one works on waits for its review then, and isn't over
        if failed == "late":
            self.clock_jumps(25)
        self.appeal(0)
        if failed == "silence":
            self.clock_jumps(25)
        elif failed in DECISIONS:
            self._rule_on_appeal(0, failed, "ruth")

    def _judge(self, which: int, look: str, by_business: bool) -> None:
        """It is paid in part (and what was left is spent), or rejected and its slot free, taken again or gone."""
        if look in ("part", "spent"):
            self.part(0, "differences", by_business)
        else:
            self.reject(0, by_business)
        if look == "spent":
            self.bonus(0, 20)
        if look == "taken":
            self.claim(1, which)
        if look == "closed":
            self.close(0)

    def _judges(self) -> dict[str, Any]:
        return {"ruth": self.stage.ruth, "rae": self.rae, "han": self.han}

    def _handed_in(self) -> list[Claim]:
        return [one for one in self.books.claims.values() if one.submission]

    def _appealable(self) -> list[Claim]:
        return [one for one in self._handed_in() if one.verdict in ("rejected", "partial") and not self._is_appealed(one)]

    def _is_appealed(self, claim: Claim) -> bool:
        return any(one.claim is claim for one in self.books.appeals.values())

    def _filed(self) -> list[int]:
        return [number for number, one in self.books.appeals.items() if one.state == "filed"]
