"""Stored photos: who gets them, and that nothing in them can run."""

import io
import zipfile

import pytest
from PIL import Image

from marketplace.kernel.money import Money
from marketplace.work import service as work
from marketplace.work.models import StoredFile
from marketplace.work.uploads import file_store


def _zip(**photos):
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, colour in photos.items():
            drawn = io.BytesIO()
            Image.new("RGB", (900, 600), colour).save(drawn, "JPEG")
            archive.writestr(f"{name}.jpg", drawn.getvalue())
    held.seek(0)
    return held


@pytest.fixture
def photo(db, make, cast):
    """A stored photo of an open batch of Han's."""
    batch = work.post_batch(template_version_id=make.version("grocery-photo-tags").id, title="사진 태그", price=Money(370, "KRW"), actor=cast.han)
    found = work.check_import(batch.id, table=io.BytesIO("photo\n사과; 하나.jpg\n".encode()), filename="rows.csv",
                              photos=_zip(**{"사과; 하나": "red"}), actor=cast.han)
    assert found.errors == []
    work.store_import(found.id, actor=cast.han)
    make.pay_in(cast.han.company_id, batch.unit.minor)
    work.publish_batch(batch.id, actor=cast.han)
    return db.session.query(StoredFile).one()


def test_a_photo_is_served_sandboxed_and_only_kept_by_the_readers_browser(photo, han):
    answer = han.get(f"/files/{photo.id}")

    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/jpeg")
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private, max-age=")
    disposition = answer.headers["Content-Disposition"]
    assert disposition.startswith('inline; filename="')
    assert ";" not in disposition.split("filename*=UTF-8''")[1]
    assert Image.open(io.BytesIO(answer.data)).size == (900, 600)


def test_a_thumbnail_is_small_and_an_unchanged_photo_is_not_sent_again(photo, han):
    small = han.get(f"/files/{photo.id}/small")
    again = han.get(f"/files/{photo.id}/small", headers={"If-None-Match": small.headers["ETag"]})

    assert max(Image.open(io.BytesIO(small.data)).size) == 320
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize("file_id", ["0", "-1", "1e1", str(2**63), "999999", "../secret"])
def test_an_unknown_file_is_not_found(photo, han, file_id):
    assert han.get(f"/files/{file_id}").status_code == 404


def test_strangers_and_workers_without_a_claim_get_nothing(make, photo, cast, browse, client):
    assert browse(cast.gil).get(f"/files/{photo.id}").status_code == 404
    assert browse(cast.mira).get(f"/files/{photo.id}").status_code == 404
    assert client.get(f"/files/{photo.id}").location.startswith("/sign-in")


def test_the_worker_of_a_task_and_a_reviewer_see_its_photo(make, photo, cast, browse):
    make.qualify(cast.mira, key="grocery-photo-tags")
    work.claim_next(photo.batch_id, actor=cast.mira)

    assert browse(cast.mira).get(f"/files/{photo.id}").status_code == 200
    assert browse(cast.rae).get(f"/files/{photo.id}/small").status_code == 200


def test_a_file_lost_on_disk_is_not_found(photo, han):
    file_store().delete(photo.stored_as)

    assert han.get(f"/files/{photo.id}").status_code == 404


def test_the_tasks_page_shows_the_thumbnail(photo, han):
    assert f'src="/files/{photo.id}/small"' in han.get(f"/batches/{photo.batch_id}/tasks").text
