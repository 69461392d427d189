"""Storing: all rows or none, once; repeats left out when asked; nothing left behind that isn't needed."""

import pytest

from marketplace.kernel.errors import Conflict, NotFound
from marketplace.work import service as work
from marketplace.work.models import StoredFile, Task
from marketplace.work.queries import get_file
from tests.work.imports.uploads import HEADER, a_photo, kept_files, pairs, upload, zipped


def test_rows_become_tasks_once_in_the_order_of_the_file(db, draft, cast):
    found = upload(draft, pairs(3), actor=cast.han)

    stored, again = work.store_import(found.id, actor=cast.han), work.store_import(found.id, actor=cast.han)

    assert (stored.state, stored.rows_stored, again.rows_stored) == ("stored", 3, 3)
    tasks = db.session.query(Task).order_by(Task.number).all()
    assert [(task.number, task.input["left_title"]) for task in tasks] == [(1, "상품 0"), (2, "상품 1"), (3, "상품 2")]


def test_a_second_import_goes_on_with_the_numbers(db, draft, cast):
    for _ in range(2):
        work.store_import(upload(draft, pairs(2), actor=cast.han).id, actor=cast.han)

    assert [task.number for task in db.session.query(Task).order_by(Task.number)] == [1, 2, 3, 4]


def test_rows_that_repeat_an_earlier_one_are_left_out_only_when_asked(db, draft, cast):
    table = HEADER + "가,나\n다,라\n가,나\n"
    kept, dropped = upload(draft, table, actor=cast.han), upload(draft, table, actor=cast.han)

    assert (kept.rows_good, kept.rows_repeated, kept.repeats[0]["row"], kept.repeats[0]["first"]) == (3, 1, 4, 2)
    assert work.store_import(kept.id, actor=cast.han).rows_stored == 3
    assert work.store_import(dropped.id, skip_repeats=True, actor=cast.han).rows_stored == 2


def test_wrong_rows_are_left_out_only_when_asked_and_can_still_be_got_afterwards(draft, cast):
    found = upload(draft, HEADER + "가,나\n,라\n", actor=cast.han)

    with pytest.raises(Conflict) as refused:
        work.store_import(found.id, actor=cast.han)
    stored = work.store_import(found.id, skip_bad=True, actor=cast.han)

    assert (refused.value.code, stored.rows_stored, bool(stored.errors_as)) == ("rows_bad", 1, True)
    assert kept_files() == 1


def test_a_published_batch_takes_no_rows(make, cast):
    batch = make.draft(cast.han)
    found = upload(batch, pairs(1), actor=cast.han)
    make.pay_in(cast.han.company_id, (batch.unit * 3).minor)
    work.publish_batch(batch.id, actor=cast.han)

    with pytest.raises(Conflict) as refused:
        work.store_import(found.id, actor=cast.han)

    assert refused.value.code == "not_a_draft"


def test_photos_are_kept_once_for_the_same_bytes_and_are_nobody_elses_until_stored(db, photo_draft, cast):
    photos = zipped([("a.jpg", a_photo("red")), ("copy.jpg", a_photo("red")), ("b.jpg", a_photo("blue"))])
    found = upload(photo_draft, "photo\na.jpg\nb.jpg\ncopy.jpg\n", photos=photos, actor=cast.han)
    file_id = db.session.query(StoredFile.id).order_by(StoredFile.id).limit(1).scalar()

    assert (found.rows_good, found.rows_repeated, found.repeats[0]["kind"]) == (3, 1, "photo")
    assert get_file(cast.han, file_id).import_id == found.id
    with pytest.raises(NotFound):
        get_file(cast.rae, file_id)
    work.store_import(found.id, actor=cast.han)
    db.session.expire_all()

    assert get_file(cast.rae, file_id).import_id is None
    assert db.session.query(StoredFile).count() == 2
    assert [task.input["photo"] for task in db.session.query(Task).order_by(Task.number)] == [str(file_id), str(file_id + 1), str(file_id)]


def test_a_discarded_import_leaves_nothing_in_the_store(db, photo_draft, cast):
    found = upload(photo_draft, "photo\na.jpg\n", photos=zipped([("a.jpg", a_photo("red"))]), actor=cast.han)

    assert work.discard_import(found.id, actor=cast.han).state == "discarded"

    assert (kept_files(), db.session.query(StoredFile).count(), db.session.query(Task).count()) == (0, 0, 0)


def test_a_table_and_its_photos_come_in_one_zip_too(db, photo_draft, cast):
    bundle = zipped([("사진/a.jpg", a_photo("red")), ("사진/표.csv", "photo\na.jpg\n".encode("cp949")), ("readme.txt", b"hello")])

    found = upload(photo_draft, bundle, filename="all.zip", actor=cast.han)

    assert (found.filename, found.rows_good) == ("표.csv", 1)
    assert [error["value"] for error in found.errors] == ["readme.txt"]
    assert work.store_import(found.id, skip_bad=True, actor=cast.han).rows_stored == 1
