"""What is right to ask about money made by hand, disputes and bonuses."""

from typing import Any

from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.money import Money
from marketplace.money.difference_models import DifferenceRow
from marketplace.money.ledger import Leg, post
from marketplace.money.service.adjustments import propose_adjustment
from marketplace.money.service.bank_accounts import register_bank_account
from marketplace.money.service.bank_runs import approve_bank_run, items_of, make_bank_run
from marketplace.money.service.payouts import request_payout
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
        "sum_stuck_money": (ada, {}, None), "list_stuck_money": (ada, {"reason": "below_minimum"}, None),
        "give_bonus": (han, {"submission_id": accepted.id}, {"currency": "KRW", "amount": 500, "reason": "꼼꼼해요"}),
        "list_my_bonuses": (mira, {}, None),
    }


def money_by_bank(make: Maker, cast: Cast) -> dict[str, tuple[Any, dict[str, Any], Any]]:
    """The same about bank accounts and bank runs: one that Ada made, and one that two others approved."""
    ada, own, next_one, last_one = cast.ada, *(make.worker(name) for name in ("Bankown", "Bankmira", "Banknoah"))
    make.qualify(own, next_one, last_one)
    bo, cho, dan = (make.person(name, admin=True) for name in ("Bobank", "Chobank", "Danbank"))
    approved = _run_of(make, cast, own, maker=ada)
    approve_bank_run(approved.id, actor=bo)
    approve_bank_run(approved.id, actor=cho)
    made = _run_of(make, cast, next_one, maker=ada, number="110123456789")
    _owed(make, cast, last_one, number="110123456780")
    here, there = {"run_id": made.id}, {"run_id": approved.id}
    with transaction() as session:
        row = items_of(session, approved)[0]
    answer = f"reference,amount,result,reason\n{row.reference},{row.amount_minor},done,\ntotal,{row.amount_minor},,\n"
    account = {"bank_code": "088", "number": "110123456123", "holder": "노아"}
    return {
        "show_bank_account": (own, {}, None), "register_bank_account": (own, {}, account),
        "show_payout_schedule": (own, {}, None), "choose_payout_schedule": (own, {}, {"schedule": "mondays"}),
        "reveal_bank_account": (ada, {"worker_id": own.person_id}, None), "list_all_bank_runs": (ada, {}, None),
        "make_bank_run": (ada, {}, None), "show_bank_run": (ada, here, None), "list_bank_run_payouts": (ada, here, None),
        "approve_bank_run": (dan, here, None), "cancel_bank_run": (ada, here, None), "download_bank_run": (ada, there, None),
        "confirm_bank_run": (ada, there, {"file": answer.encode()}),
    }


def _owed(make: Maker, cast: Cast, worker: Any, *, number: str) -> None:
    batch = make.batch(cast.han, rows=6)
    for _ in range(6):
        make.review(cast.rae, make.submission(worker, batch))
    register_bank_account(bank_code="004", number=number, holder="김미라", actor=worker)
    request_payout(worker_id=worker.person_id, currency="KRW", actor=worker)


def _run_of(make: Maker, cast: Cast, worker: Any, *, maker: Any, number: str = "12345678901234") -> Any:
    _owed(make, cast, worker, number=number)
    with transaction() as session:
        post(session, maker, "refund", f"refund:test:{worker.person_id}",
             [Leg("bank", 0, Money(-5_000, "KRW")), Leg("provider", 0, Money(5_000, "KRW"))])
    return make_bank_run(actor=maker)
