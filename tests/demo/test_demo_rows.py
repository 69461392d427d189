"""What the demo posts goes in without an error, and its people answer it as people do."""

import random
from pathlib import Path

import msgspec
import pytest

from marketplace.demo.answers import DATA, answers_for, is_right
from marketplace.standards.catalogue import CATALOGUE
from marketplace.work.rows import PhotoNames, RowCheck, match_columns, read_rows

BATCHES = {"grocery-photo-tags": "grocery_photos", "same-product": "amazon_google_pairs",
           "kr-product-listing": "open_food_facts_kr"}
ALL = pytest.mark.parametrize("key", sorted(BATCHES))


@pytest.fixture(scope="module")
def inputs():
    return {key: _rows_of(key) for key in BATCHES}


def _open(key):
    return (DATA / BATCHES[key] / "batch.csv").open("rb")


def _photos():
    return PhotoNames({path.name: path.name for path in (DATA / "grocery_photos/images").iterdir()})


def _check(key, stream):
    table, fields = read_rows(stream, filename="batch.csv"), CATALOGUE[key].inputs
    return RowCheck(table, fields, match_columns(table.columns, fields), photos=_photos())


def _rows_of(key):
    with _open(key) as stream:
        return [msgspec.json.decode(row.values) for row in _check(key, stream).rows()]


@ALL
def test_the_demo_s_rows_are_all_right(key):
    with _open(key) as stream:
        report = _check(key, stream)
        rows = list(report.rows())

    assert (report.bad, report.errors, report.repeats.count) == (0, [], 0)
    assert len(rows) == report.good >= 30


@ALL
def test_right_answers_parse_and_pass_the_automatic_checks(key, inputs):
    spec = CATALOGUE[key]
    for row in inputs[key]:
        answers, errors = spec.parse_answers(answers_for(key, row, random.Random(1), 1.0))

        assert (errors, spec.automatic_checks(row, answers)) == ({}, [])
        assert is_right(key, row, answers)


@ALL
def test_spoiled_answers_parse_differ_and_can_be_submitted(key, inputs):
    spec = CATALOGUE[key]
    for number, row in enumerate(inputs[key]):
        answers, errors = spec.parse_answers(answers_for(key, row, random.Random(number), 0.0))

        assert errors == {}
        assert not any(finding.blocking for finding in spec.automatic_checks(row, answers))
    wrong = [row for number, row in enumerate(inputs[key])
             if not is_right(key, row, spec.parse_answers(answers_for(key, row, random.Random(number), 0.0))[0])]
    assert len(wrong) > len(inputs[key]) * 0.8


@pytest.mark.parametrize("folder", sorted(BATCHES.values()))
def test_data_names_its_origin_and_licence(folder):
    source = Path(DATA / folder / "SOURCE.md").read_text(encoding="utf-8")

    assert "Origin:" in source
    assert "Licence:" in source
