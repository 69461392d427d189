"""A worker adds a file to a claim: judged, drawn anew, kept once; only live claims of one's own take any."""

import io
import zipfile

import pytest
from PIL import Image

from marketplace.kernel.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge, UnsupportedType
from marketplace.work import service as work
from marketplace.work.models import StoredFile
from marketplace.work.service.files import CLAIM_FILES_MOST
from marketplace.work.uploads import file_store
from tests.work.tasks.specs import jpeg, located_jpeg

PDF = b"%PDF-1.7\n1 0 obj\n"


def _count(db):
    return db.session.query(StoredFile).count()


def _on_disk():
    return sorted(path.name for path in file_store().root.rglob("*") if path.is_file())


def test_a_photo_is_drawn_anew_without_its_place(db, claim, add):
    kept = add(claim, located_jpeg(), filename="../집 앞.jpg")

    drawn = Image.open(io.BytesIO(file_store().read(kept.stored_as)))
    assert (kept.claim_id, kept.batch_id, kept.shown_name, kept.media_type) == (claim.id, claim.batch_id, "집 앞.jpg", "image/jpeg")
    assert (kept.width, kept.height, dict(drawn.getexif())) == (800, 600, {})
    assert file_store().size(kept.thumbnail_as) > 0


def test_the_same_bytes_again_are_the_same_file(db, claim, add):
    first = add(claim, jpeg("red"))
    before = _on_disk()

    assert add(claim, jpeg("red"), filename="다시.jpg").id == first.id
    assert (_count(db), _on_disk()) == (1, before)


def test_other_files_are_kept_as_they_are_where_the_field_takes_any(claim, add):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")

    kinds = [add(claim, data, "slip").media_type for data in (PDF, "번호,수량\n1,2\n".encode("cp949"), book.getvalue(), jpeg("blue"))]

    assert kinds == ["application/pdf", "text/plain", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "image/jpeg"]


@pytest.mark.parametrize(("field", "data", "refusal", "code"), [
    ("proof", PDF, UnsupportedType, "unsupported_image"),
    ("proof", b"<svg xmlns='http://www.w3.org/2000/svg'/>", UnsupportedType, "unsupported_image"),
    ("proof", jpeg()[:300], Invalid, "not_an_image"),
    ("proof", b"", Invalid, "not_an_image"),
    ("slip", b"<html><script>1</script>", UnsupportedType, "unsupported_file"),
    ("slip", b"MZ\x90\x00\x03", UnsupportedType, "unsupported_file"),
    ("slip", b"PK\x03\x04 broken", UnsupportedType, "unsupported_file"),
    ("note", jpeg(), Invalid, "no_file_field"),
    ("sku", jpeg(), Invalid, "no_file_field"),
])
def test_what_is_no_such_file_is_refused_in_words_and_not_kept(db, claim, add, field, data, refusal, code):
    before = _on_disk()

    with pytest.raises(refusal) as refused:
        add(claim, data, field)

    assert refused.value.code == code
    assert (_count(db), _on_disk() == before) == (0, True)


def test_a_workbook_with_macros_is_refused(claim, add):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/vbaProject.bin", "x")

    with pytest.raises(UnsupportedType):
        add(claim, book.getvalue(), "slip")


def test_a_file_as_large_as_allowed_is_kept_and_one_byte_more_is_not(db, claim, add, change_settings):
    photo = jpeg("green")
    change_settings(upload_max_bytes=len(photo))

    add(claim, photo)
    with pytest.raises(TooLarge):
        add(claim, jpeg("red") + b"1" * 400)

    assert _count(db) == 1


def test_a_claim_takes_so_many_files_and_no_more(db, claim, add):
    for number in range(CLAIM_FILES_MOST):
        add(claim, f"송장 {number}".encode(), "slip")

    with pytest.raises(Conflict) as refused:
        add(claim, jpeg("blue"))

    assert (refused.value.code, _count(db)) == ("too_many_files", CLAIM_FILES_MOST)


def test_nobody_adds_to_somebody_elses_claim(db, cast, claim, add):
    for other, refusal in ((cast.noah, NotFound), (cast.han, Forbidden), (cast.rae, Forbidden)):
        with pytest.raises(refusal):
            add(claim, jpeg(), actor=other)

    assert _count(db) == 0


def test_a_claim_that_is_over_takes_no_file(db, cast, claim, add, clock):
    clock.forward(minutes=63)

    with pytest.raises(Conflict) as late:
        add(claim, jpeg())
    assert late.value.code == "claim_expired"
    clock.reset()
    work.release_claim(claim.id, actor=cast.mira)
    with pytest.raises(Conflict) as returned:
        add(claim, jpeg())
    assert (returned.value.code, _count(db)) == ("wrong_state", 0)
