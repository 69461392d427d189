"""A Turkle or Mechanical Turk template becomes a draft of ours, or is refused with what to change."""

from pathlib import Path

import msgspec
import pytest

from marketplace.kernel.errors import Invalid
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.spec import Spec
from marketplace.standards.turk import read_turk_template

BATCHES = Path(__file__).parents[2] / "work/results/data/turkle_batches"
PHOTO = '<h2>Any birds?</h2><img src="${image_url}"><p>Look for ${object}.</p>'


def drafted(html):
    """The draft, made whole with what a person adds, so that our own check has read it."""
    rest = CATALOGUE["same-product"].to_json() | {"rules": [], "examples": []}
    return Spec.from_json(rest | read_turk_template(html))


def fields(found):
    return [(field.name, field.kind, field.label.en, field.required) for field in found]


def test_turkle_s_own_translation_template_is_read():
    spec = drafted((BATCHES / "translate_minimal.html").read_text(encoding="utf-8"))

    assert [(field.name, field.kind) for field in spec.inputs] == [
        (f"{name}_{n}", kind) for n in range(1, 6) for name, kind in (("sentence_id", "text"), ("sentence", "long_text"))]
    assert fields(spec.outputs) == [(f"sentence_{n}", "text", f"‘sentence_{n}’", False) for n in range(1, 6)]
    assert (spec.title.en, spec.sop.en) == (
        "Instructions", "## Instructions\n\nTranslate each of the sentences below into Spanish:")


def test_turkle_s_batch_fills_the_draft_s_inputs():
    spec = drafted((BATCHES / "translate_minimal.html").read_text(encoding="utf-8"))
    header, first, _ = (BATCHES / "translate_two_cities.csv").read_text(encoding="utf-8").splitlines()
    row = dict(zip(header.replace('"', "").split(","), first.strip('"').split('","'), strict=True))

    values, errors = spec.check_input(row)

    assert (values, errors) == (row, {})


def test_variables_are_addresses_where_they_are_followed_and_words_where_they_are_read():
    spec = drafted(PHOTO + '<a href="${image_url}">x</a><div data-id="${Row-ID}"></div><!-- ${no} --><script>`${js}`</script><input name=a>')

    assert fields(spec.inputs) == [("image_url", "url", "image_url", True), ("object", "long_text", "object", True),
                                   ("row_id", "text", "Row-ID", True)]
    assert spec.sop.en == "## Any birds?\n\nLook for ‘object’.\n\nx"


@pytest.mark.parametrize(("control", "expected"), [
    ('<label>Name <input name="Full Name" required></label>', ("full_name", "text", "Name", True)),
    ('<p>Why?</p><textarea name="why" maxlength="900"></textarea>', ("why", "long_text", "Why?", False)),
    ('<input type="number" name="n" min="1" max="9">', ("n", "integer", "Any birds?", False)),
    ('<label for="n">Weight</label><input type="number" id="n" name="n" step="0.1">', ("n", "text", "Weight", False)),
    ('<input type="date" name="day" placeholder="Day">', ("day", "date", "Day", False)),
    ('<input type="url" name="link" placeholder="Link">', ("link", "url", "Link", False)),
    ('<input type="email" name="mail" placeholder="Mail">', ("mail", "email", "Mail", False)),
    ('<input type="tel" name="call" placeholder="Phone">', ("call", "phone", "Phone", False)),
    ('<input type="time" name="at" placeholder="At">', ("at", "time", "At", False)),
    ('<label><input type="checkbox" name="blurred" value="1"> Blurred</label>', ("blurred", "choice", "Blurred", True)),
])
def test_each_control_has_its_kind(control, expected):
    assert fields(drafted(PHOTO.replace("<p>Look for ${object}.</p>", "") + control).outputs) == [expected]


def test_limits_of_a_control_are_ours():
    spec = drafted(PHOTO + "<input type=range name=r><input type=number name=n min=1 max=9><input name=t maxlength=20><input name=u maxlength=9999>")

    assert [field.settings for field in spec.outputs] == [{"least": 0, "most": 100}, {"least": 1, "most": 9}, {"max_length": 20}, {}]


@pytest.mark.parametrize(("html", "many"), [
    (('<label class="g">Which?</label><label><input type="radio" name="q" value="a" required>First</label>'
      '<label><input type="radio" name="q" value="b">Second</label>'), False),
    ('Which? <input type="radio" name="q" value="a" required /> First<br /><input type="radio" name="q" value="b" /> Second<br />', False),
    (('Which? <input type="checkbox" name="q" value="a" id="q1" required><label for="q1">First</label>'
      '<input type="checkbox" name="q" value="b" id="q2"><label for="q2">Second</label>'), True),
    ('<label for="s">Which?</label><select id="s" name="q" required><option value="">–<option value="a">First<option value="b">Second</select>',
     False),
    ('<label>Which?<select name="q" multiple required><option value="a">First</option><option value="b">Second</option></select></label>', True),
])
def test_choices_have_their_question_values_and_labels(html, many):
    (field,) = drafted(PHOTO + html).outputs

    assert (field.name, field.kind, field.label.en, field.required) == ("q", "choices" if many else "choice", "Which?", True)
    assert [(option.key, option.label.en) for option in field.options] == [("a", "First"), ("b", "Second")]


def test_values_are_the_labels_where_none_is_written():
    (field,) = drafted(PHOTO + "<select name=q><option>Red, warm</option><option>Blue</option></select>").outputs

    assert [(option.key, option.label.en) for option in field.options] == [("Red warm", "Red, warm"), ("Blue", "Blue")]


def test_names_that_ours_may_not_have_are_changed_and_told_apart():
    spec = drafted('${상품명} ${Image} ${image} ${2nd}<input name="A-1"><input name="a_1"><input name="' + "x" * 60 + '">')

    assert [field.name for field in spec.inputs] == ["field", "image", "image_2", "field_2nd"]
    assert [field.name for field in spec.outputs] == ["a_1", "a_1_2", "x" * 40]
    assert spec.inputs[0].label.ko == "상품명"


def test_buttons_and_values_that_pass_through_are_no_answers():
    spec = drafted(PHOTO + '<crowd-form><input type=hidden name=id value="${id}"><input name=a><input type=submit><button>Go</button></crowd-form>')

    assert [field.name for field in spec.outputs] == ["a"]
    assert "Go" not in spec.sop.en


@pytest.mark.parametrize(("html", "code"), [
    ("", "no_answers"), ("<p>${a}</p>", "no_answers"), ("<input name=a>", "no_variables"),
    (PHOTO + "<input type=text>", "control_unnamed"), (PHOTO + "<input type=file name=f>", "control_unknown"),
    (PHOTO + "<input type=hidden name=answer><button>Yes</button>", "answers_by_script"),
    (PHOTO + "<crowd-bounding-box name=a></crowd-bounding-box>", "element_unknown"),
    (PHOTO + "<input type=radio name=a value=1>", "options_missing"), (PHOTO + "<select name=a></select>", "options_missing"),
    (PHOTO + "<input name=a><input name=a>", "name_repeated"), (PHOTO + "<input name=a>\0", "template_too_large"),
    (PHOTO + "".join(f"<input name=a{n}>" for n in range(101)), "too_many_fields"), ("x" * 100_001, "template_too_large"),
])
def test_what_cannot_be_read_is_refused_with_words(html, code):
    with pytest.raises(Invalid) as refused:
        read_turk_template(html)

    error = refused.value.fields["html"]
    assert error.code == code
    assert not {"{", "}"} & set(error.message.ko.replace("${var}", ""))


@pytest.mark.parametrize("piece", ["<div>", "<", "<a ", "<!--", "<![", "</", "<option>", "<label>x", "&#", "${", "<input name=a>x", "<a b='"])
def test_a_page_that_means_harm_takes_no_longer_than_another(piece):
    html = (piece * 100_000)[:100_000]

    with pytest.raises(Invalid):
        read_turk_template(html)


def test_the_draft_is_plain_json():
    found = read_turk_template(PHOTO + "<input name=a>")

    assert msgspec.json.decode(msgspec.json.encode(found)) == found


def test_a_page_without_words_leaves_the_standard_to_its_writer():
    assert set(read_turk_template('<img src="${a}"><input name=b>')) == {"title", "summary", "layout", "inputs", "outputs"}
    assert read_turk_template("<p>Translate</p>${a}<input name=b>")["sop"]["en"] == "Translate\n\n‘a’"
