"""What is right to ask about money made by hand, disputes and bonuses."""

from typing import Any

from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.money.difference_models import DifferenceRow
from marketplace.money.service.adjustments import propose_adjustment
from tests.cast import Cast, Maker


def money_made_by_hand(make: Maker, cast: Cast) -> dict[str, tuple[Any, dict[str, Any], Any]]:
    """operationId → who asks, the ids in the path, the body."""
    ada, han, mira = cast.ada, cast.han, cast.mira
    terms = {"purpose": "compensate", "from_kind": "loss", "from_owner": 0, "to_kind": "worker", "to_owner": mira.person_id,
             "reason": "사진이 깨졌어요"}
    proposed = propose_adjustment(**terms, amount=Money(500, "KRW"), actor=ada)
    accepted = make.submission(mira, make.batch(han, rows=1))
    make.review(cast.rae, accepted)
    make.pay_in(han.company_id, 1_000)
    now = clock.now()
    with transaction() as session:
        session.add(DifferenceRow(name="unknown_payment:pi_9", kind="unknown_payment", about="pi_9", words="pi_9 is none of ours", mending=None,
                                  first_seen_at=now, seen_at=now))
    here = {"adjustment_id": proposed.id}
    return {
        "list_all_adjustments": (ada, {}, None), "propose_adjustment": (ada, {}, terms | {"currency": "KRW", "amount": 500}),
        "show_adjustment": (ada, here, None), "decide_adjustment": (ada, here, {"decision": "approve"}),
        "list_all_disputes": (ada, {}, None), "list_company_disputes": (han, {}, None), "list_all_differences": (ada, {}, None),
        "give_bonus": (han, {"submission_id": accepted.id}, {"currency": "KRW", "amount": 500, "reason": "꼼꼼해요"}),
        "list_my_bonuses": (mira, {}, None),
    }
