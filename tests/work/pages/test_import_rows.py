"""Importing by page: the report before anything is stored, and what becomes of the rows."""

import io

import pytest

from marketplace.kernel.money import Money
from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import find_job
from marketplace.work import service as work
from marketplace.work.models import Import, Task
from tests.cast import csrf_token, send

GOOD = "left_title,right_title\n=SUM(1) 상품,상품 둘\n다른 상품,상품 셋\n"
MIXED = "left_title,left_price,right_title\n상품 하나,19.99,상품 둘\n상품 둘,비쌈,상품 셋\n,1,상품 넷\n"


def upload(client, batch, table=GOOD, name="rows.csv", **more):
    data = {"csrf_token": csrf_token(client), "table": (io.BytesIO(table if isinstance(table, bytes) else table.encode()), name), **more}
    return client.post(f"/batches/{batch.id}/imports", data=data, content_type="multipart/form-data")


@pytest.fixture
def bare(make, cast):
    """A draft with no rows yet."""
    return work.post_batch(template_version_id=make.version().id, title="빈 묶음", price=Money(200, "KRW"), actor=cast.han)


def test_an_upload_is_reported_on_before_anything_is_stored(db, han, bare):
    answer = upload(han, bare)

    found = db.session.query(Import).one()
    assert (answer.status_code, answer.location) == (303, f"/imports/{found.id}")
    page = han.get(answer.location).text
    assert "2줄 가져오기" in page
    assert "=SUM(1) 상품" in page
    assert db.session.query(Task).count() == 0


def test_clean_rows_become_tasks_once(db, han, bare):
    found = upload(han, bare).location

    first, again = send(han, f"{found}/tasks"), send(han, f"{found}/tasks")

    assert first.location == again.location == f"/batches/{bare.id}#pay"
    assert [task.number for task in db.session.query(Task).order_by(Task.number)] == [1, 2]
    assert "일감으로 가져왔어요" in han.get(found).text


def test_wrong_cells_are_named_by_row_column_value_and_reason(han, bare):
    found = upload(han, bare, MIXED).location

    page = han.get(found).text
    table = han.get(f"{found}/errors.csv")

    assert "고칠 2개는 빼고 1줄 가져오기" in page
    assert "비쌈" in page
    assert table.headers["Content-Type"].startswith("text/csv")
    assert "attachment" in table.headers["Content-Disposition"]
    rows = table.data.decode("utf-8-sig").splitlines()
    assert rows[0] == "행,left_title,left_price,right_title,이유"
    assert rows[1].startswith("3,상품 둘,비쌈,상품 셋,left_price: ")
    assert rows[2] == "4,,1,상품 넷,left_title: 꼭 입력해 주세요."


def test_the_report_speaks_english_too(han, bare):
    found = upload(han, bare, MIXED).location
    send(han, "/language", locale="en", next="/")

    assert "Please fill this in." in han.get(found).text
    assert "Please fill this in." in han.get(f"{found}/errors.csv").text


def test_bad_rows_are_only_left_out_when_that_is_chosen(db, han, bare):
    found = upload(han, bare, MIXED).location

    refused = send(han, f"{found}/tasks")
    assert refused.status_code == 409
    assert "고쳐야 할 줄이 2개" in refused.text
    assert db.session.query(Task).count() == 0
    send(han, f"{found}/tasks", skip_bad="true")

    assert db.session.query(Task).count() == 1


def test_a_discarded_upload_stores_nothing_and_stays_so(db, han, bare):
    found = upload(han, bare).location

    answer = send(han, f"{found}/discards")
    late = send(han, f"{found}/tasks")

    assert (answer.status_code, answer.location) == (303, f"/batches/{bare.id}#rows")
    assert late.status_code == 409
    assert db.session.query(Task).count() == 0


@pytest.mark.parametrize(("table", "name", "status"), [
    (b"", "rows.csv", 422), (b"left_title,right_title\n", "rows.csv", 422), (b"a,b\n1,2\n", "rows.csv", 422),
    (b"PK\x03\x04xxxx", "rows.xlsx", 415), (b'left_title,right_title\n"open,x\n', "rows.csv", 422),
    (b"left_title,right_title\na\x00b,c\n", "rows.csv", 422),
])
def test_a_file_that_cannot_be_read_says_why_on_the_same_page(db, han, bare, table, name, status):
    answer = upload(han, bare, table, name)

    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert "빈 묶음" in answer.text
    assert db.session.query(Import).count() == 0


def test_no_file_at_all_is_said_at_its_field(han, bare):
    answer = send(han, f"/batches/{bare.id}/imports")

    assert answer.status_code == 422
    assert "table-error" in answer.text


def test_one_byte_too_many_is_refused(db, han, bare, change_settings):
    change_settings(upload_max_bytes=2048)

    answer = upload(han, bare, b"left_title,right_title\n" + b"x" * 2048)

    assert answer.status_code == 413
    assert db.session.query(Import).count() == 0


def test_a_published_batch_takes_no_more_rows(make, cast, han):
    assert upload(han, make.batch(cast.han)).status_code == 409


def test_another_company_sees_no_report(browse, cast, han, bare):
    found = upload(han, bare).location
    gil = browse(cast.gil)

    assert gil.get(found).status_code == 404
    assert gil.get(f"{found}/errors.csv").status_code == 404
    assert send(gil, f"{found}/tasks").status_code == 404
    assert send(gil, f"{found}/discards").status_code == 404


def test_a_viewer_uploads_nothing(teammate, bare):
    assert upload(teammate("viewer"), bare).status_code == 403


def test_the_sample_table_can_be_uploaded_as_it_is(db, make, han, bare):
    sample = han.get(f"/template-versions/{make.version().id}/sample.csv")

    found = upload(han, bare, sample.data, "sample.csv").location

    assert sample.headers["Content-Disposition"].endswith('same-product-sample.csv"')
    send(han, f"{found}/tasks")
    titles = [task.input["left_title"] for task in db.session.query(Task).order_by(Task.number)]
    assert titles[0] == "peachtree by sage pro accounting 2007"
    assert len(titles) == 7


OTHER = "상품A,right titel,메모\n가,나,x\n다,라,y\n"


def test_columns_that_are_new_wait_to_be_chosen_with_a_guess_and_are_known_next_time(db, han, bare):
    found = upload(han, bare, OTHER, wait="true").location
    page = han.get(found).text

    assert "파일의 열이 어느 항목인지 골라 주세요" in page
    assert '<option value="right_title" selected>' in page
    assert "올린 파일의 열을 골라 주세요" in han.get(f"/batches/{bare.id}").text
    told = _choose(han, found, "left_title", "right_title", "")
    assert (told.status_code, told.location) == (303, found)
    assert "2줄 가져오기" in han.get(found).text
    again = upload(han, bare, OTHER, wait="true").location
    assert "지난번처럼 열을 맞췄어요" in han.get(again).text


def test_a_choice_that_cannot_be_is_refused_on_the_same_page(han, bare):
    found = upload(han, bare, OTHER, wait="true").location

    answer = _choose(han, found, "left_title", "left_title", "")

    assert answer.status_code == 422
    assert 'data-code="columns_differ"' in answer.text
    assert answer.text.count('<option value="left_title" selected>') == 2


def _choose(client, found, *fields):
    data = {"csrf_token": csrf_token(client), "column": ["상품A", "right titel", "메모"], "field": list(fields), "unit": [""] * 3, "dates": [""] * 3,
            "key_field": "-"}
    return client.post(f"{found}/mapping", data=data)


def test_a_long_upload_is_followed_and_may_be_stopped(db, han, bare):
    table = "left_title,right_title\n" + "".join(f"상품 {n},상품 둘\n" for n in range(5_001))
    read, stopped = upload(han, bare, table).location, upload(han, bare, table).location
    page, part = han.get(read).text, han.get(f"{read}/progress")

    assert f'data-poll-url="{read}/progress"' in page
    assert ("파일을 읽고 있어요" in part.text, "X-Reload" in part.headers) == (True, False)
    assert han.get(f"{read}/progress", headers={"If-None-Match": part.headers["ETag"]}).status_code == 304
    assert send(han, f"{stopped}/discards").status_code == 303
    run_job(find_job("read_imports"))

    assert "X-Reload" in han.get(f"{read}/progress").headers
    assert "5,001줄 가져오기" in han.get(read).text
    assert "버린 파일이에요" in han.get(stopped).text


def test_rows_that_repeat_others_are_shown_and_left_out_when_asked(db, han, bare):
    found = upload(han, bare, GOOD + "다른 상품,상품 셋\n").location

    page = han.get(found).text
    assert "되풀이되는 1줄은 빼기" in page
    assert "모든 칸이 같아요" in page
    send(han, f"{found}/tasks", skip_repeats="true")

    assert db.session.query(Task).count() == 2


def test_a_file_that_breaks_off_says_why(han, bare):
    found = upload(han, bare, OTHER + "마,바,x\n" + '"never closed,x,y\n', wait="true").location

    _choose(han, found, "left_title", "right_title", "")

    page = han.get(found).text
    assert "파일을 끝까지 읽지 못했어요" in page
    assert "5행에서 연 따옴표" in page
