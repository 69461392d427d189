"""A batch goes over to a newer version: what is claimed from then on is done by it, claims keep theirs."""

import io

import pytest

from marketplace.kernel.database import db as database
from marketplace.kernel.errors import Conflict, Forbidden, Invalid, NotFound
from marketplace.kernel.money import Money
from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.messaging.models import Notice
from marketplace.messaging.service import follow_journal
from marketplace.quality import service as quality
from marketplace.quality.scoring import ItemResult
from marketplace.standards.kinds import Field
from marketplace.standards.parts import PriceRange
from marketplace.standards.queries import get_version
from marketplace.work import service as work
from marketplace.work.models import Batch, Submission
from tests.standards.templates.conftest import colour, publish

__all__ = ["publish"]


@pytest.fixture
def first(cast, publish):
    """Version 1 of Han's template."""
    return publish(cast.han, minutes=1)


@pytest.fixture
def batch(make, cast, first):
    """Three rows under version 1, open."""
    made = work.post_batch(template_version_id=first.id, title="색 고르기", price=Money(200, "KRW"), actor=cast.han)
    found = work.check_import(made.id, table=io.BytesIO("name\n사과\n하늘\n장미".encode()), filename="rows.csv", actor=cast.han)
    work.store_import(found.id, actor=cast.han)
    make.pay_in(cast.han.company_id, (made.unit * 3).minor)
    return work.publish_batch(made.id, actor=cast.han)


def adopt(batch, version, actor):
    return work.adopt_version(batch.id, template_version_id=version.id, actor=actor)


def test_claims_keep_their_version_and_the_next_one_takes_the_new(cast, publish, first, batch):
    before = work.claim_next(batch.id, actor=cast.mira)
    second = publish(cast.han, first.template_id, outputs=(colour("red", "blue", "green"),))

    adopted = adopt(batch, second, cast.han)
    after = work.claim_next(batch.id, actor=cast.noah)

    assert (adopted.template_version_id, adopted.version) == (second.id, batch.version + 1)
    assert (before.template_version_id, after.template_version_id) == (first.id, second.id)


def test_each_answer_is_taken_and_judged_by_its_own_version(cast, publish, first, batch):
    old = work.claim_next(batch.id, actor=cast.mira)
    adopt(batch, publish(cast.han, first.template_id, outputs=(colour("red", "green"),)), cast.han)
    new = work.claim_next(batch.id, actor=cast.noah)

    with pytest.raises(Invalid):
        work.submit_claim(new.id, answers={"colour": "blue"}, actor=cast.noah)
    handed_in = work.submit_claim(old.id, answers={"colour": "blue"}, actor=cast.mira)
    quality.review_submission(handed_in.id, decision="accept", items={"all_right": ItemResult("all_right", True, "")}, message="", actor=cast.rae)

    assert database.session.get(Submission, handed_in.id).state == "accepted"


def test_who_holds_a_claim_is_told_and_may_return_it_without_fault(cast, publish, first, batch):
    claim = work.claim_next(batch.id, actor=cast.mira)
    adopt(batch, publish(cast.han, first.template_id, minutes=4), cast.han)
    follow_journal(actor=Actor.system("tests"))

    told = database.session.query(Notice).filter(Notice.link == f"/claims/{claim.id}").one()
    assert told.person_id == cast.mira.person_id
    assert work.release_claim(claim.id, actor=cast.mira).state == "released"
    again = work.claim_task(claim.task_id, actor=cast.mira)
    assert again.template_version_id != claim.template_version_id


def test_workers_meet_a_company_s_version_through_its_batch_only(cast, publish, first, batch):
    second = publish(cast.han, first.template_id, minutes=4)

    assert get_version(cast.mira, first.id).id == first.id
    with pytest.raises(NotFound):
        get_version(cast.mira, second.id)
    adopt(batch, second, cast.han)
    assert get_version(cast.mira, second.id).id == second.id
    with pytest.raises(NotFound):
        get_version(cast.gil, second.id)


def test_rows_that_the_new_version_cannot_read_stop_it(cast, publish, first, batch):
    inputs = (Field("name", "text", Text("이름", "Name")), Field("barcode", "gtin", Text("바코드", "Barcode")))

    with pytest.raises(Conflict) as refused:
        adopt(batch, publish(cast.han, first.template_id, inputs=inputs), cast.han)

    assert (refused.value.code, refused.value.facts) == ("rows_differ", {"row": 1, "field": "barcode"})
    assert database.session.get(Batch, batch.id).template_version_id == first.id


def test_a_new_input_that_may_be_blank_stops_nothing(cast, publish, first, batch):
    inputs = (Field("name", "text", Text("이름", "Name")), Field("barcode", "gtin", Text("바코드", "Barcode"), required=False))

    assert adopt(batch, publish(cast.han, first.template_id, inputs=inputs), cast.han).template_version_id != first.id


def test_a_price_outside_the_new_range_stops_it(cast, publish, first, batch):
    with pytest.raises(Invalid) as refused:
        adopt(batch, publish(cast.han, first.template_id, price_range={"KRW": PriceRange(500, 600, 900)}), cast.han)

    assert refused.value.code == "price_min"


def test_only_a_newer_version_of_the_same_template_can_be_adopted(make, cast, publish, first, batch):
    second = publish(cast.han, first.template_id, minutes=4)
    adopt(batch, second, cast.han)

    for version in (first, second, make.version(), publish(cast.han)):
        with pytest.raises(Conflict) as refused:
            adopt(batch, version, cast.han)
        assert refused.value.code == "not_newer"


def test_a_closed_batch_stays_as_it_is(cast, publish, first, batch):
    work.close_batch(batch.id, actor=cast.han)

    with pytest.raises(Conflict) as refused:
        adopt(batch, publish(cast.han, first.template_id, minutes=4), cast.han)

    assert refused.value.code == "batch_closed"


def test_nobody_else_can(cast, publish, first, batch):
    second = publish(cast.han, first.template_id, minutes=4)

    with pytest.raises(NotFound):
        adopt(batch, second, cast.gil)
    with pytest.raises(Forbidden):
        adopt(batch, second, cast.mira)


def test_a_company_s_template_and_a_retired_one_are_not_others_to_post(cast, publish, first):
    with pytest.raises(NotFound):
        work.post_batch(template_version_id=first.id, title="남의 것", price=Money(200, "KRW"), actor=cast.gil)
