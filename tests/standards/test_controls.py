"""Every kind is drawn so that what it holds is shown and sent back the same."""

import pytest

from marketplace.kernel.errors import FieldError
from marketplace.kernel.text import Text, use_locale
from marketplace.standards.kinds import Field, Option, kind_of
from marketplace.standards.kinds.reading import compile_field
from tests.standards.cases import all_cases
from tests.standards.drawn import Sent, draw_controls

pytestmark = pytest.mark.one_engine
CASES = all_cases()
VALUES = [pytest.param(kind, value, id=f"{kind}-{number}") for kind, case in CASES.items() for number, (_, value) in enumerate(case.reads)]


def _draw(kind, raw, errors=None):
    field = CASES[kind].field
    return draw_controls([kind_of(field).control(field)], kind_of(field).fill_form(field, raw), errors)


@pytest.mark.parametrize(("kind", "value"), VALUES)
def test_what_is_drawn_is_sent_back_the_same(kind, value):
    field = CASES[kind].field

    sent = Sent(_draw(kind, value))

    assert kind_of(field).fill_form(field, value).keys() <= sent.names
    assert compile_field(field)(kind_of(field).read_form(field, lambda name: sent.values[name])) == value


@pytest.mark.parametrize("kind", CASES)
def test_a_blank_form_has_no_input_that_the_kind_does_not_read(kind):
    field = CASES[kind].field

    sent = Sent(_draw(kind, None))

    uploads = {name for name in sent.names if name.endswith(".upload")}  # the work page keeps such a file first, and names it in the answer
    assert sent.names - uploads <= kind_of(field).fill_form(field, None).keys()


@pytest.mark.parametrize("locale", ["ko", "en"])
@pytest.mark.parametrize("kind", CASES)
def test_its_label_and_its_error_are_said_in_the_reader_s_language(kind, locale):
    error = FieldError("wrong", Text("다시 봐 주세요.", "Please look again."))

    with use_locale(locale):
        html = _draw(kind, None, {"x": error})

    assert str(error.message.in_locale(locale)) in html
    assert f"{CASES[kind].field.label.in_locale(locale)}" in html
    assert 'data-code="wrong"' in html


@pytest.mark.parametrize(("keys", "label"), [((), "태그"), (("milk",), "목록에 없는 태그")])
def test_free_tags_are_only_called_unlisted_where_there_is_a_list(keys, label):
    field = Field("tags", "tags", Text("낱말", "Words"), options=tuple(Option(key, Text(key, key)) for key in keys), settings={"free": True})

    drawn = draw_controls([kind_of(field).control(field)], {}, None)

    assert f'<span class="small soft">{label}</span>' in drawn
    assert ("data-picks" in drawn) == bool(keys)
