"""The minimum an hour by page: refused with the arithmetic, and said on the page of a batch that runs."""

from marketplace.work.models import Batch
from tests.cast import send

SENTENCE = "단가 150원 ÷ 1분(작업 기준의 예상) = 시간당 9,000원, 기준은 시간당 10,320원이에요. 단가를 172원 이상으로 올려 주세요."


def test_publishing_below_the_minimum_is_refused_with_the_arithmetic(db, make, cast, han):
    draft = make.draft(cast.han, price=150)
    make.pay_in(cast.han.company_id, 10_000)

    page = send(han, f"/batches/{draft.id}/publication")

    assert page.status_code == 409
    assert SENTENCE in page.text
    assert db.session.get(Batch, draft.id).state == "draft"
