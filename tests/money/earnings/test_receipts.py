"""Receipts add up, are shown to nobody else, and refuse to be drawn when they don't."""

from dataclasses import replace

import pytest

from marketplace.kernel.money import Money
from marketplace.money import service as money
from marketplace.money.receipts import ReceiptBroken, ReceiptLine, check_receipt
from marketplace.quality.queries_worker import get_receipt
from marketplace.quality.service import accept_by_silence
from tests.cast import SYSTEM, sign_in


@pytest.fixture
def submission(make, cast):
    """A handed-in answer at 333 won, which doesn't divide evenly."""
    return make.submission(cast.mira, make.batch(cast.han, rows=2, price=333))


def _item(make, *, critical):
    return next(item for item in make.version().spec.checklist if item.critical == critical)


def test_an_accepted_one_pays_the_price_and_its_lines_sum_to_nothing(make, cast, submission):
    make.review(cast.rae, submission)

    receipt = get_receipt(cast.mira, submission.claim_id).receipt

    assert (receipt.outcome, receipt.score, receipt.pay) == ("accepted", 100, Money(333, "KRW"))
    assert receipt.entry_key == "release:verdict:1"
    assert [(line.account, line.amount.minor) for line in receipt.lines] == [("hold", -366), ("worker", 333), ("fee", 33)]
    assert sum(share.minor for share in receipt.shares) == 333
    assert receipt.payout is None


def test_a_part_pays_the_weights_rounded_down(make, cast, submission):
    item = _item(make, critical=False)
    make.review(cast.rae, submission, "partial", item.key)

    receipt = get_receipt(cast.mira, submission.claim_id).receipt

    assert receipt.score == 100 - item.weight
    assert receipt.pay == Money(333 * receipt.score // 100, "KRW")
    assert [one.label for one in receipt.items if not one.passed] == [item.label]
    assert sum(line.amount.minor for line in receipt.lines) == 0


def test_a_rejected_one_pays_nothing_and_posts_nothing(make, cast, submission):
    make.review(cast.rae, submission, "reject", _item(make, critical=True).key)

    receipt = get_receipt(cast.mira, submission.claim_id).receipt

    assert (receipt.pay, receipt.lines, receipt.entry_key) == (Money(0, "KRW"), (), None)


def test_silence_has_a_receipt_too(cast, submission, clock):
    clock.forward(days=8)
    accept_by_silence(submission.id, actor=SYSTEM)

    assert get_receipt(cast.mira, submission.claim_id).receipt.pay == Money(333, "KRW")


def test_it_names_the_payout_it_left_with(make, cast, bank, db):
    batch = make.batch(cast.han, rows=5, price=400)
    claims = []
    for _ in range(3):
        handed_in = make.submission(cast.mira, batch)
        make.review(cast.rae, handed_in)
        claims.append(handed_in.claim_id)
    bank.connect(cast.mira)
    payout = money.request_payout(worker_id=cast.mira.person_id, currency="KRW", actor=cast.mira)
    later = make.submission(cast.mira, batch)
    make.review(cast.rae, later)

    paid = [get_receipt(cast.mira, claim_id).receipt.payout.payout_id for claim_id in claims]

    assert paid == [payout.id] * 3
    assert get_receipt(cast.mira, later.claim_id).receipt.payout is None


def test_the_page_shows_how_the_amount_came_about(client, make, cast, submission):
    item = _item(make, critical=False)
    make.review(cast.rae, submission, "partial", item.key)
    sign_in(client, cast.mira)

    shown = client.get(f"/receipts/{submission.claim_id}").text

    score = 100 - item.weight
    assert f"₩333 × {score} ÷ 100 = ₩{333 * score // 100}" in shown
    assert "release:verdict:1" in shown
    assert "사진과 달라요" in shown
    assert "버전 1" in shown


@pytest.mark.parametrize(("who", "status"), [("mira", 200), ("noah", 404), ("ada", 200), ("han", 403), ("rae", 403)])
def test_only_its_worker_and_admins_see_it(client, make, cast, submission, who, status):
    make.review(cast.rae, submission)
    sign_in(client, getattr(cast, who))

    assert client.get(f"/receipts/{submission.claim_id}").status_code == status


def test_an_undecided_claim_has_none(client, cast, submission):
    sign_in(client, cast.mira)

    assert client.get(f"/receipts/{submission.claim_id}").status_code == 404


@pytest.mark.parametrize("fault", [
    {"pay": Money(332, "KRW")},
    {"outcome": "partial"},
    {"lines": ()},
    {"lines": (ReceiptLine("hold", Money(-366, "KRW")), ReceiptLine("worker", Money(333, "KRW")), ReceiptLine("fee", Money(32, "KRW")))},
    {"lines": (ReceiptLine("hold", Money(-333, "KRW")), ReceiptLine("fee", Money(333, "KRW")))},
])
def test_one_that_does_not_add_up_is_never_shown(make, cast, submission, fault):
    make.review(cast.rae, submission)
    receipt = get_receipt(cast.mira, submission.claim_id).receipt
    if "outcome" in fault:
        fault = {**fault, "items": tuple(replace(item, passed=item.critical) for item in receipt.items)}

    with pytest.raises(ReceiptBroken):
        check_receipt(replace(receipt, **fault))
