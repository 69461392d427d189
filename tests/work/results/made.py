"""Results as a database would give them, made by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import Field, Option
from marketplace.work.results import BatchFacts, FileFacts, Provenance, Result, ResultSet

DATA = Path(__file__).parent / "data"
AT = datetime(2026, 11, 23, 6, 0, 5, tzinfo=UTC)
FACTS = BatchFacts(12, "가을 상품", "200 KRW", 2, 20, AT)
LABELS = (Option("milk", Text("우유", "Milk")), Option("box", Text("상자", "Box")))
FILES = {"41": FileFacts(41, "milk-1.jpg", "https://ilgam.example/files/41", 768, 576),
         "42": FileFacts(42, "milk-2.jpg", "https://ilgam.example/files/42", 640, 480),
         "77": FileFacts(77, "IMG_0001.jpg", "https://ilgam.example/files/77", 1024, 768)}
_GROCERY = CATALOGUE["grocery-photo-tags"]
BOXES = Field("boxes", "photo_boxes", Text("상자", "Boxes"), options=LABELS, settings={"photo": "photo"})
PLAIN = (Field("kind", "choice", Text("종류", "Kind"), options=LABELS), Field("kinds", "choices", Text("종류들", "Kinds"), options=LABELS),
         Field("tags", "tags", Text("태그", "Tags"), settings={"free": True}), Field("count", "integer", Text("개수", "Count")),
         Field("day", "date", Text("날짜", "Day")), Field("price", "money", Text("값", "Price"), settings={"currency": "USD", "least": -5_000}),
         Field("note", "long_text", Text("글", "Note"), required=False), Field("proof", "photo", Text("포장 사진", "Photo of the parcel")))
ANSWERS = {"boxes": [{"label": "milk", "x": 1200, "y": 900, "w": 3333, "h": 2000}], "kind": "milk", "kinds": ["milk", "box"],
           "tags": ["cold", "fresh"], "count": -5, "day": "2026-11-23", "price": -119950, "note": "=1+1", "proof": "77"}
SPEC = msgspec.structs.replace(_GROCERY, outputs=PLAIN, rules=(), examples=())
BOX_SPEC = msgspec.structs.replace(SPEC, outputs=(BOXES, *PLAIN))


def provenance(number: int = 1) -> Provenance:
    """Where result `number` is from."""
    return Provenance(900 + number, f"w-worker{number}", "business", 1, 3, 2, AT, AT, AT, 61)


def result(number: int = 1, *, photo: str = "41", submission: int = 901, where: Provenance | None = None, **changed: object) -> Result:
    """An answer to row `number`."""
    answers = msgspec.json.encode(ANSWERS | changed).decode()
    given = msgspec.json.encode({"photo": photo, "shelf_note": "메모"}).decode()
    return Result(number, submission, "accepted", given, answers, where, FILES)


def result_set(*results: Result, spec: object = SPEC) -> ResultSet:
    """They as a whole; with provenance where the first has it."""

    def read() -> Iterator[Result]:
        return iter(results)

    return ResultSet(FACTS, spec, bool(results and results[0].provenance), read)
