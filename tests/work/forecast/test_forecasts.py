"""A forecast from live statistics: what it rests on, kept at publishing, held against what came."""

from datetime import timedelta

import pytest
from sqlalchemy import update

from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import NotFound
from marketplace.work import service as work
from marketplace.work.board import read_board
from marketplace.work.forecasts import actual_of, foresee, kept_forecast
from marketplace.work.models import Batch, Forecast
from marketplace.work.queries import get_batch
from marketplace.work.quotes import quote_batch
from tests.statements import count_statements


@pytest.fixture
def look(db, make):
    """`look(draft)`: its forecast now."""
    return lambda draft: foresee(db.session(), draft, make.version(), quote_batch(draft))


def test_with_nothing_measured_it_says_that_it_assumes(make, cast, look):
    figures = look(make.draft(cast.han, rows=3, price=200))

    assert (figures.is_judged, figures.is_timed, figures.decided, figures.claims, figures.workers) == (False, False, 0, 0, 2)
    assert (figures.cost.p50, figures.cost.p90, figures.back.p50, figures.error.p50) == (660, 660, 0, 1_000)
    assert figures.finish.p50 == 3 * 60 * 24 // 2 + make.version().spec.review_hours * 3600


def test_where_nobody_passed_the_quiz_no_time_is_promised(db, make, cast):
    draft, version = make.draft(cast.han), make.version("photo-boxes")

    assert foresee(db.session(), draft, version, quote_batch(draft)).finish is None


def test_measured_work_of_every_business_counts(make, cast, look, prove):
    done = make.batch(cast.gil, rows=10)
    for number in range(6):
        make.review(cast.rae, make.submission((cast.mira, cast.noah)[number % 2], done))
    make.review(cast.rae, make.submission(cast.mira, done), "partial", "note")
    make.review(cast.rae, make.submission(cast.noah, done), "reject", "verdict")
    with transaction() as session:
        session.execute(update(Batch).where(Batch.id == done.id).values(published_at=clock.now() - timedelta(hours=4)))

    figures = look(make.draft(cast.han, rows=4, price=200))

    assert (figures.is_judged, figures.is_timed, figures.decided, figures.claims) == (True, True, 8, 8)
    assert figures.error.p50 == round((2 + 1) / 18 * 10_000)
    assert 2 * 3600 <= figures.finish.p50 <= figures.finish.p90 < 12 * 3600  # 5 answers at 2 an hour
    assert 0 < figures.back.p50 < 880 == figures.cost.p90
    prove()


def test_it_is_kept_at_publishing_and_stays_whatever_comes(db, make, cast):
    batch = make.batch(cast.han, rows=2)
    before = kept_forecast(batch.id)
    for worker in (cast.mira, cast.noah):
        make.review(cast.rae, make.submission(worker, batch))

    shown = get_batch(cast.han, batch.id)
    actual = actual_of(shown, read_board(shown))

    assert kept_forecast(batch.id) == before
    assert (actual.done, actual.asked, actual.cost, actual.error, actual.is_finished) == (2, 2, 440, 0, True)


def test_a_refused_publication_keeps_no_forecast(db, make, cast):
    draft = make.draft(cast.han)

    with pytest.raises(Exception, match="escrow_short"):
        work.publish_batch(draft.id, actor=cast.han)

    assert db.session.get(Forecast, draft.id) is None


def test_its_statements_don_t_grow_with_the_answers(make, cast, look):
    draft = make.draft(cast.han)
    with count_statements() as few:
        look(draft)
    for _ in range(2):
        batch = make.batch(cast.gil, rows=8)
        for _ in range(8):
            make.review(cast.rae, make.submission(cast.mira, batch))

    with count_statements() as many:
        look(draft)

    assert len(many) <= len(few) + 2 <= 14


def test_a_draft_of_another_company_is_not_foreseen(make, cast):
    with pytest.raises(NotFound):
        get_batch(cast.gil, make.draft(cast.han).id)
