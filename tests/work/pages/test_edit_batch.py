"""Changing a draft on its page, also when somebody else is at it."""

from datetime import timedelta

import pytest

from marketplace.kernel.money import Money
from marketplace.work import service as work
from marketplace.work.models import Batch
from tests.cast import send

TERMS = {"title": "새 제목", "note": "메모", "price": "250", "currency": "KRW", "claim_minutes": "20", "review_hours": "24", "deadline_at": ""}


def test_changed_terms_are_saved(db, make, cast, han):
    draft = make.draft(cast.han)

    answer = send(han, f"/batches/{draft.id}/terms", **TERMS, expected_version="1")

    batch = db.session.get(Batch, draft.id)
    assert answer.status_code == 303
    assert (batch.title, batch.note, batch.price_minor, batch.claim_minutes, batch.review_hours, batch.version) == ("새 제목", "메모", 250, 20, 24, 2)


def test_an_edit_on_an_old_version_shows_both_and_changes_nothing(db, make, cast, han):
    draft = make.draft(cast.han)
    work.edit_batch(draft.id, title="먼저 고친 제목", price=Money(210, "KRW"), actor=cast.han)

    answer = send(han, f"/batches/{draft.id}/terms", **TERMS, expected_version="1")

    assert answer.status_code == 409
    assert "그사이 다른 사람이 고쳤어요" in answer.text
    assert "<del>먼저 고친</del>" in answer.text.replace("\n", "")
    assert 'value="새 제목"' in answer.text
    assert 'name="expected_version" value="2"' in answer.text
    assert f'href="/batches/{draft.id}"' in answer.text
    assert db.session.get(Batch, draft.id).title == "먼저 고친 제목"


def test_a_wrong_value_keeps_the_version_that_was_on_the_screen(make, cast, han):
    draft = make.draft(cast.han)
    work.edit_batch(draft.id, title="먼저 고친 제목", price=Money(210, "KRW"), actor=cast.han)

    answer = send(han, f"/batches/{draft.id}/terms", **TERMS | {"price": "x"}, expected_version="1")

    assert answer.status_code == 422
    assert 'name="expected_version" value="1"' in answer.text


def test_another_currency_is_refused(db, make, cast, han):
    draft = make.draft(cast.han)

    answer = send(han, f"/batches/{draft.id}/terms", **TERMS | {"currency": "USD", "price": "0.20"})

    assert answer.status_code == 422
    assert (db.session.get(Batch, draft.id).price_minor, db.session.get(Batch, draft.id).version) == (200, 1)


@pytest.mark.parametrize("extra", ["state", "company_id", "fee_bps", "slots_per_task"])
def test_an_extra_field_is_refused(db, make, cast, han, extra):
    draft = make.draft(cast.han)

    answer = send(han, f"/batches/{draft.id}/terms", **TERMS, **{extra: "1"})

    assert answer.status_code == 400
    assert db.session.get(Batch, draft.id).version == 1


def test_a_published_batch_is_not_edited(db, make, cast, han):
    batch = make.batch(cast.han)

    answer = send(han, f"/batches/{batch.id}/terms", **TERMS)

    assert answer.status_code == 409
    assert "작성 중인 묶음만 고칠 수 있어요." in answer.text
    assert db.session.get(Batch, batch.id).title == "같은 상품 찾기"


def test_a_deadline_can_be_taken_out_again(db, make, cast, han, clock):
    draft = make.draft(cast.han, deadline_at=clock.now() + timedelta(days=2))

    send(han, f"/batches/{draft.id}/terms", **TERMS)

    assert db.session.get(Batch, draft.id).deadline_at is None
