"""A template whose regular part rules can do: what to pack an order in."""

from typing import Any

from msgspec.structs import replace

from marketplace.kernel.text import Text
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import Field, Option
from marketplace.standards.parts import CheckItem, Defect, Lookup, Prefill, QcPlan, Route
from marketplace.standards.spec import Spec

BOXES = tuple(Option(key, Text(ko, en)) for key, ko, en in (
    ("small", "작은 상자", "Small box"), ("large", "큰 상자", "Large box"), ("bag", "봉투", "Mailing bag")))
PACKING_TABLE = Lookup(("sku", "quantity"), (
    ("MUG-1", "1..2", "small"), ("MUG-1", "3..12", "large"), ("TEE-1", "*", "bag"), ("*", "20..50", "large")), Text("포장표", "packing table"))
INPUTS = (
    Field("sku", "text", Text("상품 코드", "SKU")),
    Field("quantity", "integer", Text("수량", "Quantity"), settings={"most": 9999}),
    Field("weight", "decimal", Text("무게", "Weight"), required=False),
    Field("wish", "text", Text("요청", "Wish"), required=False),
)
OUTPUTS = (
    Field("box", "choice", Text("상자", "Box"), options=BOXES),
    Field("packed", "integer", Text("담은 수", "Packed"), settings={"least": 1, "most": 99}),
    Field("note", "text", Text("메모", "Note"), required=False, settings={"max_length": 20}),
)
PREFILL = (
    Prefill("box", table="boxes", by=("sku", "quantity")),
    Prefill("packed", from_input="quantity"),
    Prefill("note", value="완충재 두 겹", when="has(sku, 'mug') and quantity > 2"),
    Prefill("note", from_input="wish"),
)
ROUTES = (
    Route("quantity >= 100", Text("수량이 너무 많아요. 주문을 나눠 주세요.", "Too many. Please split the order."), hold=True),
    Route("weight > 20 kg", Text("무거워서 셋이 확인해요.", "Heavy: three people make sure."), answers=3),
    Route("quantity > 50", Text("많아서 둘이 확인해요.", "Many: two people make sure."), answers=2),
)


def packing(**changes: Any) -> Spec:
    """The template, with its ready price, times and quiz."""
    spec = replace(CATALOGUE["same-product"], title=Text("포장하기", "Packing"), layout="plain", rules=(), examples=(), process=(), qc=QcPlan(),
                   defects=(Defect("PK-BOX", Text("잘못 고른 상자", "Wrong box")),),
                   inputs=INPUTS, outputs=OUTPUTS, checklist=(CheckItem("box", Text("상자가 맞아요", "The right box"), 100, "PK-BOX"),),
                   tables={"boxes": PACKING_TABLE}, prefill=PREFILL, routes=ROUTES)
    return Spec.from_json(replace(spec, **changes).to_json())
