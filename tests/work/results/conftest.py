"""A batch of parcels: photos that came and photos that were taken, boxes drawn, names that may not leave, and an answer that was rejected."""

import io

import msgspec
import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.text import Text
from marketplace.quality import service as quality
from marketplace.quality.scoring import ItemResult
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import Field, Option
from marketplace.standards.service import publish_template
from marketplace.work import service as work
from tests.api.conftest import a_photo, a_zip
from tests.cast import SYSTEM

RECEIVER, DRIVER = "CANARY-받는이", "CANARY-기사"
LABELS = (Option("milk", Text("우유", "Milk")), Option("box", Text("상자", "Box")))
PARCELS = msgspec.structs.replace(
    CATALOGUE["grocery-photo-tags"], rules=(), examples=(), minutes=1,
    inputs=(Field("photo", "photo", Text("사진", "Photo")), Field("receiver", "text", Text("받는 이", "Receiver"), personal=True)),
    outputs=(Field("boxes", "photo_boxes", Text("상자", "Boxes"), options=LABELS), Field("proof", "photo", Text("포장 사진", "Proof")),
             Field("note", "text", Text("메모", "Note")), Field("driver", "text", Text("기사", "Driver"), required=False, personal=True)))


@pytest.fixture
def parcels(make, cast):
    """Two rows with a photo and a name, both answered; the second answer was rejected."""
    make.version()
    make.versions["parcels"] = publish_template(key="parcels", spec=PARCELS, actor=SYSTEM)
    batch = work.post_batch(template_version_id=make.version("parcels").id, title="포장", price=Money(200, "KRW"), actor=cast.han)
    found = work.check_import(batch.id, table=io.BytesIO(f"photo,receiver\nmilk-1.jpg,{RECEIVER}\nmilk-2.jpg,{RECEIVER}\n".encode()),
                              filename="rows.csv", photos=io.BytesIO(a_zip({"milk-1.jpg": a_photo(), "milk-2.jpg": a_photo("blue")})),
                              actor=cast.han)
    assert found.errors == []
    work.store_import(found.id, actor=cast.han)
    make.pay_in(cast.han.company_id, batch.unit.minor * 2)
    work.publish_batch(batch.id, actor=cast.han)
    make.qualify(cast.mira, key="parcels")
    for decision, note in (("accept", "kept"), ("reject", "CANARY-rejected")):
        answered = _answer(batch, cast.mira, note)
        items = {item.key: ItemResult(item.key, decision == "accept", "" if decision == "accept" else "달라요") for item in PARCELS.checklist}
        quality.review_submission(answered.id, decision=decision, items=items, message="", actor=cast.rae)
    return batch


def _answer(batch, worker, note):
    claim = work.claim_next(batch.id, actor=worker)
    proof = work.add_claim_file(claim.id, field="proof", file=io.BytesIO(a_photo("green")), filename="IMG_1.jpg", actor=worker)
    answers = {"boxes": [{"label": "milk", "x": 0, "y": 0, "w": 5000, "h": 2500}], "proof": str(proof.id), "note": note, "driver": DRIVER}
    return work.submit_claim(claim.id, answers=answers, actor=worker)
