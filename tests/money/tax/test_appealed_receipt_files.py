"""A receipt whose verdict was appealed: what the second look made of it is in the file, adds up, and can't be forged."""

import json
from datetime import timedelta

import pytest

from marketplace.kernel import clock as clock_of_the_house
from marketplace.kernel.policy import Actor
from marketplace.kernel.settings import current_settings
from marketplace.money import service as money
from marketplace.money.receipt import check
from marketplace.money.receipt_file import receipt_file
from marketplace.quality.appeals import concede_appeal, file_appeal, rule_on_appeal
from marketplace.quality.queries_hashes import published_hashes
from marketplace.quality.queries_worker import get_receipt
from marketplace.work import service as work
from tests.cast import SYSTEM
from tests.money.tax.forging import is_arithmetic, unnoticed

PRICE = 400


@pytest.fixture
def make_appealed(change_settings, make, cast, bank, clock):
    """`make_appealed(first, second)` gives a receipt's file and the lists of its days, everything paid out."""
    change_settings(payout_minimum_krw=1, withholding=("KR",))
    bank.connect(cast.mira)
    ruth = make.person("Ruth", reviewer=True)
    light = next(item.key for item in make.version().spec.checklist if not item.critical)
    critical = next(item.key for item in make.version().spec.checklist if item.critical)
    failed = {"accept": (), "partial": (light,), "reject": (critical,)}

    def make_it(first, second):
        batch = make.draft(cast.han, rows=1, price=PRICE)
        bank.fund(batch, cast.han)
        bank.hear()
        submission = make.submission(cast.mira, work.publish_batch(batch.id, actor=cast.han))
        make.review(cast.rae, submission, first, *failed[first])
        days = {(clock.now() + timedelta(hours=9)).date()}
        _pay_out(bank, cast.mira)
        appeal = file_appeal(submission.id, reason="맞아요", actor=cast.mira)
        clock.forward(hours=current_settings().appeal_hours - bool(second))  # in the last hour, or too late
        if second:
            rule_on_appeal(appeal.id, decision=second, items=make.items(*failed[second]), actor=ruth)
        else:
            concede_appeal(appeal.id, actor=SYSTEM)
        days.add((clock.now() + timedelta(hours=9)).date())
        _pay_out(bank, cast.mira)
        clock.forward(days=2)
        published = [json.loads(json.dumps(vars(published_hashes(Actor.nobody(), day.isoformat())))) for day in sorted(days)]
        return json.loads(receipt_file(get_receipt(cast.mira, submission.claim_id).receipt)), published

    return make_it


def _pay_out(bank, actor):
    for worker_id in money.workers_to_pay("KRW"):
        payout = money.request_payout(worker_id=worker_id, currency="KRW", actor=actor)
        money.send_payout(payout.id, provider=bank.provider, actor=SYSTEM)
    bank.twin.move(clock_of_the_house.now())
    bank.hear()


@pytest.mark.parametrize(("first", "second", "outcome", "payouts"), [
    ("partial", "accept", "overturned", 2), ("reject", "accept", "overturned", 1), ("reject", "partial", "overturned", 1),
    ("partial", "reject", "upheld", 1), ("reject", "reject", "upheld", 0), ("partial", None, "conceded", 2), ("reject", None, "conceded", 1),
])
def test_each_way_it_can_end_is_in_the_file_adds_up_and_can_t_be_forged(make_appealed, first, second, outcome, payouts):
    file, published = make_appealed(first, second)

    assert (file["format"], file["appeal"]["outcome"]) == ("ilgam-receipt-2", outcome)
    assert sum(file[part] is not None for part in ("payout", "appeal_payout")) == payouts
    assert [str(words) for holds, words in check(file, published) if not holds] == []
    assert unnoticed(file, []) == []
    assert unnoticed(file, published, mend=True) == []
    assert unnoticed(file, [], which=is_arithmetic, mend=True) == []


def test_an_appeal_that_waits_is_on_no_receipt_yet(make, cast):
    submission = make.submission(cast.mira, make.batch(cast.han, rows=1))
    make.review(cast.rae, submission, "reject", next(item.key for item in make.version().spec.checklist if item.critical))
    file_appeal(submission.id, reason="맞아요", actor=cast.mira)

    file = json.loads(receipt_file(get_receipt(cast.mira, submission.claim_id).receipt))

    assert file["format"] == "ilgam-receipt-1"
