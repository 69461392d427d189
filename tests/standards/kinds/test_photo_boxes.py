"""Boxes on a photo."""

from hypothesis import strategies as st

from marketplace.standards.kinds import kind_of
from marketplace.standards.kinds.boxes import match_boxes, overlap
from tests.standards.cases import OPTIONS, Case, field

_BOX = st.fixed_dictionaries({
    "label": st.sampled_from(["milk", "우유", "soy"]), "x": st.integers(0, 6_000), "y": st.integers(0, 6_000),
    "w": st.integers(50, 4_200), "h": st.integers(50, 4_200)})
_BOXES = st.lists(_BOX, min_size=1, max_size=4)


def box(label, x, y, w, h):
    """A box in normal form."""
    return {"label": label, "x": x, "y": y, "w": w, "h": h}


CASE = Case(
    field("photo_boxes", options=OPTIONS, settings={"most": 5}),
    typed=_BOXES,
    reads=(("우유 100,200,300,400; soy 0,0,1000,1000", [box("soy", 0, 0, 1000, 1000), box("milk", 100, 200, 300, 400)]),
           ([box("Milk", 1.0, 2, 300, 400)], [box("milk", 1, 2, 300, 400)]),
           ('[{"label": "milk", "x": 0, "y": 0, "w": 50, "h": 50}]', [box("milk", 0, 0, 50, 50)])),
    refuses=((([box("milk", 9_000, 0, 1_001, 100)]), "box_out_of_photo"), ([box("milk", 0, 0, 49, 50)], "box_out_of_photo"),
             ([box("milk", -1, 0, 100, 100)], "box_out_of_photo"), ([box("milk", True, 0, 100, 100)], "not_boxes"),
             ([{"label": "milk"}], "not_boxes"), ("milk", "not_boxes"), ("[1", "not_boxes"), ({"x": 1}, "not_boxes"),
             ([box("honey", 0, 0, 100, 100)], "not_an_option"), ([box("milk", 0, 0, 100, 100)] * 6, "too_many"), ([], "required")),
    shown=(([box("soy", 0, 0, 100, 100), box("milk", 0, 50, 100, 100)], "대두, 우유", "Soy, Milk"),),
    compared=(([box("milk", 0, 0, 100, 100)], [box("milk", 0, 0, 100, 90)], 0.1, True),
              ([box("milk", 0, 0, 100, 100)], [box("milk", 0, 0, 100, 89)], 0.1, False),
              ([box("milk", 0, 0, 100, 100)], [box("soy", 0, 0, 100, 100)], 1.0, False),
              ([box("milk", 0, 0, 100, 100)], [box("milk", 0, 0, 100, 100)] * 2, 1.0, False)),
    beyond=frozenset({"box_out_of_photo"}),
    rewrites=lambda value: value != sorted(value, key=lambda one: (one["y"], one["x"], one["label"], one["w"], one["h"])),
)


def test_sides_are_typed_in_percent_and_spare_rows_are_left_out():
    kind, held = kind_of(CASE.field), {"x.label": ["milk", ""], "x.x": ["12.34", " "], "x.y": ["0", ""], "x.w": ["0.5", ""], "x.h": ["100", ""]}

    raw = kind.read_form(CASE.field, lambda name: held[name])

    assert raw == [box("milk", 1234, 0, 50, 10_000)]
    assert kind.fill_form(CASE.field, raw) == {name: values[:1] for name, values in held.items()}


def test_a_half_drawn_box_stays_in_the_form_as_it_was():
    kind, held = kind_of(CASE.field), {"x.label": [""], "x.x": ["left"], "x.y": ["1"], "x.w": [""], "x.h": ["2.5"]}

    raw = kind.read_form(CASE.field, lambda name: held[name])

    assert kind.fill_form(CASE.field, raw) == held


def test_boxes_are_paired_so_that_all_find_one():
    wide, left = box("milk", 0, 0, 100, 100), box("milk", 0, 0, 80, 100)
    near_both, near_wide = box("milk", 0, 0, 90, 100), box("milk", 0, 0, 110, 100)

    assert overlap(left, near_wide) < 0.8
    assert match_boxes([wide, left], [near_both, near_wide], 0.8)
    assert match_boxes([left, wide], [near_both, near_wide], 0.8)
