"""A long upload is read by a job: once, by one, as far as it is wanted; a reader that died is followed by another."""

from datetime import timedelta

import pytest

from marketplace.kernel import clock
from marketplace.kernel.errors import Conflict, Forbidden
from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import find_job
from marketplace.standards.catalogue import CATALOGUE
from marketplace.work import service as work
from marketplace.work.models import Import, StoredFile
from marketplace.work.service.import_holds import HOLD, Overtaken, take_hold
from marketplace.work.service.import_photos import keep_files
from marketplace.work.service.import_reading import read_held, read_or_fail
from marketplace.work.uploads import file_store, kept_uploads
from tests.work.imports.uploads import SYSTEM, a_photo, kept_files, pairs, upload, zipped

LONG = 5_001


@pytest.fixture
def long(draft, cast):
    return upload(draft, pairs(LONG), actor=cast.han)


def _now(db, found):
    db.session.expire_all()
    return db.session.get(Import, found.id)


def test_a_request_reads_what_is_short_and_leaves_what_is_long_to_the_job(db, draft, long, cast):
    short = upload(draft, pairs(LONG - 2), actor=cast.han)

    assert (short.state, long.state, long.steps_all) == ("checked", "checking", LONG + 1)
    outcome = run_job(find_job("read_imports"))

    assert (outcome.done, outcome.failed) == (1, 0)
    assert (_now(db, long).state, _now(db, long).rows_good) == ("checked", LONG)
    assert run_job(find_job("read_imports")).is_idle


def test_only_what_was_read_can_be_stored(long, cast):
    with pytest.raises(Conflict) as refused:
        work.store_import(long.id, actor=cast.han)

    assert refused.value.code == "wrong_state"


def test_how_far_it_is_can_be_seen(db, long):
    hold = take_hold(long.id)

    hold.note(steps_done=2_500)

    assert (_now(db, long).steps_done, _now(db, long).held_until) == (2_500, hold.until)


def test_nobody_else_reads_it_meanwhile_and_another_does_when_the_reader_died(db, long):
    take_hold(long.id)

    assert work.read_import(long.id, actor=SYSTEM) == 0
    with clock.at(clock.now() + HOLD + timedelta(seconds=1)):
        assert work.read_import(long.id, actor=SYSTEM) == 1
    assert _now(db, long).state == "checked"


def test_a_slow_reader_is_overtaken_while_another_reads(db, long):
    slow = take_hold(long.id)
    with clock.at(clock.now() + HOLD + timedelta(seconds=1)):
        other = take_hold(long.id)

        with pytest.raises(Overtaken):
            slow.note(steps_done=1)

        other.note(steps_done=2)
    assert _now(db, long).steps_done == 2


@pytest.mark.parametrize("table", [pairs(LONG), pairs(2) + "\n" * LONG])  # noticed on the way, and only at the end
def test_a_reader_that_was_overtaken_leaves_the_work_to_the_other(db, draft, cast, table):
    found = upload(draft, table, actor=cast.han)
    slow = take_hold(found.id)
    with clock.at(clock.now() + HOLD + timedelta(seconds=1)):
        assert work.read_import(found.id, actor=SYSTEM) == 1
    before = kept_files()

    with pytest.raises(Overtaken):
        read_held(slow, SYSTEM)

    assert (_now(db, found).state, kept_files()) == ("checked", before)


def test_one_that_was_given_up_is_not_read_on(db, long, cast):
    hold = take_hold(long.id)

    work.discard_import(long.id, actor=cast.han)

    with pytest.raises(Overtaken):
        hold.note(steps_done=1)
    with pytest.raises(Overtaken):
        read_or_fail(hold, SYSTEM)
    assert (_now(db, long).state, kept_files()) == ("discarded", 0)


def test_a_photo_on_its_way_is_not_kept_for_an_import_that_was_given_up(db, photo_draft, cast):
    photos = zipped([(f"{n}.jpg", a_photo(f"rgb({n * 8},{250 - n * 8},0)")) for n in range(30)])
    found = upload(photo_draft, "photo\n0.jpg\n", photos=photos, actor=cast.han)
    hold, store = take_hold(found.id), file_store()

    with kept_uploads(store, found) as open_upload:
        work.discard_import(found.id, actor=cast.han)
        with pytest.raises(Overtaken):
            keep_files(hold, found, open_upload, store, CATALOGUE["grocery-photo-tags"])

    assert (kept_files(), db.session.query(StoredFile).count()) == (0, 0)


def test_a_second_attempt_uses_the_photos_of_the_first(db, photo_draft, cast):
    photos = zipped([(f"{n}.jpg", a_photo(f"rgb({n * 8},{250 - n * 8},0)")) for n in range(30)])
    found = upload(photo_draft, "photo\n0.jpg\n29.jpg\n" + "none.jpg\n" * 2, photos=photos, actor=cast.han)
    first = read_held(take_hold(found.id), SYSTEM)
    work.map_columns(found.id, mapping={"photo": {"field": "photo"}}, actor=cast.han)

    work.read_import(found.id, actor=SYSTEM)

    assert (first.rows_good, first.rows_bad, _now(db, found).rows_good) == (2, 2, 2)
    assert db.session.query(StoredFile).count() == 30


def test_one_that_cannot_be_read_to_its_end_has_failed_with_the_reason(db, draft, cast):
    found = upload(draft, pairs(LONG) + 'a,"never closed\n', actor=cast.han)

    assert work.read_import(found.id, actor=SYSTEM) == 1

    failed = _now(db, found)
    assert (failed.state, failed.failure["code"], kept_files()) == ("failed", "open_quote", 0)
    assert failed.failure["message"]["en"].startswith("The quote")


def test_people_do_not_run_jobs(long, cast):
    with pytest.raises(Forbidden):
        work.read_import(long.id, actor=cast.han)
