"""What the provider took back is given back to its worker once: by a correction that two people made, or by the event, whichever comes first."""

from typing import Final

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from marketplace.kernel.errors import Conflict
from marketplace.kernel.text import Text
from marketplace.money.cause_models import Adjustment
from marketplace.money.provider_models import Payout
from marketplace.money.service.readings import read_reference
from marketplace.money.states import GIVEN_BACK

_GIVES_BACK: Final = ("not_at_provider", "amount_differs")  # differences whose correction gives a payout back, all of it or a part


def refuse_mended(session: Session, payout: Payout) -> None:
    """Raise `Conflict` mended_by_hand for a locked payout of which a correction gave something back: a person has to look."""
    names = (f"{kind}:{payout.reference}:" for kind in _GIVES_BACK)
    query = select(Adjustment.id).where(Adjustment.state == "approved", or_(*(Adjustment.mends.startswith(one, autoescape=True) for one in names)))
    if session.scalar(query.limit(1)) is not None:
        raise Conflict("mended_by_hand", Text("이 정산은 정정으로 이미 돌려줬어요.", "A correction has given this payout back already."))


def refuse_given_back(session: Session, adjustment: Adjustment) -> None:
    """Raise `Conflict` came_back_already for a correction that would give a payout back which has come back since; it stays locked."""
    kind, _, about = adjustment.mends.partition(":")
    payout_id = read_reference(about.rpartition(":")[0], "payout") if kind in _GIVES_BACK else None
    payout = session.get(Payout, payout_id, with_for_update=True) if payout_id else None
    if payout is not None and payout.state in GIVEN_BACK:
        raise Conflict("came_back_already", Text(
            "그사이 이 정산이 되돌아와서 작업자의 잔액에 있어요. 정정을 거절해 주세요.",
            "This payout has come back meanwhile and is in its worker's balance. Please refuse the correction."))
