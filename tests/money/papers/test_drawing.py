"""A document becomes the same PDF each time, small, in Korean and English, whatever letters and however many lines it has."""

from datetime import UTC, datetime

import pytest

from marketplace.kernel.money import Money
from marketplace.kernel.text import Text, use_locale
from marketplace.money.papers.document import Document, Party, Table
from marketplace.money.papers.drawing import draw
from tests.money.papers.reading import pages_of, words_of

HEADER = (Text("항목", "Item"), Text("건수", "Count"), Text("금액", "Amount"))
OURS = Party(Text("발행", "From"), "일감 주식회사", (Text("사업자등록번호 107-82-09351", "Business number 107-82-09351"),))


def document_of(rows=(), *, name="한빛 상점", **more):
    parties = OURS, Party(Text("받는 곳", "To"), name)
    return Document(title=Text("수수료 청구서", "Fee invoice"), number="INV-2026-10-7-KRW", at=datetime(2026, 10, 30, 15, tzinfo=UTC),
                    filename=Text("청구서", "invoice"), parties=parties, facts=[(Text("기간", "Period"), "2026-10")],
                    tables=[Table(Text("수수료", "Fees"), HEADER, rows)], **more)


def rows_of(count):
    return [(f"묶음 {number} 승인 작업", number, Money(number * 1000, "KRW")) for number in range(1, count + 1)]


def _drawn(document, locale="ko"):
    with use_locale(locale):
        return draw(document)


@pytest.mark.parametrize(("locale", "words"), [
    ("ko", ["수수료 청구서", "INV-2026-10-7-KRW · 2026년 10월 31일", "사업자등록번호 107-82-09351", "한빛 상점", "묶음 1 승인 작업", "₩1,000",
            "합계", "−$12.05"]),
    ("en", ["Fee invoice", "INV-2026-10-7-KRW · Oct 31, 2026", "Business number 107-82-09351", "한빛 상점", "₩1,000", "Total", "−$12.05"])])
def test_words_and_amounts_can_be_read_back(locale, words):
    drawn = _drawn(document_of(rows_of(1), sums=((Text("합계", "Total"), Money(-1205, "USD")),)), locale)

    assert [one for one in words if one not in pages_of(drawn)[0]] == []


def test_the_same_document_gives_the_same_bytes_and_stays_small():
    drawn = _drawn(document_of(rows_of(20)))

    assert drawn == _drawn(document_of(rows_of(20)))
    assert (drawn[:5], len(drawn) < 100_000) == (b"%PDF-", True)


def test_letters_that_the_font_lacks_become_boxes():
    words = words_of(_drawn(document_of(name="株 뷁 😀 가\u0301나\u200b다\u202e라 \x00\tA \u1112\u1161\u11ab\u1107\u1175\u11be {nb}\u2060")))

    assert "□ 뷁 □ 가나다라 A 한빛 {nb}" in words


def test_many_lines_go_over_numbered_pages_under_their_header_again():
    pages = pages_of(_drawn(document_of(rows_of(90))))

    assert len(pages) == 3
    for number, page in enumerate(pages, 1):
        assert "".join(page).endswith(f"{number} / 3쪽수수료 청구서 · INV-2026-10-7-KRW")
        assert [one for one in page if one in ("항목", "건수", "금액")] == ["항목", "건수", "금액"]
    assert [one for page in pages for one in page if one.startswith("묶음")] == [f"묶음 {n} 승인 작업" for n in range(1, 91)]


@pytest.mark.parametrize("long", ["가" * 3000, "단어 " * 1500, "w" * 3000])
def test_what_is_long_is_broken_over_pages_and_nothing_is_lost(long):
    document = document_of([(f"{long}끝", 1_000_000_000, Money(-(10**15), "KRW"))], name=long[:1000])

    words = "".join(piece for page in pages_of(_drawn(document)) for piece in page)

    assert words.count(long[0]) == (long + long[:1000]).count(long[0])
    assert ("끝" in words, "−₩1,000,000,000,000,000" in words) == (True, True)


def test_an_empty_table_says_so():
    assert "No money moved in this period." in words_of(_drawn(document_of(), "en"))
