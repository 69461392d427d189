"""Small templates and files for the tests of reading rows."""

import io

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.catalogue import CATALOGUE
from marketplace.standards.kinds import Field
from marketplace.work.rows import Limits, Report, Table, check_rows, parsed_rows, read_rows

FIELDS = (
    Field("barcode", "gtin", Text("바코드", "Barcode")),
    Field("name", "text", Text("상품명", "Product name")),
    Field("count", "integer", Text("개수", "Count"), required=False),
)


GOODS = msgspec.structs.replace(CATALOGUE["same-product"], inputs=FIELDS)
USUAL = Limits()
HEADER = "barcode,name,count\n"
ROW = "8801007206394,참기름,3\n"


def table_of(content: bytes | str, *, filename: str = "rows.csv", limits: Limits = USUAL) -> Table:
    """A table out of bytes, or out of text in UTF-8."""
    return read_rows(io.BytesIO(content.encode() if isinstance(content, str) else content), filename=filename, limits=limits)


def rows_of(content: bytes | str, **more: object) -> list[dict[str, object]]:
    """Every row's normal form."""
    return [row for _, row in parsed_rows(table_of(content, **more), GOODS)]  # type: ignore[arg-type]


def report_of(content: bytes | str) -> Report:
    """What checking says."""
    return check_rows(table_of(content), GOODS)
