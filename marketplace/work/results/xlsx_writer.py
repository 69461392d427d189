"""XLSX, streamed: the sheet is zipped while its rows are read, so nothing waits and nothing is kept."""

import zipfile
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from marketplace.kernel.text import Text
from marketplace.work.results.base import Format, ResultSet
from marketplace.work.results.columns import own_table
from marketplace.work.results.xlsx_sheet import TAIL, Sheet

ROWS_MOST: Final = 1_048_575  # of a sheet, without the header
CHUNK_BYTES: Final = 32_000
ROWS_AT_ONCE: Final = 100
WIDTH_LEAST, WIDTH_MOST = 12, 40
_XML: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_TYPES: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS: Final = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="results" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # Cell styles in the order that `xlsx_sheet` counts them: plain, text, date, moment, header. Malgun Gothic has Hangul everywhere.
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
        '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
        '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
        '<fonts count="2"><font><sz val="11"/><name val="Malgun Gothic"/></font><font><b/><sz val="11"/><name val="Malgun Gothic"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5">'
        + "".join(f'<xf numFmtId="{number}" fontId="{font}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
                  for number, font in ((0, 0), (49, 0), (164, 0), (165, 0), (49, 1)))
        + '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}


class _Sink:
    """Where the zip is written to: it can't be walked back in, so the zip is written straight on."""

    def __init__(self) -> None:
        self.held = bytearray()

    def write(self, data: bytes) -> int:
        self.held += data
        return len(data)

    def flush(self) -> None:
        """Nothing lies behind it."""

    def take(self) -> bytes:
        taken = bytes(self.held)
        self.held.clear()
        return taken


def write_xlsx(header: Sequence[str], rows: Iterable[Sequence[object]]) -> Iterator[bytes]:
    """A workbook with one sheet; None is an empty cell, `Decimal` and whole numbers are numbers, dates and moments (UTC) are dates."""
    sink, sheet = _Sink(), Sheet(header, [min(max(len(name) + 4, WIDTH_LEAST), WIDTH_MOST) for name in header])
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as book:  # type: ignore[call-overload] # it only ever writes
        for name, part in _PARTS.items():
            with book.open(name, "w") as stream:
                stream.write((_XML + part).encode())
        with book.open("xl/worksheets/sheet1.xml", "w") as stream:
            written = [sheet.head()]
            for row in rows:
                written.append(sheet.row(row))
                if len(written) >= ROWS_AT_ONCE:
                    stream.write("".join(written).encode())
                    written.clear()
                    if len(sink.held) >= CHUNK_BYTES:
                        yield sink.take()
            stream.write(("".join(written) + TAIL).encode())
    yield sink.take()


def _write(results: ResultSet) -> Iterator[bytes]:
    table = own_table(results, is_typed=True)
    return write_xlsx(table.header, table)


FORMAT = Format("xlsx", Text("엑셀 (XLSX)", "Excel (XLSX)"), "results.xlsx", f"{_TYPES}.sheet", _write, most_rows=ROWS_MOST)
