"""What a reviewer sees of answers and of what the automatic checks found."""

from types import SimpleNamespace

import msgspec
import pytest

from marketplace.kernel.text import Text, use_locale
from marketplace.quality.sheet import answer_rows, findings_of
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import Field
from marketplace.standards.rules import Finding

pytestmark = pytest.mark.one_engine
HOME = {"postcode": "06234", "road": "Teheran-ro 1", "detail": "", "recipient": "Hong"}
SPEC = msgspec.structs.replace(
    CATALOGUE["same-product"], inputs=(Field("gross", "decimal", Text("총중량", "Gross weight")),),
    outputs=(Field("net", "decimal", Text("내용량", "Net weight")), Field("to", "address", Text("보낼 곳", "Ship to")),
             Field("who", "text", Text("담당자", "Contact"), personal=True)))


def test_what_is_personal_by_nature_or_by_the_template_is_masked_in_every_round():
    rounds = [SimpleNamespace(submission=SimpleNamespace(answers=answers)) for answers in (
        {"net": "500 g", "to": HOME, "who": "Kim"}, {"net": "480 g", "to": HOME})]

    rows = answer_rows(SPEC, rounds, {})

    assert [(row["before"], row["after"]) for row in rows] == [("500 g", "480 g"), ("(06•••) ••••••", "(06•••) ••••••"), ("K••", "–")]


def test_a_finding_names_every_field_it_speaks_of_and_old_ones_their_one():
    stored = Finding("weights", "net", "", Text("가", "A"), False, ("gross", "net")).to_json()

    with use_locale("en"):
        found = findings_of(SPEC, [stored, {name: value for name, value in stored.items() if name != "fields"}])

    assert [one["field"] for one in found] == ["Gross weight, Net weight", "Net weight"]
