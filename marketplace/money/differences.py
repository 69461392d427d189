"""What the books say differently, and the correction that would mend it, where one fits."""

from dataclasses import dataclass, replace
from typing import Any, Final

from marketplace.kernel.machines import Machine
from marketplace.kernel.money import Money
from marketplace.kernel.text import Text

SAID: Final[dict[str, Text]] = {
    "not_booked": Text("{about}: 장부에 {key}이 없어요", "{about} has no entry {key}"),
    "booked_differently": Text("{about}: 장부는 {booked}, 기록은 {ours}", "entry {about} moves {booked}, its row says {ours}"),
    "booked_elsewhere": Text("{about}: 장부에는 {booked}, 실제로는 {right}", "entry {about} is booked at “{booked}”, the money went by “{right}”"),
    "sent_twice": Text("{about}: {count}번 나갔어요: {ids}", "{about} was sent {count} times: {ids}"),
    "sent_unknown": Text("{about}: 우리 기록은 {ours}인데 결제 회사에서 {theirs}로 나갔어요", "{about} is {ours} here, the provider sent {theirs}"),
    "not_at_provider": Text("{about}: 우리 기록은 {ours}인데 결제 회사에 없어요", "{about} is {ours}, which the provider doesn't have"),
    "amount_differs": Text("{about}: 우리 기록은 {ours}, 결제 회사의 {id}는 {theirs}", "{about} is over {ours}, {id} over {theirs}"),
    "destination_differs": Text("{about}: {ours}로 가야 하는데 {id}는 {theirs}로 갔어요", "{about} goes to {ours}, {id} went to {theirs}"),
    "unknown_transfer": Text("결제 회사에 {about} ({amount}, {reference})가 있는데 우리 것이 아니에요",
                             "the provider has {about} over {amount} for {reference}: it is none of ours"),
    "refunded_twice": Text("{about}: {count}번 나갔어요: {ids}", "{about} was made {count} times: {ids}"),
    "refunded_unknown": Text("{about}: 우리 기록은 {ours}인데 결제 회사에서 {theirs}로 나갔어요",
                             "{about} is {ours} here, the provider made {theirs}"),
    "payment_differs": Text("{about}: 우리 기록은 {ours}, 결제 회사는 {theirs}", "{about} is {ours} here, {theirs} at the provider"),
    "unknown_payment": Text("결제 회사에 {about} ({amount}, {reference})가 있는데 우리 것이 아니에요",
                            "the provider has {about} over {amount} for {reference}: it is none of ours"),
    "paid_twice": Text("{about}: {ours}로 결제됐는데 {theirs} ({amount})로도 결제됐어요",
                       "{about} is paid by {ours}, and by {theirs} over {amount} too"),
    "unknown_dispute": Text("결제 회사에 {payment}의 분쟁 {about} ({amount})이 있는데 듣지 못했어요",
                            "the provider has {about} over {amount} about {payment}: we never heard of it"),
    "dispute_differs": Text("{about}: 우리 기록은 {ours}, 결제 회사의 {id}는 {theirs}", "{about} is {ours} here, {id} is {theirs} at the provider"),
    "dispute_taken_differs": Text("{about}: 우리 기록으로는 {ours}, 결제 회사의 {id}로는 {theirs}이 빠져나갔어요",
                                  "{about} took {ours} here, {id} took {theirs} at the provider"),
    "bank_differs": Text("{about}: 우리 기록은 {ours}, 은행의 결과는 {theirs}", "{about} is {ours} here, the bank's answer says {theirs}"),
    "bank_amount_differs": Text("{about}: 정산은 {ours}, 은행 파일은 {theirs}", "{about} is over {ours}, its row for the bank over {theirs}"),
    "run_differs": Text("{about}: {state} {payouts}건 {total}, 줄을 더하면 {count}건 {sum}, 확인을 기다리는 줄은 {waiting}건",
                        "{about} is {state} over {payouts} payouts and {total}, its rows are {count} and {sum}, {waiting} of them waiting"),
    "event_unreadable": Text("{about} ({type}, {at}): 읽을 수 없어서 아무것도 하지 않았어요",
                             "{about} ({type}, {at}) could not be read: nothing was done for it"),
}
NOTHING: Final = Text("없음", "nothing")


@dataclass(frozen=True)
class Mending:
    """A correction as it would be proposed: so much from one account to another."""

    from_kind: str
    from_owner: int
    to_kind: str
    to_owner: int
    amount: Money


@dataclass(frozen=True)
class Difference:
    """One thing that the books say differently: `about` is our row (`payout:7`) or the provider's id."""

    kind: str
    about: str
    words: Text
    mending: Mending | None = None
    mended_minor: int = 0  # what corrections have moved for it before more went wrong

    @property
    def name(self) -> str:
        """What a correction says it mends. The amount is part of it: when more goes wrong, that is another difference."""
        return f"{self.kind}:{self.about}" + (f":{self.mending.amount.minor + self.mended_minor}" if self.mending else "")

    def without(self, done: set[str]) -> "Difference | None":
        """What is left of it once corrections have mended the names in `done`; none when that is all of it."""
        if self.name in done:
            return None
        start = f"{self.kind}:{self.about}:"
        before = max((int(one.removeprefix(start)) for one in done if one.startswith(start) and one.removeprefix(start).isdigit()), default=0)
        if self.mending is None or not 0 < before < self.mending.amount.minor:
            return self
        rest = self.mending.amount - Money(before, self.mending.amount.currency)
        return replace(self, mending=replace(self.mending, amount=rest), mended_minor=before)


def between(owner: tuple[str, int], gone: Money) -> Mending | None:
    """What mends an amount that the provider moved too much for an owner's money, or, below zero, too little."""
    kind, owner_id = owner
    if gone.minor > 0:
        return Mending(kind, owner_id, "provider", 0, gone)
    return Mending("provider", 0, kind, owner_id, -gone) if gone else None


def named(kind: str, about: str, mending: Mending | None = None, **facts: Any) -> Difference:
    """A difference with its sentence, in which `facts` stand."""
    return Difference(kind, about, SAID[kind].format(about=about, **facts), mending)


def standing(machine: Machine, state: str, by: str | None = None) -> Text:
    """How a row stands, inside a sentence, with what it says made it so."""
    word, made_by = machine.shown[state].word, f" ({by})" if by else ""
    return Text("‘{word}’{made_by}", "{state}{made_by}").format(word=word, state=state, made_by=made_by)
