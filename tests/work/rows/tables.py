"""Small templates and files for the tests of reading rows."""

import io
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.rows import Limits, RowCheck, Table, match_columns, read_rows

FIELDS = (
    Field("barcode", "gtin", Text("바코드", "Barcode")),
    Field("name", "text", Text("상품명", "Product name")),
    Field("count", "integer", Text("개수", "Count"), required=False),
)
USUAL = Limits()
HEADER = "barcode,name,count\n"
ROW = "8801007206394,참기름,3\n"


def table_of(content: bytes | str, *, filename: str = "rows.csv", limits: Limits = USUAL, sheet: str = "") -> Table:
    """A table out of bytes, or out of text in UTF-8."""
    return read_rows(io.BytesIO(content.encode() if isinstance(content, str) else content), filename=filename, limits=limits, sheet=sheet)


def check_of(table: Table, fields: tuple[Field, ...] = FIELDS, **more: Any) -> RowCheck:
    """A table read to its end against some fields, its columns matched by name."""
    check = RowCheck(table, fields, match_columns(table.columns, fields), **more)
    for _ in check.rows():
        pass
    return check


def report_of(content: bytes | str, **more: Any) -> RowCheck:
    """What checking says."""
    return check_of(table_of(content, **more))


def rows_of(content: bytes | str, fields: tuple[Field, ...] = FIELDS, **more: Any) -> list[dict[str, Any]]:
    """Every right row's normal form."""
    table = table_of(content, **more)
    check = RowCheck(table, fields, match_columns(table.columns, fields))
    return [msgspec.json.decode(row.values) for row in check.rows() if not row.errors]
