"""Checking: what can't be read leaves nothing behind; unknown columns are refused, or wait for a person where that was asked for."""

import pytest

from marketplace.kernel.errors import Invalid
from marketplace.work.models import Import, Task
from tests.statements import count_statements
from tests.work.imports.uploads import HEADER, kept_files, pairs, upload, zipped
from tests.work.rows.workbooks import workbook

OTHER = "상품A,right titel,메모\n가,나,x\n"


def test_nothing_becomes_a_task_yet_and_the_first_rows_are_shown(db, draft, cast):
    found = upload(draft, pairs(7), actor=cast.han)

    assert (found.state, found.rows_good, found.rows_bad, len(found.preview)) == ("checked", 7, 0, 5)
    assert db.session.query(Task).count() == 0


@pytest.mark.parametrize("table", [HEADER, HEADER + 'a,"b\n', HEADER + "a,b\n" * 3_000 + "a\0,b\n"])
def test_what_cannot_be_read_leaves_nothing_behind(db, draft, cast, table):
    with pytest.raises(Invalid):
        upload(draft, table, actor=cast.han)

    assert (db.session.query(Import).count(), kept_files()) == (0, 0)


def test_unknown_columns_are_refused_unless_the_upload_may_wait(db, draft, cast):
    with pytest.raises(Invalid) as refused:
        upload(draft, OTHER, actor=cast.han)
    found = upload(draft, OTHER, wait=True, actor=cast.han)

    assert refused.value.code == "columns_differ"
    assert (found.state, found.mapping) == ("waiting", {"right titel": {"field": "right_title"}})
    assert [column["samples"] for column in found.columns] == [["가"], ["나"], ["x"]]


def test_a_mapping_may_come_with_the_upload(draft, cast):
    mapping = {"상품A": {"field": "left_title"}, "right titel": {"field": "right_title"}, "메모": {"field": None}}

    found = upload(draft, OTHER, mapping=mapping, actor=cast.han)

    assert (found.state, found.mapped_by, found.preview) == ("checked", "person", [{"left_title": "가", "right_title": "나"}])


@pytest.mark.parametrize(("mapping", "key_field", "field"), [
    ({"상품A": {"felt": 1}}, "", "mapping"), ({"상품A": {"field": "colour"}}, "", "mapping"), ({"x": {"field": None}}, "", "mapping"),
    (None, "colour", "key_field")])
def test_what_cannot_be_meant_is_refused_at_its_field(draft, cast, mapping, key_field, field):
    with pytest.raises(Invalid) as refused:
        upload(draft, OTHER if mapping else pairs(1), mapping=mapping, key_field=key_field, actor=cast.han)

    assert [*refused.value.fields] == [field]


def test_a_sheet_is_read_by_its_name(draft, cast):
    book = workbook([["x"], [1]], more={"둘째": [["left_title", "right_title"], ["가", "나"]]})

    assert upload(draft, book, filename="표.xlsx", sheet="둘째", actor=cast.han).rows_good == 1


@pytest.mark.parametrize(("entries", "code"), [
    ([("a.csv", b"x"), ("b.csv", b"x")], "table_not_one"), ([("a.jpg", b"x")], "table_not_one"), ([("../a.csv", b"x")], "archive_unsafe")])
def test_a_zip_without_one_table_is_refused_at_the_table(draft, cast, entries, code):
    with pytest.raises(Invalid) as refused:
        upload(draft, zipped(entries), filename="a.zip", actor=cast.han)

    assert (refused.value.code, [*refused.value.fields]) == (code, ["table"])


def test_two_zips_are_one_too_many(draft, cast):
    with pytest.raises(Invalid) as refused:
        upload(draft, zipped([("a.csv", pairs(1).encode())]), photos=zipped([("a.jpg", b"x")]), actor=cast.han)

    assert refused.value.code == "two_archives"


def test_the_statements_do_not_grow_with_the_rows(draft, cast):
    counts = []
    for rows in (10, 4_000):
        with count_statements() as sent:
            upload(draft, pairs(rows), actor=cast.han)
        counts.append(len(sent))

    assert counts[0] == counts[1]
