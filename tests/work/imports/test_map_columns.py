"""What a person says about columns is read at once and kept for the company's next upload, of whatever template version."""

import pytest

from marketplace.kernel.errors import Conflict, Invalid, NotFound
from marketplace.work import service as work
from marketplace.work.models import ColumnMapping
from tests.work.imports.uploads import pairs, upload

OTHER = "상품A,상품B,메모\n가,나,x\n다,나,y\n"
SAID = {"상품A": {"field": "left_title"}, "상품B": {"field": "right_title"}, "메모": {"field": None}}


@pytest.fixture
def waiting(draft, cast):
    return upload(draft, OTHER, wait=True, actor=cast.han)


def test_a_waiting_upload_is_read_once_its_columns_are_said(waiting, cast):
    found = work.map_columns(waiting.id, mapping=SAID, actor=cast.han)

    assert (found.state, found.rows_good, found.mapped_by) == ("checked", 2, "person")


def test_it_is_used_for_the_next_upload_and_mended_there(db, waiting, draft, cast):
    work.map_columns(waiting.id, mapping=SAID, key_field="right_title", actor=cast.han)

    again = upload(draft, OTHER, actor=cast.han)
    fewer = upload(draft, OTHER.replace("메모", "note"), wait=True, actor=cast.han)
    mended = work.map_columns(again.id, mapping=SAID | {"상품A": {"field": "right_title"}, "상품B": {"field": "left_title"}}, actor=cast.han)

    assert (again.state, again.mapped_by, again.key_field, again.rows_repeated) == ("checked", "saved", "right_title", 1)
    assert (fewer.state, fewer.mapping) == ("waiting", {"상품A": {"field": "left_title"}, "상품B": {"field": "right_title"}})
    assert mended.preview[0] == {"left_title": "나", "right_title": "가"}
    assert db.session.query(ColumnMapping).one().mapping["상품A"] == {"field": "right_title"}


def test_other_companies_are_not_helped_by_it(waiting, make, cast):
    work.map_columns(waiting.id, mapping=SAID, actor=cast.han)

    with pytest.raises(Invalid) as refused:
        upload(make.draft(cast.gil, rows=1), OTHER, actor=cast.gil)

    assert refused.value.code == "columns_differ"


def test_a_wrong_mapping_changes_nothing(db, waiting, cast):
    with pytest.raises(Invalid):
        work.map_columns(waiting.id, mapping={"상품A": {"field": "left_title"}}, actor=cast.han)

    db.session.expire_all()
    assert (db.session.get(type(waiting), waiting.id).state, db.session.query(ColumnMapping).count()) == ("waiting", 0)


def test_a_stored_import_keeps_its_columns(draft, cast):
    found = work.store_import(upload(draft, pairs(1), actor=cast.han).id, actor=cast.han)

    with pytest.raises(Conflict) as refused:
        work.map_columns(found.id, mapping={"left_title": {"field": "left_title"}, "right_title": {"field": "right_title"}}, actor=cast.han)

    assert refused.value.code == "wrong_state"


def test_another_company_finds_none(waiting, cast):
    with pytest.raises(NotFound):
        work.map_columns(waiting.id, mapping=SAID, actor=cast.gil)


def test_a_file_that_breaks_off_has_failed_with_the_reason(draft, cast):
    found = upload(draft, OTHER + "마,바,x\n" + '"never closed,x,y\n', wait=True, actor=cast.han)

    assert (failed := work.map_columns(found.id, mapping=SAID, actor=cast.han)).state == "failed"
    assert (failed.failure["code"], failed.table_as) == ("open_quote", "")
