"""What holds for each kind: one normal form, read back from what it writes, compared alike both ways, told by its schema."""

from contextlib import suppress
from decimal import Decimal

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, reject, settings
from hypothesis import strategies as st

from marketplace.kernel.text import Text, use_locale
from marketplace.standards.expressions import LIST, NUMBER, TEXT, Amount
from marketplace.standards.kinds import BadValue, kind_of
from marketplace.standards.kinds.reading import compile_field, same_answer, show_value
from tests.standards.cases import all_cases

CASES = all_cases()
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)  # JSON in UTF-8 has no lone surrogates
LEAVES = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), WORDS)
ANY_JSON = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=2), max_leaves=4)
SPOILED = ["", " ", "\n", "x", "0", "́", "\u200b"]
READERS = {kind: compile_field(case.field) for kind, case in CASES.items()}
SCHEMAS = {kind: jsonschema_rs.validator_for(kind_of(case.field).json_schema(case.field)) for kind, case in CASES.items()}
# Many ways of typing are refused on purpose.
tries = settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
every_kind = pytest.mark.parametrize("kind", CASES)


def _told(what):
    return [pytest.param(kind, *row, id=f"{kind}-{number}") for kind, case in CASES.items() for number, row in enumerate(getattr(case, what))]


def _read(kind, data):
    """A value in normal form out of typed text; what the kind refuses is not of interest here."""
    for _ in range(5):
        with suppress(BadValue):
            return READERS[kind](data.draw(CASES[kind].typed))
    return reject()


def _outcome(kind, raw):
    """The code of its refusal, and what was read."""
    try:
        return None, READERS[kind](raw)
    except BadValue as bad:
        return bad.code, None


def _spoil(value, data):
    """The value, or one that is nearly it."""
    if isinstance(value, str):
        place = data.draw(st.integers(0, len(value)))
        return value[:place] + data.draw(st.sampled_from(SPOILED)) + value[place + data.draw(st.integers(0, 1)):]
    if isinstance(value, list) and value:
        place = data.draw(st.integers(0, len(value) - 1))
        spoiled = [*value[:place], _spoil(value[place], data), *value[place + 1:]]
        return data.draw(st.sampled_from([value, spoiled, value[::-1], [*value, value[0]], value[1:]]))
    if isinstance(value, dict) and value:
        name = data.draw(st.sampled_from(sorted(value)))
        return data.draw(st.sampled_from([value, value | {name: _spoil(value[name], data)}, value | {"y": 1}, {}]))
    return data.draw(st.sampled_from([value, -1, 0, 10**9, 1.5, float(value)])) if isinstance(value, int) else value


@every_kind
@tries
@given(data=st.data())
def test_the_normal_form_is_its_own_normal_form(kind, data):
    value = _read(kind, data)

    assert READERS[kind](value) == value


@every_kind
@tries
@given(data=st.data())
def test_what_is_written_into_a_cell_reads_back_the_same(kind, data):
    value, field = _read(kind, data), CASES[kind].field

    cell = kind_of(field).cell(value, field)

    assert READERS[kind](str(cell)) == value


@every_kind
@tries
@given(data=st.data())
def test_what_a_form_is_filled_with_is_sent_back_the_same(kind, data):
    value, field = _read(kind, data), CASES[kind].field

    held = kind_of(field).fill_form(field, value)
    raw = kind_of(field).read_form(field, lambda name: held.get(name, []))

    assert READERS[kind](raw) == value


@every_kind
@tries
@given(data=st.data(), tolerance=st.sampled_from([0.0, 0.2, 1.0]))
def test_comparing_is_the_same_both_ways_and_true_of_itself(kind, data, tolerance):
    a, b, field = _read(kind, data), _read(kind, data), CASES[kind].field
    compare = kind_of(field).compare

    assert compare(a, b, field, tolerance) == compare(b, a, field, tolerance)
    assert compare(a, a, field, tolerance)


@every_kind
@tries
@given(data=st.data())
def test_the_schema_accepts_every_normal_form(kind, data):
    value = _read(kind, data)

    assert SCHEMAS[kind].is_valid(value)


@every_kind
@settings(tries, max_examples=150)
@given(data=st.data())
def test_the_schema_accepts_exactly_the_normal_forms(kind, data):
    case = CASES[kind]
    value = data.draw(ANY_JSON) if data.draw(st.booleans()) else _spoil(_read(kind, data), data)
    accepted = SCHEMAS[kind].is_valid(value)

    refusal, read = _outcome(kind, value)

    if refusal:
        assert not accepted or refusal in case.beyond
    else:
        assert accepted == (read == value) or (accepted and case.rewrites(value))


@every_kind
@tries
@given(data=st.data())
def test_expressions_reckon_with_what_the_kind_says_it_is(kind, data):
    value, field = _read(kind, data), CASES[kind].field

    operand = kind_of(field).operand(value, field)

    assert _sort_of(operand) <= kind_of(field).sort(field)


def _sort_of(operand):
    if isinstance(operand, Amount):
        return {operand.unit}
    if isinstance(operand, tuple):
        assert all(isinstance(part, str) for part in operand)
        return LIST
    return NUMBER if isinstance(operand, Decimal) else TEXT


@every_kind
@tries
@given(raw=ANY_JSON)
def test_any_json_is_read_or_refused_never_a_crash(kind, raw):
    try:
        READERS[kind](raw)
    except BadValue as bad:
        told = bad.as_error()
        assert all((told.code, told.message.ko, told.message.en))


@every_kind
@tries
@given(raw=ANY_JSON)
def test_a_form_can_hold_any_draft(kind, raw):
    field = CASES[kind].field

    held = kind_of(field).fill_form(field, raw)

    assert held.keys() >= kind_of(field).fill_form(field, None).keys()
    assert all(isinstance(value, str) for values in held.values() for value in values)


@every_kind
@tries
@given(data=st.data())
def test_the_masked_value_does_not_show_the_value(kind, data):
    value, field = _read(kind, data), CASES[kind].field
    cell = str(kind_of(field).cell(value, field))
    assume(len(cell) > 2)

    masked = kind_of(field).mask(value, field)

    assert cell[1:] not in masked
    assert show_value(field, value)[1:] not in masked or len(show_value(field, value)) < 3


@pytest.mark.parametrize(("kind", "raw", "value"), _told("reads"))
def test_typed_values_get_their_normal_form(kind, raw, value):
    assert READERS[kind](raw) == value


@pytest.mark.parametrize(("kind", "raw", "code"), _told("refuses"))
def test_wrong_values_are_refused_with_their_code(kind, raw, code):
    with pytest.raises(BadValue) as refused:
        READERS[kind](raw)

    assert refused.value.code == code


@pytest.mark.parametrize(("kind", "value", "ko", "en"), _told("shown"))
def test_values_are_shown_in_the_reader_s_language(kind, value, ko, en):
    with use_locale("ko"):
        assert show_value(CASES[kind].field, value) == ko
    with use_locale("en"):
        assert show_value(CASES[kind].field, value) == en


@pytest.mark.parametrize(("kind", "a", "b", "tolerance", "same"), _told("compared"))
def test_answers_are_compared_with_the_tolerance_of_their_kind(kind, a, b, tolerance, same):
    assert same_answer(CASES[kind].field, a, b, tolerance) is same


@every_kind
def test_every_kind_names_itself_and_what_it_reads_and_refuses(kind):
    named = kind_of(CASES[kind].field)

    assert (named.name, type(named.title)) == (kind, Text)
    assert CASES[kind].reads
    assert CASES[kind].refuses
