"""Uploads as an API: every encoding that Korean Excel writes, every table that is none, photos by their content."""

import io
import json

import pytest

from marketplace.scheduler.job import run_job
from marketplace.scheduler.table import find_job
from marketplace.work.models import Import, Task
from tests.api.conftest import a_photo, a_zip, code, field_codes
from tests.work.rows.workbooks import workbook


@pytest.fixture
def names(make):
    return [field.name for field in make.version().spec.inputs]


@pytest.fixture
def send(make, cast, speak):
    """`send(b"…")`: the table for a new draft of Han's."""
    batch = make.draft(cast.han, rows=1)
    han = speak(cast.han)
    return lambda content, filename="rows.csv": han.upload(f"/batches/{batch.id}/imports", table=(content, filename))


def _table(names, *titles, ends="\n"):
    rows = [",".join(f"{title} {name}" if "price" not in name else "100" for name in names) for title in titles]
    return ends.join([",".join(names), *rows, ""])


@pytest.mark.parametrize(("codec", "mark"), [("cp949", b""), ("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("utf-16", b"")])
def test_every_syllable_is_read_right_in_each_encoding(send, names, codec, mark):
    answer = send(mark + _table(names, "뷁똠힣").encode(codec))

    assert (answer.status_code, answer.json["rows_good"], answer.json["rows_bad"]) == (201, 1, 0)
    assert answer.json["preview"][0][names[0]].startswith("뷁똠힣")


def test_tabs_as_excels_unicode_text_are_read(send, names):
    assert send(_table(names, "가").replace(",", "\t").encode("utf-16")).json["rows_good"] == 1


def _bad_byte(names):
    rows = _table(names, *["가나다"] * 40).encode().split(b"\n")
    rows[30] = rows[30].replace("가".encode(), b"\xff", 1)
    return b"\n".join(rows)


@pytest.mark.parametrize(("make_table", "refusal", "fact"), [
    (lambda n: b"", "empty_file", {}), (lambda n: ",".join(n).encode(), "empty_file", {}),
    (lambda n: b"a,b,c\n1,2,3\n", "columns_differ", {"row": 1}),
    (lambda n: (",".join([n[0], *n]) + "\n" + "x," * 9).encode(), "column_twice", {"row": 1}),
    (lambda n: (",".join(["", *n[1:]]) + "\nx\n").encode(), "header_blank", {"row": 1}),
    (_bad_byte, "bad_encoding", {"row": 31, "column": 1}),
    (lambda n: (",".join(n) + '\n"가').encode(), "open_quote", {"row": 2}),
    (lambda n: _table(n, "가", "나", ends="\r").encode(), "line_ends", {"row": 1}),
    (lambda n: _table(n, "가", "\x00").encode(), "nul_character", {"row": 3}),
    (lambda n: _table(n, "가" * 200_000).encode(), "cell_too_long", {"row": 2}),
    (lambda n: (",".join(f"c{i}" for i in range(100_000)) + "\nx\n").encode(), "too_many_columns", {"row": 1}),
])
def test_tables_that_are_none_name_the_row_and_import_nothing(db, send, names, make_table, refusal, fact):
    before = db.session.query(Task).count()

    answer = send(make_table(names))

    assert (answer.status_code, code(answer)) == (422, refusal)
    assert fact.items() <= answer.json["error"]["facts"].items()
    assert db.session.query(Task).count() == before


@pytest.mark.parametrize(("content", "filename"), [
    (b"PK\x03\x04 a spreadsheet", "rows.csv"), (b"a,b\n1,2\n", "rows.xlsx"), (b"\xd0\xcf\x11\xe0 locked", "rows.csv")])
def test_what_is_no_workbook_is_refused_naming_what_is_taken(send, content, filename):
    answer = send(content, filename)

    assert (answer.status_code, code(answer)) == (415, "table_unsupported")
    assert "xlsx" in answer.json["error"]["facts"]["accepted"]


def test_a_workbook_and_json_lines_are_read(send, names):
    book = workbook([names, ["100" if "price" in name else "가" for name in names]])
    line = json.dumps({name: 100 if "price" in name else "가" for name in names})

    assert send(book, "표.xlsx").json["preview"] == send(line.encode(), "rows.jsonl").json["preview"] != []


def test_the_same_upload_under_one_key_is_one_import(db, make, cast, speak, names):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)
    before = db.session.query(Import).count()
    sent = {"table": (_table(names, "가").encode(), "rows.csv"), "key": "upload-1"}

    first, again = (han.upload(f"/batches/{batch.id}/imports", **sent) for _ in range(2))
    other = han.upload(f"/batches/{batch.id}/imports", **(sent | {"table": (b"x", "rows.csv")}))

    assert first.json["id"] == again.json["id"]
    assert code(other) == "idempotency_key_reused"
    assert db.session.query(Import).count() == before + 1


def test_columns_are_said_and_the_wrong_rows_got_back(make, cast, speak, names):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)
    table = _table(["상품A", *names[1:]], "가", "나").replace("100", "=비쌈", 1).encode()
    found = han.upload(f"/batches/{batch.id}/imports", table=(table, "rows.csv"), wait="true").json

    said = han.post(f"/imports/{found['id']}/mapping", {"mapping": {"상품A": {"field": names[0]}}})
    wrong = han.post(f"/imports/{found['id']}/mapping", {"mapping": {"상품A": {"field": 7}}})
    errors = han.get(f"/imports/{found['id']}/errors")

    assert (found["state"], said.json["state"], said.json["mapped_by"], said.json["rows_bad"]) == ("waiting", "checked", "person", 1)
    assert field_codes(wrong) == {"mapping": "mapping_unreadable"}
    assert errors.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert errors.data.decode("utf-8-sig").splitlines()[1].startswith("2,가 상품A,")
    assert "'=비쌈" in errors.text


def test_a_long_upload_is_read_by_the_job_and_may_be_stopped(make, cast, speak, names):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)
    table = _table(names, *["가"] * 5_001).encode()
    read, stopped = (han.upload(f"/batches/{batch.id}/imports", table=(table, "rows.csv")).json for _ in range(2))

    assert han.post(f"/imports/{stopped['id']}/discards").json["state"] == "discarded"
    run_job(find_job("read_imports"))
    done = han.get(f"/imports/{read['id']}").json

    assert (read["state"], read["rows_good"], done["state"], done["rows_good"], done["rows_repeated"]) == ("checking", 0, "checked", 5_001, 5_000)
    assert done["repeats"][0] == {"row": 3, "first": 2, "kind": "row", "column": "", "value": ""}
    assert (done["steps_done"], han.get(f"/imports/{stopped['id']}").json["state"]) == (done["steps_all"], "discarded")


def test_rows_that_need_mending_are_named_and_left_out_only_when_asked(db, make, cast, speak, names):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)
    table = _table(names, "가", "나").replace("100", "not a price", 1)
    found = han.upload(f"/batches/{batch.id}/imports", table=(table.encode(), "rows.csv")).json
    before = db.session.query(Task).count()

    refused = han.post(f"/imports/{found['id']}/tasks", {})
    stored = han.post(f"/imports/{found['id']}/tasks", {"skip_bad": True})
    again = han.post(f"/imports/{found['id']}/tasks", {"skip_bad": True})
    thrown = han.post(f"/imports/{found['id']}/discards")

    assert (found["rows_good"], found["rows_bad"]) == (1, 1)
    assert (found["errors"][0]["row"], found["errors"][0]["code"]) == (2, "not_a_number")
    assert (code(refused), stored.json["state"], again.status_code, code(thrown)) == ("rows_bad", "stored", 201, "wrong_state")
    assert db.session.query(Task).count() == before + 1


def test_a_discarded_import_becomes_no_task(db, make, cast, speak, names):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)
    found = han.upload(f"/batches/{batch.id}/imports", table=(_table(names, "가").encode(), "rows.csv")).json

    thrown = han.post(f"/imports/{found['id']}/discards")
    late = han.post(f"/imports/{found['id']}/tasks", {})

    assert (thrown.json["state"], code(late)) == ("discarded", "wrong_state")


def test_a_file_of_one_byte_too_many_is_refused(send, change_settings):
    change_settings(upload_max_bytes=2048)

    answer = send(b"x" * 2049)

    assert (answer.status_code, code(answer)) == (413, "file_too_large")


def test_a_length_that_lies_is_refused_unread(app, make, cast, speak):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)

    answer = han.client.post(f"/api/v1/batches/{batch.id}/imports", headers={"Authorization": f"Bearer {han.secret}"},
                             content_type="multipart/form-data; boundary=x", input_stream=io.BytesIO(b"--x"),
                             environ_overrides={"CONTENT_LENGTH": str(10**10)})

    assert (answer.status_code, code(answer)) == (413, "too_large")


def test_no_file_and_other_fields_are_refused(make, cast, speak):
    batch, han = make.draft(cast.han, rows=1), speak(cast.han)

    missing = han.upload(f"/batches/{batch.id}/imports", photos=(b"x", "x.zip"))
    other = han.upload(f"/batches/{batch.id}/imports", table=(b"a\n1\n", "a.csv"), company=(b"2", "x"))

    assert field_codes(missing) == {"table": "required"}
    assert code(other) == "unknown_field"


@pytest.fixture
def photos(make, cast, speak):
    """`photos(table, zip)`: an upload for a draft that takes photos."""
    batch = make.version("grocery-photo-tags")
    draft = speak(cast.han).post("/batches", {"title": "사진", "currency": "KRW", "price": 150, "template_version_id": batch.id}).json
    name = next(field.name for field in batch.spec.inputs if field.kind == "photo")
    others = [field.name for field in batch.spec.inputs if field.kind != "photo" and field.required]
    han = speak(cast.han)

    def send(filename, archive):
        row = ",".join([name, *others]) + "\n" + ",".join([f'"{filename}"', *("x" for _ in others)]) + "\n"
        return han.upload(f"/batches/{draft['id']}/imports", table=(row.encode(), "rows.csv"), photos=(archive, "photos.zip"))

    return send


def test_photos_are_stored_drawn_anew_and_shown_to_those_who_may(make, cast, speak, photos):
    han = speak(cast.han)
    found = photos("a.jpg", a_zip({"a.jpg": a_photo()})).json
    assert han.post(f"/imports/{found['id']}/tasks", {}).json["state"] == "stored"
    task = han.get(f"/batches/{found['batch_id']}/tasks").json["items"][0]
    file_id = next(value for value in task["input"].values() if value.isdigit())

    whole, small = han.get(f"/files/{file_id}"), han.get(f"/files/{file_id}?size=thumbnail")

    assert (whole.status_code, whole.headers["Content-Type"], small.headers["Content-Type"]) == (200, "image/jpeg", "image/jpeg")
    assert whole.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert code(speak(cast.gil).get(f"/files/{file_id}")) == "not_found"
    assert code(speak(cast.mira).get(f"/files/{file_id}")) == "not_found"


@pytest.mark.parametrize(("content", "refusal"), [
    (b"", "not_an_image"), (a_photo()[:200], "not_an_image"), (b"just words", "not_an_image"), (b"<svg onload='x()'/>", "unsupported_image"),
    (b"<!doctype html><script>x()</script>", "unsupported_image"), (b"%PDF-1.4 /JS", "unsupported_image"),
])
def test_photos_that_are_none_are_named_in_the_report(photos, content, refusal):
    found = photos("a.jpg", a_zip({"a.jpg": content}))

    assert (found.status_code, found.json["rows_good"]) == (201, 0)
    assert refusal in {error["code"] for error in found.json["errors"]}


@pytest.mark.parametrize("name", ["../../x.jpg", "/etc/x.jpg", "..\\x.jpg"])
def test_an_archive_that_reaches_out_is_refused(photos, name):
    answer = photos("x.jpg", a_zip({name: a_photo()}))

    assert (answer.status_code, code(answer)) == (422, "archive_unsafe")


@pytest.mark.parametrize("filename", ["../../x.csv", "..\\x.csv", "CON", 'x.csv"; y="', "가" * 300 + ".csv", "=HYPERLINK(1).csv"])
def test_names_of_files_are_cleaned(send, names, filename):
    answer = send(_table(names, "가").encode(), filename)

    shown = answer.json["filename"]
    assert answer.status_code == 201
    assert len(shown) <= 100
    assert not set(shown) & set('/\\"')
