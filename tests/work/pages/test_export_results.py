"""Accepted results as files: in the order of the rows, and nothing else in them."""

import csv
import io
import json

import pytest

from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.pseudonyms import pseudonym
from marketplace.work import service as work
from marketplace.work.exports import export_results
from tests.cast import SYSTEM, send


@pytest.fixture
def decided(make, cast):
    """Five rows: accepted, in part, rejected, asked for rework, in review; each with its own note."""
    batch = make.batch(cast.han, rows=5)
    decisions = [("accept",), ("partial", "note"), ("reject", "verdict"), ("rework", "note")]
    for worker, decision, note in zip((cast.mira, cast.noah, cast.mira, cast.noah, cast.mira), (*decisions, ()), "abcde", strict=True):
        submission = work.submit_claim(make.claim(worker, batch).id, answers=make.answers() | {"note": f"note-{note} =1+1"}, actor=worker)
        if decision:
            make.review(cast.rae, submission, *decision, message="고쳐 주세요")
    return batch


def _rows(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_csv_holds_accepted_and_partial_answers_in_the_order_of_the_rows(han, decided):
    answer = send(han, f"/batches/{decided.id}/exports", file_format="csv")

    rows = _rows(answer)
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert f'filename="ilgam-{decided.id}-results.csv"' in answer.headers["Content-Disposition"]
    assert sorted((row["outcome"], row["answer.note"]) for row in rows) == [("accepted", "note-a =1+1"), ("partial", "note-b =1+1")]
    assert [int(row["task"]) for row in rows] == sorted(int(row["task"]) for row in rows)
    assert not any(note in answer.text for note in ("note-c", "note-d", "note-e"))


def test_jsonl_holds_the_same_as_objects(han, decided):
    answer = send(han, f"/batches/{decided.id}/exports", file_format="jsonl")

    rows = [json.loads(line) for line in answer.text.splitlines()]
    assert answer.headers["Content-Type"].startswith("application/x-ndjson")
    assert {row["outcome"] for row in rows} == {"accepted", "partial"}
    assert set(rows[0]) == {"task", "outcome", "input", "answers"}
    assert not any(note in answer.text for note in ("note-c", "note-d", "note-e"))


def test_who_and_when_are_added_on_demand(cast, han, decided):
    rows = _rows(send(han, f"/batches/{decided.id}/exports", file_format="csv", provenance="true"))

    assert {row["worker"] for row in rows} == {pseudonym(one.person_id, company_id=cast.han.company_id) for one in (cast.mira, cast.noah)}
    assert all(row["template_version"] == "1" and row["decided_by"] == "platform" and row["seconds"] for row in rows)
    assert all(row["claimed_at"] <= row["submitted_at"] <= row["accepted_at"] for row in rows)


def test_a_formula_in_an_answer_becomes_text(make, cast, han):
    batch = make.batch(cast.han, rows=1)
    submission = work.submit_claim(make.claim(cast.mira, batch).id, answers=make.answers() | {"note": "=HYPERLINK(1)"}, actor=cast.mira)
    make.review(cast.rae, submission)

    assert _rows(send(han, f"/batches/{batch.id}/exports", file_format="csv"))[0]["answer.note"] == "'=HYPERLINK(1)"
    assert json.loads(send(han, f"/batches/{batch.id}/exports", file_format="jsonl").text)["answers"]["note"] == "=HYPERLINK(1)"


def test_many_results_come_in_parts(make, cast, monkeypatch):
    batch = make.batch(cast.han, rows=7)
    for worker in (cast.mira, cast.noah, cast.mira, cast.noah, cast.mira):
        make.review(cast.rae, make.submission(worker, batch))
    monkeypatch.setattr("marketplace.work.exported.CHUNK", 2)

    made = export_results(batch.id, actor=SYSTEM)
    lines = b"".join(made.chunks).decode("utf-8-sig").splitlines()

    assert (made.rows, len(lines)) == (5, 6)
    assert [int(line.split(",")[0]) for line in lines[1:]] == sorted(int(line.split(",")[0]) for line in lines[1:])


def test_the_journal_keeps_who_took_a_file(db, cast, han, decided):
    send(han, f"/batches/{decided.id}/exports", file_format="csv")

    entry = db.session.query(JournalEntry).filter_by(verb="export_results").one()
    assert (entry.actor_id, entry.subject_id, entry.facts["rows"]) == (cast.han.person_id, decided.id, 2)


@pytest.mark.parametrize(("fields", "status"), [
    ({}, 422), ({"file_format": "pdf"}, 422), ({"file_format": "coco"}, 422), ({"file_format": "csv", "all": "1"}, 400)])
def test_a_wrong_wish_is_refused(han, decided, fields, status):
    assert send(han, f"/batches/{decided.id}/exports", **fields).status_code == status


@pytest.mark.parametrize(("role", "status"), [("manager", 200), ("viewer", 200), ("finance", 403), ("company_reviewer", 403)])
def test_who_may_take_results(teammate, decided, role, status):
    assert send(teammate(role), f"/batches/{decided.id}/exports", file_format="csv").status_code == status


@pytest.mark.parametrize(("locale", "words"), [("ko", ("결과 2건 받기", "엑셀 (XLSX)")), ("en", ("Download 2 results", "Excel (XLSX)"))])
def test_the_page_offers_the_formats_that_fit_and_nothing_personal_where_there_is_none(han, decided, locale, words):
    send(han, "/language", locale=locale, next="/")

    page = han.get(f"/batches/{decided.id}").text

    assert all(word in page for word in words)
    assert all(f'value="{name}"' in page for name in ("csv", "xlsx", "jsonl", "label_studio", "mturk"))
    assert 'value="coco"' not in page
    assert 'name="personal"' not in page
