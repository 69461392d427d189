"""Every ready template's own example comes out of every format that it is offered in, and can be read there."""

import csv
import io
import json

import openpyxl
import pytest

from marketplace.standards.catalogue import CATALOGUE
from marketplace.work.exports import offered_formats
from marketplace.work.results import FORMATS, FileFacts, Result
from marketplace.work.results.boxes import box_fields
from marketplace.work.results.files import file_fields
from tests.work.results.made import provenance, result_set

CASES = [(key, one.name) for key, spec in CATALOGUE.items() for one in offered_formats(spec)]


def answered(spec):
    """The template's first example, as if it had been accepted."""
    given, answers = spec.check_input(spec.examples[0].input)[0], spec.parse_answers(spec.examples[0].answers)[0]
    held = [values.get(name) for values in (given, answers) for name in file_fields((*spec.inputs, *spec.outputs))]
    names = {name for value in held if value for name in (value if isinstance(value, list) else [value])}
    files = {name: FileFacts(place, f"file-{place}.jpg", f"https://ilgam.example/files/{place}", 800, 600)
             for place, name in enumerate(sorted(names), 1)}
    return Result(1, 1, "accepted", json.dumps(given), json.dumps(answers), provenance(), files)


@pytest.mark.parametrize(("key", "name"), CASES)
def test_a_ready_template_s_example_comes_out_of_each_format(key, name):
    spec = CATALOGUE[key]
    content = b"".join(FORMATS[name].write(result_set(answered(spec), spec=spec)))

    if name in ("csv", "mturk"):
        header, row = csv.reader(io.StringIO(content.decode("utf-8-sig")))
        assert len(header) == len(row)
    elif name == "xlsx":
        header, row = openpyxl.load_workbook(io.BytesIO(content))["results"].values
        assert len(header) == len(row) == len(spec.inputs) + len(spec.outputs) + 12
    elif name == "coco":
        answers = answered(spec).answers()
        assert len(json.loads(content)["annotations"]) == sum(len(answers[field.name]) for field in box_fields(spec)) > 0
    else:
        assert json.loads(content)


def test_boxes_are_drawn_in_some_ready_template():
    assert [key for key, name in CASES if name == "coco"]
