"""Label Studio and COCO: what their own tools read, held to real samples and to arithmetic."""

import json

import pytest

from marketplace.standards.catalogue import CATALOGUE
from marketplace.work.exports import offered_formats
from marketplace.work.results import FORMATS
from tests.work.results.made import ANSWERS, BOX_SPEC, DATA, provenance, result, result_set

SAMPLES = ("test_export_csv__csv_test.json", "test_export_csv__csv_test2.json", "test_export_json_min__data.json")


def written(name, *results):
    return json.loads(b"".join(FORMATS[name].write(result_set(*results, spec=BOX_SPEC))))


def read_regions(tasks):
    """What an importer of Label Studio reads: for each region its kind, field, subject and value."""
    return [(task["id"], region["type"], region["from_name"], region["to_name"], region["value"][_value_key(region)], region)
            for task in tasks for annotation in task["annotations"] for region in annotation["result"]]


def _value_key(region):
    return "text" if region["type"] == "textarea" else region["type"]


@pytest.mark.parametrize("name", SAMPLES)
def test_the_reader_of_this_test_reads_what_label_studio_wrote(name):
    tasks = json.loads((DATA / "label_studio_samples" / name).read_text(encoding="utf-8"))

    assert read_regions(tasks)


def test_a_task_has_what_label_studio_s_own_tasks_have():
    (theirs, *_) = json.loads((DATA / "label_studio_samples" / SAMPLES[0]).read_text(encoding="utf-8"))

    (ours,) = written("label_studio", result(where=provenance()))

    assert set(ours) <= set(theirs)
    assert set(ours["annotations"][0]) <= set(theirs["annotations"][0])
    theirs_region = theirs["annotations"][0]["result"][0]
    box = next(region for region in ours["annotations"][0]["result"] if region["type"] == "rectanglelabels")
    assert set(box) == set(theirs_region) - {"score"}
    assert set(box["value"]) == set(theirs_region["value"])
    assert {name: type(value) for name, value in box["value"].items() if name != "rotation"} == {
        name: type(value) for name, value in theirs_region["value"].items() if name != "rotation"}


def test_every_answer_comes_back_from_the_file():
    found = {field: value for _, _, field, _, value, _ in read_regions(written("label_studio", result()))}

    assert found == {"boxes": ["milk"], "kind": ["milk"], "kinds": ["milk", "box"], "tags": [["cold"], ["fresh"]], "count": -5,
                     "day": "2026-11-23", "price": ["-1199.50"], "note": ["=1+1"], "proof": ["https://ilgam.example/files/77"]}


def test_boxes_are_percent_of_the_photo_and_come_back_exactly():
    ((_, _, _, subject, _, region),) = [one for one in read_regions(written("label_studio", result())) if one[1] == "rectanglelabels"]

    assert (subject, region["original_width"], region["original_height"]) == ("photo", 768, 576)
    value = region["value"]
    box = {name: round(value[key] * 100) for name, key in (("x", "x"), ("y", "y"), ("w", "width"), ("h", "height"))}
    assert box | {"label": value["rectanglelabels"][0]} == ANSWERS["boxes"][0]


def test_answers_to_one_row_are_annotations_of_one_task():
    tasks = written("label_studio", result(1), result(1, submission=902), result(2, submission=903, photo="42"))

    assert [(task["id"], len(task["annotations"]), task["data"]["photo"]) for task in tasks] == [(1, 2, "milk-1.jpg"), (2, 1, "milk-2.jpg")]


def test_where_an_annotation_is_from_is_only_said_when_asked():
    (plain,), (full,) = written("label_studio", result()), written("label_studio", result(where=provenance()))

    assert "w-worker1" not in json.dumps(plain)
    assert full["meta"]["provenance"][0]["worker"] == "w-worker1"
    assert full["annotations"][0]["lead_time"] == 61.0


def test_coco_has_each_image_once_and_boxes_in_its_pixels():
    found = written("coco", result(1), result(1, submission=902), result(2, submission=903, photo="42", boxes=[]))

    assert found["images"] == [{"id": 1, "file_name": "milk-1.jpg", "width": 768, "height": 576},
                               {"id": 2, "file_name": "milk-2.jpg", "width": 640, "height": 480}]
    assert [(one["id"], one["name"]) for one in found["categories"]] == [(1, "milk"), (2, "box")]
    assert [(one["id"], one["image_id"], one["category_id"]) for one in found["annotations"]] == [(1, 1, 1), (2, 1, 1)]
    assert found["annotations"][0]["bbox"] == [92.16, 51.84, 255.97, 115.2]
    assert found["annotations"][0]["area"] == pytest.approx(255.97 * 115.2, abs=0.01)


def test_coco_has_the_parts_that_its_format_names():
    """As cocodataset.org/#format-data and pycocotools' index of it have them."""
    found = written("coco", *(result(n, photo="41" if n % 2 else "42", where=provenance(n)) for n in (1, 2, 3)))

    assert set(found) == {"info", "licenses", "images", "categories", "annotations"}
    images, categories = ({one["id"]: one for one in found[part]} for part in ("images", "categories"))
    assert (len(images), len(categories)) == (len(found["images"]), len(found["categories"]))
    assert all({"id", "file_name", "width", "height"} <= set(one) for one in found["images"])
    assert all({"id", "name", "supercategory"} <= set(one) for one in found["categories"])
    assert len({one["id"] for one in found["annotations"]}) == 3
    for one in found["annotations"]:
        x, y, width, height = one["bbox"]
        image = images[one["image_id"]]
        assert one["category_id"] in categories
        assert 0 <= x < x + width <= image["width"]
        assert 0 <= y < y + height <= image["height"]
        right, bottom = pytest.approx(x + width), pytest.approx(y + height)
        assert one["segmentation"] == [[x, y, right, y, right, bottom, x, bottom]]
        assert one["iscrowd"] == 0
    assert [one["attributes"]["worker"] for one in found["annotations"]] == ["w-worker1", "w-worker2", "w-worker3"]


def test_coco_of_nothing_is_still_coco():
    found = written("coco")

    assert (found["images"], found["annotations"]) == ([], [])


def test_coco_is_offered_where_boxes_are_drawn_and_nowhere_else():
    assert "coco" in [one.name for one in offered_formats(BOX_SPEC)]
    assert [one.name for one in offered_formats(CATALOGUE["same-product"])] == ["csv", "xlsx", "jsonl", "label_studio", "mturk"]
