"""Each encoding that Korean Excel writes is read right, and what can't be read is refused with its place."""

import codecs
import io
import time

import pytest

from marketplace.kernel.errors import Invalid, TooLarge, UnsupportedType
from marketplace.work.rows import Limits
from marketplace.work.rows.encoding import find_encoding
from tests.work.rows.tables import HEADER, ROW, report_of, rows_of, table_of

SYLLABLES = "".join(map(chr, range(0xAC00, 0xD7A4)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949", "utf-16", "utf-16-be-marked"])
def test_all_11172_syllables_are_read_right(encoding):
    lines = [SYLLABLES[at:at + 100] for at in range(0, len(SYLLABLES), 100)]
    text = HEADER + "".join(f"8801007206394,{line},\n" for line in lines)
    content = codecs.BOM_UTF16_BE + text.encode("utf-16-be") if encoding.endswith("marked") else text.encode(encoding)

    assert "".join(row["name"] for row in rows_of(content)) == SYLLABLES


def test_cp949_with_a_rare_syllable_is_read_right():
    assert rows_of((HEADER + "8801007206394,뷁과 똠얌,\n").encode("cp949"))[0]["name"] == "뷁과 똠얌"


def test_excel_s_unicode_text_with_tabs_is_read_right():
    content = (HEADER + ROW).replace(",", "\t").replace("\n", "\r\n").encode("utf-16")

    assert (table_of(content).encoding, table_of(content).delimiter) == ("utf-16", "\t")
    assert rows_of(content) == [{"barcode": "8801007206394", "name": "참기름", "count": 3}]


@pytest.mark.parametrize("bad", [b"\xff", b"\x80", b"\xed\xa0\x80"])
def test_one_bad_byte_in_row_5000_is_refused_with_row_and_column(bad):
    rows = [(HEADER if number == 1 else ROW).encode() for number in range(1, 6_001)]
    rows[4_999] = b"8801007206394,ok" + bad + b",1\n"

    with pytest.raises(Invalid) as refused:
        table_of(b"".join(rows))

    assert (refused.value.code, refused.value.facts["row"], refused.value.facts["column"]) == ("bad_encoding", 5_000, 2)


def test_korean_utf8_with_a_byte_that_cp949_would_swallow_is_refused_all_the_same():
    with pytest.raises(Invalid) as refused:
        table_of((HEADER + "8801007206394,참기,1\n").encode() + b"8801007206394,caf\xb0s,1\n")

    assert (refused.value.code, refused.value.facts["row"]) == ("bad_encoding", 3)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("table", [HEADER + ROW, "바코드,상품명,개수\n" + ROW])
def test_utf16_without_its_mark_is_refused_naming_it(codec, table):
    with pytest.raises(Invalid) as refused:
        report_of(table.encode(codec))

    assert (refused.value.code, refused.value.facts["encoding"]) == ("bad_encoding", "utf-16")


@pytest.mark.parametrize(("content", "filename"), [
    (b"PK\x03\x04" + bytes(50), "rows.csv"), (b"\xd0\xcf\x11\xe0" + bytes(50), "rows.csv"), (b"a,b\n1,2\n", "ROWS.XLSX"),
    (b"%PDF-1.7", "x.csv"),
])
def test_what_only_looks_like_a_spreadsheet_is_refused_naming_what_is_taken(content, filename):
    with pytest.raises(UnsupportedType) as refused:
        table_of(content, filename=filename)

    assert refused.value.code == "table_unsupported"
    assert "CSV" in refused.value.message.ko
    assert "CSV" in refused.value.message.en


class _Endless(io.RawIOBase):
    """A stream that never ends and counts what was taken."""

    taken = 0

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return b"a" * size

    def seek(self, *_: int) -> int:
        return 0


def test_a_file_past_its_limit_is_refused_without_reading_on():
    stream = _Endless()

    with pytest.raises(TooLarge) as refused:
        find_encoding(stream, most_bytes=200_000)

    assert refused.value.code == "file_too_large"
    assert stream.taken < 400_000


def test_the_largest_file_is_taken_and_one_byte_more_is_not():
    content = HEADER + ROW

    assert table_of(content, limits=Limits(file_bytes=len(content.encode())))
    with pytest.raises(TooLarge):
        table_of(content, limits=Limits(file_bytes=len(content.encode()) - 1))


def test_ten_megabytes_of_rubbish_are_refused_quickly():
    started = time.perf_counter()

    with pytest.raises(Invalid):
        report_of(HEADER.encode() + b"\xc3\xa9" * 4_900_000 + b"\xff")

    assert time.perf_counter() - started < 2
