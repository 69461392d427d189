"""What the books say differently, and the correction that would mend it, where one fits."""

from dataclasses import dataclass

from marketplace.kernel.money import Money


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
    words: str
    mending: Mending | None = None

    @property
    def name(self) -> str:
        """What a correction says it mends. The amount is part of it: when more goes wrong, that is another difference."""
        return f"{self.kind}:{self.about}" + (f":{self.mending.amount.minor}" if self.mending else "")


def between(owner: tuple[str, int], gone: Money) -> Mending | None:
    """What mends an amount that the provider moved too much for an owner's money, or, below zero, too little."""
    kind, owner_id = owner
    if gone.minor > 0:
        return Mending(kind, owner_id, "provider", 0, gone)
    return Mending("provider", 0, kind, owner_id, -gone) if gone else None
