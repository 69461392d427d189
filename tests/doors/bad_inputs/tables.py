"""Rows 24–31: tables in each encoding, with headers and rows that don't fit, cells that would run, and files that are no tables."""

from typing import Any

from tests.doors.bad_inputs.case import Refused, Reported, Row, Taken
from tests.work.rows.workbooks import SHEET, claiming, replaced, sheet_of, workbook

HEADER = "left_title,right_title\n"
GOOD = HEADER + "상품 하나,상품 둘\n"
TITLES = ("상품 하나", "상품 둘")
BOOK = workbook([HEADER.strip().split(","), TITLES])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
NFD = "\u110b\u116c\u11ab\u110d\u1169\u11a8 \u110b\u1175\u1105\u1173\u11b7"
EXPECTED = ("필요한 열: left_title, left_manufacturer", "Expected: left_title, left_manufacturer")
BOTH = ("파일의 열: left_title, right_title, 왼쪽 이름", "Found: left_title, right_title, 왼쪽 이름")
DIFFER = "columns_differ"
ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
UNSAFE = ("이 엑셀 파일은 열 수 없어요", "We can't open this workbook")
# What is uploaded, with which code it is refused, and what the sentence says.
TABLES: dict[str, tuple[int, bytes | str, str, tuple[str, str]]] = {
    "utf-16-without-its-mark": (25, GOOD.encode("utf-16-le"), "bad_encoding", ("UTF-16 파일인데", "looks like UTF-16")),
    "one-bad-byte-in-row-5000": (26, (HEADER + "a,b\n" * 4998).encode() + b"a\xff,b\n" + b"a,b\n" * 9, "bad_encoding",
                                 ("5000행 1번째 칸", "Row 5000, column 1")),
    "half-a-syllable-at-the-end": (26, (GOOD + "가,나").encode()[:-1], "bad_encoding", ("3행 2번째 칸", "Row 3, column 2")),
    "no-header": (27, "item one,item two\nitem three,item four\n", DIFFER, EXPECTED),
    "unknown-column": (27, "left_title,right_title,salary\na,b,1\n", DIFFER, ("salary", "salary")),
    "missing-column": (27, "left_title\na\n", DIFFER, EXPECTED),
    "double-header": (27, "left_title,right_title,left_title\na,b,c\n", "column_twice", ("‘left_title’ 열이 두 번", "“left_title” is there twice")),
    "name-and-label": (27, "left_title,right_title,왼쪽 이름\na,b,c\n", DIFFER, BOTH),
    "blank-header": (27, "left_title,,right_title\na,b,c\n", "header_blank", ("2번째 열에 머리글이", "Column 2 has no header")),
    "open-quote-at-the-end": (28, GOOD + 'a,"never closed\n', "open_quote", ("3행에서 연 따옴표", "opened in row 3")),
    "half-a-quote": (28, GOOD + 'a,"b"c\n', "bad_quotes", ("3행의 따옴표", "in row 3")),
    "carriage-returns-alone": (28, GOOD.replace("\n", "\r"), "line_ends", ("1행의 줄바꿈", "Row 1 ends")),
    "one-carriage-return": (28, GOOD + "a,b\rc,d\n", "line_ends", ("3행의 줄바꿈", "Row 3 ends")),
    "a-cell-of-1-MB": (28, GOOD + "a," + "x" * 1_000_000 + "\n", "cell_too_long", ("3행에 100000자", "Row 3 has a cell")),
    "a-million-columns": (28, ",".join(["a"] * 1_000_000) + "\n1\n", "too_many_columns", ("열은 200개까지", "up to 200 columns")),
    "NUL": (28, GOOD + "a\0b,c\n", "nul_character", ("3행에", "Row 3")),
    "a-password": (30, OLE + "EncryptedPackage".encode("utf-16-le"), "workbook_encrypted", ("암호가 걸린", "has a password")),
    "an-external-entity": (30, replaced(BOOK, SHEET, sheet_of("", ENTITY)), "workbook_unsafe", UNSAFE),
    "1-GB-unpacked": (30, claiming(BOOK, SHEET, 1_000_000_000), "workbook_unsafe", UNSAFE),
    "far-off-cells": (30, replaced(BOOK, SHEET, sheet_of('<row r="9"><c r="A9"/></row><row r="1048576"><c r="XFD1048576"/></row>')),
                      "workbook_unsafe", UNSAFE),
    "empty": (31, "", "empty_file", ("내용이 없어요", "has no rows")),
    "header-alone": (31, HEADER, "empty_file", ("내용이 없어요", "has no rows")),
    "header-alone-in-a-workbook": (31, workbook([HEADER.strip().split(",")]), "empty_file", ("내용이 없어요", "has no rows")),
}
NO_TABLES = {
    "of-before-2007": (OLE, "rows.xls"), "csv-as-xlsx": (GOOD, "rows.xlsx"), "broken": (BOOK[:900], "rows.xlsx"), "pdf": (b"%PDF-1.7", "rows.csv")}
TAKEN = ("엑셀(.xlsx), JSONL", "Excel (.xlsx) or JSONL")
RAGGED = {"too-few": ("a\n", 1), "too-many": ("a,b,c\n", 3), "far-too-many": ("a,b" + ",c" * 150 + "\n", 152)}
# What is read all the same, and the first row it makes.
READ: dict[str, tuple[int, bytes, tuple[str, str]]] = {
    "cp949": (24, (HEADER + "뷁 상품,똠방각하\n").encode("cp949"), ("뷁 상품", "똠방각하")),
    "utf-16-le-with-tabs": (25, b"\xff\xfe" + GOOD.replace(",", "\t").replace("\n", "\r\n").encode("utf-16-le"), TITLES),
    "utf-16-be-with-tabs": (25, b"\xfe\xff" + GOOD.replace(",", "\t").encode("utf-16-be"), TITLES),
    "byte-order-mark": (27, b"\xef\xbb\xbf" + GOOD.encode(), TITLES),
    "blanks-in-the-header": (27, GOOD.replace("left_title", " left_title\u200b ").encode(), TITLES),
    "nfd-header": (27, GOOD.replace("left_title", NFD).encode(), TITLES),
    "blank-tail": (28, (GOOD + "a,b,,,\n").encode(), TITLES),
    "xlsx-as-csv": (30, BOOK, TITLES),
}
FORMULAS = ('=HYPERLINK("http://x.test")', "@SUM(A1)", "=1+1", "＝1+1")


def _upload(door: str, content: bytes | str, filename: str = "rows.csv") -> Any:
    sent = content.encode() if isinstance(content, str) else content
    return lambda s: s.upload(door, s.draft.id, table=(sent, filename))


def _first_row(titles: tuple[str, str]) -> Any:
    def expect(answer: Any, stage: Any) -> None:
        report = stage.report(answer)
        assert (report["rows_bad"], report["preview"][0]) == (0, dict(zip(("left_title", "right_title"), titles, strict=True)))

    return expect


def _as_they_are(answer: Any, stage: Any) -> None:
    """Formulas are kept as they came; in a file for a spreadsheet they are words."""
    report = stage.report(answer)
    assert [row["left_title"] for row in report["preview"]] == list(FORMULAS)
    for errors in (stage.api("han", "GET", f"/imports/{report['id']}/errors"), stage.read("han", f"/imports/{report['id']}/errors.csv")):
        assert "'=2+2" in errors.text
        assert ",=2+2" not in errors.text


CASES: list[Row] = []
for door in ("api", "page"):
    CASES += [Refused(row, what, door, _upload(door, content), 422, code, says, "table") for what, (row, content, code, says) in TABLES.items()]
    CASES += [Refused(30, f"no-table-{what}", door, _upload(door, content, name), 415, "table_unsupported", TAKEN)
              for what, (content, name) in NO_TABLES.items()]
    CASES += [Taken(row, what, door, _upload(door, content), _first_row(titles)) for what, (row, content, titles) in READ.items()]
    CASES += [
        Reported(28, f"ragged-{what}", door, _upload(door, GOOD + line), "ragged_row", 3,
                 (f"칸이 2개여야 하는데 {n}개", f"should be 2 cells; there are {n}"))
        for what, (line, n) in RAGGED.items()
    ]
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in FORMULAS]
    CASES.append(Taken(29, "formulas", door, _upload(door, HEADER + "".join(f"{cell},b\n" for cell in quoted) + "=2+2,\n"), _as_they_are))
