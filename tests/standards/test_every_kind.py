"""What holds for each kind: one normal form, read back from what it writes, compared alike both ways, told by its schema."""

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from marketplace.standards.kinds import BadValue, all_kinds, kind_of
from marketplace.standards.kinds.reading import compile_field
from tests.standards.fields import FIELDS, TYPED

KINDS = sorted(FIELDS)
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=20))
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2), max_leaves=4)


def _read(kind, data, source=None):
    """A value in normal form out of typed text; what the kind refuses is not of interest here."""
    raw = data.draw(TYPED[kind] if source is None else source)
    try:
        return compile_field(FIELDS[kind])(raw)
    except BadValue:
        assume(False)


def test_every_kind_has_a_field_in_these_tests():
    assert sorted(all_kinds()) == KINDS


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data())
def test_the_normal_form_is_its_own_normal_form(kind, data):
    value = _read(kind, data)

    assert compile_field(FIELDS[kind])(value) == value


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data())
def test_what_is_written_into_a_cell_reads_back_the_same(kind, data):
    value, field = _read(kind, data), FIELDS[kind]

    cell = kind_of(field).cell(value, field)

    assert compile_field(field)(str(cell)) == value


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data())
def test_what_a_form_is_filled_with_is_sent_back_the_same(kind, data):
    value, field = _read(kind, data), FIELDS[kind]

    held = kind_of(field).fill_form(field, value)
    raw = kind_of(field).read_form(field, lambda name: held.get(name, []))

    assert compile_field(field)(raw) == value


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data(), tolerance=st.sampled_from([0.0, 0.2, 1.0]))
def test_comparing_is_the_same_both_ways_and_true_of_itself(kind, data, tolerance):
    a, b, field = _read(kind, data), _read(kind, data), FIELDS[kind]
    compare = kind_of(field).compare

    assert compare(a, b, field, tolerance) == compare(b, a, field, tolerance)
    assert compare(a, a, field, tolerance)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data())
def test_the_schema_accepts_every_normal_form(kind, data):
    value, field = _read(kind, data), FIELDS[kind]

    assert jsonschema_rs.is_valid(kind_of(field).json_schema(field), value)


@pytest.mark.parametrize("kind", ["choice", "choices", "integer", "money"])
@settings(max_examples=50, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])  # most JSON is no answer
@given(data=st.data())
def test_what_the_schema_accepts_is_accepted(kind, data):
    field = FIELDS[kind]
    keys = st.sampled_from([option.key for option in field.options] or ["x"])
    value = data.draw(st.one_of(ANY_JSON, keys, st.lists(keys, max_size=4, unique=True), st.integers(-5_000, 20_000)))
    assume(jsonschema_rs.is_valid(kind_of(field).json_schema(field), value))
    assume(not (isinstance(value, list) and "none" in value and len(value) > 1))  # "none" stands alone: beyond a schema
    assume(type(value) is not float)  # JSON Schema counts 1.0 as an integer

    compile_field(field)(value)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(raw=ANY_JSON)
def test_any_json_is_read_or_refused_never_a_crash(kind, raw):
    try:
        compile_field(FIELDS[kind])(raw)
    except BadValue as bad:
        told = bad.as_error()
        assert all((told.code, told.message.ko, told.message.en))


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=60)
@given(data=st.data())
def test_the_masked_value_does_not_show_the_value(kind, data):
    value, field = _read(kind, data), FIELDS[kind]
    shown = str(kind_of(field).cell(value, field))
    assume(len(shown) > 2)

    assert shown[1:] not in kind_of(field).mask(value, field)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_describes_its_form_control(kind):
    field = FIELDS[kind]

    control = kind_of(field).control(field)

    assert (control.name, control.required) == ("x", True)
    assert control.widget in {"line", "area", "number", "quantity", "one", "many", "tags", "date", "photo"}
