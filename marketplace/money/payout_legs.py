"""The legs of a payout's entries: the balance goes out as what is sent and what is withheld, and all of it comes back if it isn't sent."""

from datetime import datetime

from marketplace.kernel.money import Money
from marketplace.money.ledger import Leg
from marketplace.money.provider_models import Payout
from marketplace.money.withholding import Withheld, payment_day, withhold


def withhold_now(balance: Money, *, country: str, at: datetime) -> Withheld:
    """What a balance paid at a moment comes to after tax, by the rule of that day in the worker's country."""
    return withhold(balance, country=country, on=payment_day(at, country))


def legs_out(payout: Payout) -> list[Leg]:
    """From the worker's balance to what is on its way and to the tax offices."""
    return [Leg("worker", payout.worker_id, -payout.gross), Leg("transit", payout.id, payout.amount), Leg("tax", 0, payout.taxes)]


def legs_back(payout: Payout) -> list[Leg]:
    """The reverse: it wasn't sent, so nothing was withheld either."""
    return [Leg(leg.kind, leg.owner_id, -leg.amount) for leg in legs_out(payout)]
