"""Documents are drawn from faces that were cut down once: their bytes are those from the whole files, and no letter is lost."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from marketplace.kernel.text import Text
from marketplace.money.papers.drawing import draw
from marketplace.money.papers.faces import faces_for
from tests.house.source import ROOT
from tests.money.papers.reading import words_of
from tests.money.papers.test_drawing import document_of, rows_of

WHOLE = 2_000_000  # bytes; a whole file has more


def _are_small(words):
    faces = faces_for(words)
    sizes = [face.seek(0, 2) for face in faces.values()]
    for face in faces.values():
        face.close()
    assert len({size < WHOLE for size in sizes}) == 1
    return sizes[0] < WHOLE


@pytest.mark.parametrize(("words", "is_small"), [
    ("한빛 상점 ₩1,000 −$12.05 “é” 株 😀 \u1112\u1161\u11ab", True), ("뷁", False), ("\u1107\u1170\u11b0", False), ("Łódź", False)])
def test_only_a_letter_that_a_small_face_lost_asks_for_the_whole_file(words, is_small):
    assert _are_small(words) == is_small


def test_what_our_documents_say_themselves_is_drawn_from_the_small_faces():
    writers = [*(ROOT / "marketplace/money/papers").glob("*.py"), ROOT / "marketplace/money/receipt.py"]
    said = "".join(path.read_text(encoding="utf-8") for path in writers)

    assert _are_small(said)


def test_a_document_is_the_same_from_either():
    document = document_of(rows_of(20))

    whole = replace(document, filename=Text("뷁", "뷁"))  # a word that isn't drawn

    assert (_are_small(repr(document)), _are_small(repr(whole))) == (True, False)
    assert draw(document) == draw(whole)


def test_a_rare_syllable_is_drawn():
    assert "뷁 상점" in words_of(draw(document_of(rows_of(1), name="뷁 상점")))


def test_documents_drawn_at_once_are_the_same_as_alone():
    documents = [document_of(rows_of(count), name=f"{letter} 상점") for count, letter in enumerate("가나다뷁라마", 1)]
    alone = [draw(document) for document in documents]

    with ThreadPoolExecutor(6) as threads:
        together = list(threads.map(draw, documents * 2))

    assert together == alone * 2
