"""Accepted results out of the database: nothing personal unless asked, files by what they are called, and memory that stays flat."""

import csv
import gc
import io
import json
import tracemalloc
from datetime import timedelta

import msgspec
import openpyxl
import pytest
from sqlalchemy import insert, text

from marketplace.kernel import clock
from marketplace.kernel.database import transaction
from marketplace.kernel.errors import Forbidden, Invalid
from marketplace.kernel.journal import JournalEntry
from marketplace.kernel.policy import Actor, Role
from marketplace.kernel.settings import current_settings
from marketplace.standards.service import publish_template
from marketplace.work import service as work
from marketplace.work.exports import export_results
from marketplace.work.models import Claim, Submission, Task
from marketplace.work.results import FORMATS
from tests.cast import SYSTEM
from tests.statements import count_statements
from tests.work.results.conftest import DRIVER, PARCELS, RECEIVER


def whole(batch, name, **wishes):
    return b"".join(export_results(batch.id, file_format=name, **wishes).chunks)


def readable(name, content):
    """The words in a file, out of its zip where it is one."""
    if name == "xlsx":
        return " ".join(str(cell) for row in openpyxl.load_workbook(io.BytesIO(content))["results"].values for cell in row)
    return content.decode()


@pytest.mark.parametrize("name", FORMATS)
def test_neither_rejected_work_nor_anything_personal_leaves_in_any_format(parcels, cast, name):
    found = readable(name, whole(parcels, name, provenance=True, actor=cast.han))

    assert "CANARY" not in found
    assert "kept" in found or name == "coco"


@pytest.mark.parametrize("change", [
    lambda field: msgspec.structs.replace(field, personal=False),
    lambda field: None if field.name == "driver" else msgspec.structs.replace(field, personal=False),
], ids=["no longer called personal", "no longer asked"])
@pytest.mark.parametrize("name", FORMATS)
def test_what_was_personal_when_it_was_answered_stays_so_under_a_newer_version(parcels, cast, name, change):
    kept = {side: tuple(filter(None, map(change, getattr(PARCELS, side)))) for side in ("inputs", "outputs")}
    newer = publish_template(key="parcels", spec=msgspec.structs.replace(PARCELS, **kept), actor=SYSTEM)
    work.adopt_version(parcels.id, template_version_id=newer.id, actor=cast.han)

    assert "CANARY" not in readable(name, whole(parcels, name, provenance=True, actor=cast.han))


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "coco"])
def test_personal_data_leaves_when_somebody_asks_who_may(parcels, cast, name):
    found = readable(name, whole(parcels, name, personal=True, actor=cast.han))

    assert RECEIVER in found
    assert DRIVER in found


def test_who_may_only_look_gets_nothing_personal(parcels, cast, db):
    viewer = Actor("person", "vera", cast.gil.person_id, cast.han.company_id, frozenset({Role.PERSON, Role.VIEWER}))

    with pytest.raises(Forbidden):
        export_results(parcels.id, personal=True, actor=viewer)

    assert db.session.query(JournalEntry).filter_by(verb="export_results").count() == 0
    assert RECEIVER.encode() not in b"".join(export_results(parcels.id, actor=viewer).chunks)


def test_the_journal_keeps_that_personal_data_left(parcels, cast, db):
    whole(parcels, "csv", personal=True, actor=cast.han)
    whole(parcels, "csv", actor=cast.han)

    entries = db.session.query(JournalEntry).filter_by(verb="export_results").order_by(JournalEntry.id)
    assert [entry.facts["personal"] for entry in entries] == [True, False]


def test_files_go_by_the_names_they_came_with_and_the_addresses_where_they_open(parcels, cast, db):
    (row,) = csv.DictReader(io.StringIO(whole(parcels, "csv", actor=cast.han).decode("utf-8-sig")))
    (line,) = map(json.loads, whole(parcels, "jsonl", actor=cast.han).splitlines())

    assert row["input.photo"] == line["input"]["photo"]
    assert row["input.photo"] in ("milk-1.jpg", "milk-2.jpg")
    assert row["answer.proof"] == f"{current_settings().base_url}/files/{line['answers']['proof']}"


def test_coco_has_the_photos_own_pixels_even_where_nobody_measured_them(parcels, cast):
    measured = json.loads(whole(parcels, "coco", actor=cast.han))
    with transaction() as session:
        session.execute(text("UPDATE files SET width = 0, height = 0"))

    assert json.loads(whole(parcels, "coco", actor=cast.han)) == measured
    assert [(one["width"], one["height"]) for one in measured["images"]] == [(80, 60)]
    assert [one["bbox"] for one in measured["annotations"]] == [[0.0, 0.0, 40.0, 15.0]]


def test_a_format_that_makes_no_sense_is_refused_with_those_that_do(make, cast):
    with pytest.raises(Invalid) as refused:
        export_results(make.batch(cast.han).id, file_format="coco", actor=cast.han)

    error = refused.value.fields["file_format"]
    assert (error.code, error.facts["offered"]) == ("format_not_offered", "csv, xlsx, jsonl, label_studio, mturk")


def _fill(make, cast, count):
    """A batch of which every row was answered and accepted; written straight, for it is many."""
    batch, now = make.draft(cast.han, rows=1), clock.now()
    shared = {"batch_id": batch.id, "company_id": batch.company_id}
    answers = make.answers() | {"note": "참기름 " * 20}
    with transaction() as session:
        given = session.execute(text("SELECT input FROM tasks")).scalar_one()
        given = json.loads(given) if isinstance(given, str) else given
        session.execute(text("DELETE FROM tasks"))
        session.execute(insert(Task), [shared | {
            "id": n, "number": n, "spread": n, "state": "complete", "slots": 1, "slots_taken": 1, "slots_done": 1, "input": given}
            for n in range(1, count + 1)])
        session.execute(insert(Claim), [shared | {
            "id": n, "task_id": n, "worker_id": cast.mira.person_id, "template_version_id": batch.template_version_id, "price_minor": 200,
            "currency": "KRW", "state": "submitted", "claimed_at": now, "expires_at": now + timedelta(hours=1)} for n in range(1, count + 1)])
        session.execute(insert(Submission), [shared | {
            "id": n, "claim_id": n, "task_id": n, "worker_id": cast.mira.person_id, "round": 1, "answers": answers, "findings": [], "seconds": 9,
            "state": "accepted", "submitted_at": now, "decided_at": now, "review_due_at": now, "decided_by": "platform"}
            for n in range(1, count + 1)])
    return batch


def test_memory_stays_flat_and_the_statements_go_by_the_thousand(make, cast):
    def peak(batch, name):
        with count_statements() as sent:
            tracemalloc.start()
            lines = 0
            for number, chunk in enumerate(export_results(batch.id, file_format=name, provenance=True, actor=SYSTEM).chunks):
                lines += chunk.count(b"\n")
                if number % 1000 == 0:
                    gc.collect()  # When the collector comes by itself depends on all that the process did before; what is held does not.
            _, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return lines, most, len(sent)

    batch = _fill(make, cast, 20_000)
    peak(batch, "jsonl")
    lines, many, statements = peak(batch, "jsonl")
    with transaction() as session:
        session.execute(text("UPDATE submissions SET state = 'rejected' WHERE id > 2000"))
    fewer, few, fewer_statements = peak(batch, "jsonl")

    assert (lines, fewer, statements - fewer_statements) == (20_000, 2_000, 18)
    assert many - few < 1_500_000


@pytest.mark.parametrize("name", ["csv", "xlsx", "jsonl", "label_studio", "mturk"])
def test_a_hundred_results_cost_as_many_statements_as_two(make, cast, name):
    def statements(batch):
        with count_statements() as sent:
            assert whole(batch, name, provenance=True, actor=SYSTEM)
        return len(sent)

    batch = _fill(make, cast, 100)
    many = statements(batch)
    with transaction() as session:
        session.execute(text("UPDATE submissions SET state = 'rejected' WHERE id > 2"))

    assert statements(batch) == many
