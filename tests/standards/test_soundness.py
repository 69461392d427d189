"""A template that can't work is refused at publishing, naming the place and the reason."""

import pytest

from marketplace.kernel.errors import Invalid
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.spec import Spec

WORDS = {"ko": "가", "en": "A"}


def _field(name, kind, **more):
    return {"name": name, "kind": kind, "label": WORDS, **more}


def _rule(expression, **more):
    return {"check": "holds", "field": "net", "code": "weights", "message": WORDS, "expression": expression, **more}


BOTH = [{"key": "milk", "label": WORDS}, {"key": "soy", "label": WORDS}]
SOUND = CATALOGUE["same-product"].to_json() | {
    "layout": "plain", "examples": [],
    "inputs": [_field("sku", "sku"), _field("quantity", "integer"), _field("photo", "photo"), _field("gross", "decimal")],
    "outputs": [_field("net", "decimal"), _field("box", "choice", options=BOTH), _field("seen", "count"), _field("proof", "photo"),
                _field("copy", "rich_text"), _field("parts", "photo_boxes", options=BOTH)],
    "rules": [_rule("net <= gross")],
    "process": [{"title": WORDS, "who": "worker", "limit_minutes": 30}],
    "qc": {"answers": 2, "tolerances": {"seen": 1, "net": 0.02}},
    "tables": {"boxes": {"keys": ["sku", "quantity"], "rows": [["A-1", "1..5", "milk"], ["*", "*", "soy"]]}},
    "prefill": [{"field": "box", "table": "boxes", "by": ["sku", "quantity"]}, {"field": "net", "value": "500 g", "when": "quantity > 3"}],
    "routes": [{"when": "quantity > 100", "reason": WORDS, "hold": True}],
}
# The checklist's own defects, so that naming one of them isn't by chance.
CODES = [{"code": item["defect"], "label": WORDS} for item in SOUND["checklist"]]


def test_a_template_with_every_part_is_sound_and_reads_back_the_same():
    spec = Spec.from_json(SOUND | {"defects": list({one["code"]: one for one in CODES}.values())})

    assert Spec.from_json(spec.to_json()) == spec


def test_a_published_version_is_read_also_when_more_is_asked_of_templates_since():
    stored = SOUND | {"rules": [_rule("net <= grosss")]}

    assert Spec.read(stored).rules[0].expression == "net <= grosss"


@pytest.mark.parametrize(("change", "says"), [
    ({"rules": [_rule("net <= grosss")]}, "rules[0] (weights).expression: There is no field grosss."),
    ({"rules": [_rule("net <= quantity")]}, "rules[0] (weights).expression: <= doesn't work between an amount in ea/g/ml and a number."),
    ({"rules": [_rule("net <")]}, "rules[0] (weights).expression: The expression breaks off."),
    ({"rules": [_rule("net - gross")]}, "rules[0] (weights).expression: It must say whether something holds"),
    ({"rules": [_rule("quantity > 1")]}, "rules[0] (weights).expression: names no output"),
    ({"rules": [_rule("net <= gross", field="nett")]}, "rules[0] (weights): names an output that doesn't exist"),
    ({"rules": [_rule("net <= gross", item="nothing")]}, "rules[0] (weights).item: the checklist has no item nothing"),
    ({"rules": [_rule("net <= gross", check="needed")]}, "only a rule with the check `holds`"),
    ({"rules": [_rule("", check="same_as_input", other="nett")]}, "rules[0] (weights).other: there is no input nett"),
    ({"process": [{"title": {"ko": "가", "en": " "}, "who": "worker"}]}, "process[0].title"),
    ({"process": [{"title": WORDS, "who": "nobody"}]}, "process[0].who"),
    ({"process": [{"title": WORDS, "who": "worker", "limit_minutes": -1}]}, "process[0].limit_minutes"),
    ({"defects": [{"code": "x", "label": WORDS}]}, ".defect: there is no defect"),
    ({"defects": [*CODES, {"code": "Bad Code", "label": WORDS}]}, "defects.Bad Code: a code has"),
    ({"defects": [*CODES, CODES[0]]}, "defects: "),
    ({"qc": {"answers": 0}}, "qc.answers: 1 to 9"), ({"qc": {"answers": 2}}, "qc.tolerances: name at least one field"),
    ({"qc": {"tolerances": {"nett": 1}}}, "qc.tolerances.nett: there is no output nett"),
    ({"qc": {"tolerances": {"proof": 0}}}, "qc.tolerances.proof: two people never hand in the same file"),
    ({"qc": {"tolerances": {"net": -1}}}, "qc.tolerances.net: 0 or more"),
    ({"tables": {"boxes": {"keys": ["sku", "quantity"], "rows": [["A-1", "milk"]]}}}, "tables.boxes.rows[0]: 3 cells are needed"),
    ({"tables": {"boxes": {"keys": ["sku", "quantity"], "rows": [["A-1", "9..5", "milk"]]}}}, "tables.boxes.rows[0][1]: 9..5 is no range"),
    ({"tables": {"boxes": {"keys": ["sku", "quantity"], "rows": [["A-1", "a..b", "milk"]]}}}, "a..b is no range"),
    ({"tables": {"boxes": {"keys": ["sku", "sku"], "rows": [["A-1", "*", "milk"]]}}}, "tables.boxes.keys: sku is there 2 times"),
    ({"tables": {"boxes": {"keys": ["sku", "quantity"], "rows": []}}}, "tables.boxes: at least one key and one row"),
    ({"tables": {"boxes": {"keys": ["sku", "quantity"], "rows": [["A-1", "*", "honey"]]}}}, "tables.boxes.rows[0][2]: honey is no answer to box"),
    ({"prefill": [{"field": "nett", "value": "1"}]}, "prefill[0] (nett).field: there is no output nett"),
    ({"prefill": [{"field": "seen", "value": "1"}]}, "prefill[0] (seen).field: a blind count may not be suggested"),
    ({"prefill": [{"field": "net", "value": "much"}]}, "prefill[0] (net).value: much is no answer to net"),
    ({"prefill": [{"field": "net"}]}, "prefill[0] (net): exactly one of"),
    ({"prefill": [{"field": "net", "value": "5 g", "from_input": "gross"}]}, "prefill[0] (net): exactly one of"),
    ({"prefill": [{"field": "net", "from_input": "grosss"}]}, "prefill[0] (net).from_input: there is no input grosss"),
    ({"prefill": [{"field": "box", "table": "bags", "by": []}]}, "prefill[0] (box).table: there is no table bags"),
    ({"prefill": [{"field": "box", "table": "boxes", "by": ["sku"]}]}, "prefill[0] (box).by: 2 inputs are needed"),
    ({"prefill": [{"field": "box", "table": "boxes", "by": ["sku", "count"]}]}, "prefill[0] (box).by: there is no input count"),
    ({"prefill": [{"field": "net", "value": "5 g", "when": "net > 1 g"}]}, "prefill[0] (net).when: There is no field net."),
    ({"routes": [{"when": "quantity >", "reason": WORDS, "hold": True}]}, "routes[0].when: The expression breaks off."),
    ({"routes": [{"when": "quantity", "reason": WORDS, "hold": True}]}, "routes[0].when: It must say"),
    ({"routes": [{"when": "quantity > 1", "reason": WORDS}]}, "routes[0]: either hold, or answers"),
    ({"routes": [{"when": "quantity > 1", "reason": WORDS, "hold": True, "answers": 3}]}, "routes[0]: either hold, or answers"),
    ({"routes": [{"when": "quantity > 1", "reason": {"ko": "", "en": ""}, "hold": True}]}, "routes[0].reason: say why"),
    ({"outputs": [*SOUND["outputs"][:-1], _field("parts", "photo_boxes", options=BOTH, settings={"photo": "front"})]},
     "outputs.parts: needs an input front of kind photo"),
    ({"outputs": [*SOUND["outputs"], _field("group", "category", options=[{"key": "a/b", "label": WORDS}, {"key": "c", "label": WORDS}])]},
     "outputs.group.settings: options: a/b stands below a, which is missing"),
])
def test_a_part_that_does_not_fit_is_refused_naming_it(change, says):
    with pytest.raises(Invalid) as refused:
        Spec.from_json(SOUND | change)

    assert refused.value.code == "template_invalid"
    assert says in refused.value.message.en
