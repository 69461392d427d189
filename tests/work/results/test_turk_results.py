"""The results CSV of Mechanical Turk and Turkle: what their tools read, ours have."""

import csv
import io
import json

import msgspec
import pytest

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.results import FORMATS, Result
from tests.work.results.made import DATA, SPEC, provenance, result, result_set


def rows(*results, spec=SPEC):
    written = b"".join(FORMATS["mturk"].write(result_set(*results, spec=spec))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(written)))


def test_inputs_and_answers_stand_under_their_prefixes():
    (row,) = rows(result(note="참기름", where=provenance()))

    assert {name: row[name] for name in ("HITId", "AssignmentId", "WorkerId", "AssignmentStatus", "Reward", "WorkTimeInSeconds")} == {
        "HITId": "12-1", "AssignmentId": "901", "WorkerId": "w-worker1", "AssignmentStatus": "Approved", "Reward": "200 KRW",
        "WorkTimeInSeconds": "61"}
    assert {name: value for name, value in row.items() if name.startswith("Input.")} == {"Input.photo": "milk-1.jpg", "Input.shelf_note": "메모"}
    assert (row["Answer.kinds"], row["Answer.tags"], row["Answer.count"], row["Answer.note"]) == ("milk|box", "cold|fresh", "-5", "참기름")


def test_the_columns_and_moments_are_mechanical_turk_s():
    (row,), (plain,) = rows(result(where=provenance())), rows(result())

    assert list(row)[:3] == ["HITId", "Title", "Reward"]
    assert row["SubmitTime"] == "Mon Nov 23 06:00:05 UTC 2026"
    assert set(row) - set(plain) == {"WorkerId", "AcceptTime", "SubmitTime", "ApprovalTime", "WorkTimeInSeconds"}


def test_a_formula_becomes_text():
    assert rows(result())[0]["Answer.note"] == "'=1+1"


@pytest.mark.parametrize("name", ["translate_two_cities.csv", "sentiment.csv", "emoji.csv", "form_1_vals_newline_ending.csv"])
def test_a_batch_of_turkle_s_comes_out_beside_its_answers(name):
    given = list(csv.DictReader((DATA / "turkle_batches" / name).read_text(encoding="utf-8").splitlines()))
    spec = msgspec.structs.replace(SPEC, inputs=tuple(Field(column, "text", Text(column, column)) for column in given[0]),
                                   outputs=(Field("out", "text", Text("답", "Out")),))
    answered = [Result(n, n, "accepted", json.dumps(row), json.dumps({"out": f"답 {n}"}), None, {}) for n, row in enumerate(given, 1)]

    found = rows(*answered, spec=spec)

    assert [{column: row[f"Input.{column}"] for column in given[0]} for row in found] == given
    assert [row["Answer.out"] for row in found] == [f"답 {n}" for n in range(1, len(given) + 1)]
