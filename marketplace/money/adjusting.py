"""What an entry made by hand may be for, which accounts it may touch, and from which amount on it takes two people."""

from dataclasses import dataclass
from typing import Final

from marketplace.kernel.errors import Invalid
from marketplace.kernel.money import DECIMALS, Money
from marketplace.kernel.settings import current_settings
from marketplace.kernel.text import Text
from marketplace.money.models import PLATFORM

# Held money and money on its way follow batches and payouts: nobody moves those by hand.
BY_HAND: Final = ("wallet", "worker", "debt", "fee", "provider", "bank", "tax", "loss")
# What each of our currencies is worth in won, roughly and on purpose: it only scales the limit.
_WON: Final = {"KRW": 1, "JPY": 10, "USD": 1_000, "EUR": 1_000, "KWD": 4_000}
NEVER_BELOW: Final = ("wallet", "worker")
NEVER_ABOVE: Final = ("debt", "loss", "bank")


@dataclass(frozen=True)
class Purpose:
    """What an entry is made for: its words, and between which accounts it may move money."""

    words: Text
    sources: tuple[str, ...] = BY_HAND
    targets: tuple[str, ...] = BY_HAND


PURPOSES: Final = {
    "take_back": Purpose(Text("지급한 금액을 되돌려 받기", "Take back what was paid"), ("worker",), ("wallet", "fee", "loss")),
    "compensate": Purpose(Text("보상", "Make good"), ("loss", "fee"), ("worker", "wallet")),
    "write_off": Purpose(Text("미수금 없애기", "Write a debt off"), ("loss",), ("debt",)),
    "recover": Purpose(Text("카드 분쟁이나 이의 신청 손실을 지갑에서 돌려받기", "Recover a loss by a dispute or an appeal"), ("wallet",), ("loss",)),
    # Both balances are what others keep for us, so they are below zero: less with one is more with the other.
    "to_our_bank": Purpose(Text("결제 회사에서 회사 통장으로 옮긴 돈 적기", "Money moved from the provider to our bank account"),
                           ("bank",), ("provider",)),
    "mend": Purpose(Text("장부 차이 맞추기", "Mend a difference")),
}


def second_person_above(currency: str) -> Money:
    """The most that one person may move by hand alone: the setting for won, about as much elsewhere."""
    return Money(current_settings().second_person_krw * 10 ** DECIMALS[currency] // _WON[currency], currency)


def refuse_accounts(purpose: str, source: tuple[str, int], target: tuple[str, int]) -> None:
    """Raise `Invalid` where a purpose moves nothing between these accounts, or one has the wrong owner."""
    meant = PURPOSES[purpose]
    for side, (kind, owner_id), allowed in (("from", source, meant.sources), ("to", target, meant.targets)):
        if kind not in allowed:
            raise Invalid.field(f"{side}_kind", "account_not_for_this", Text(
                "‘{purpose}’에는 쓸 수 없는 계정이에요.", "“{purpose}” doesn't use this account."), purpose=meant.words)
        if (owner_id == 0) != (kind in PLATFORM):
            raise Invalid.field(f"{side}_owner", "owner_wrong", Text(
                "지갑은 기업 번호, 작업자와 미수금은 작업자 번호, 나머지는 0을 적어 주세요.",
                "Give a company's id for a wallet, a worker's for a balance or a debt, and 0 for our own accounts."))
    if source == target:
        raise Invalid.field("to_kind", "account_same", Text("같은 계정끼리는 옮길 수 없어요.", "Money can't move to where it is."))
