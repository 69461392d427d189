"""Units and dates of different sources come to one form, by what the column says where its cells don't."""

import pytest

from marketplace.kernel.text import Text
from marketplace.standards.kinds import Field
from marketplace.work.rows import ColumnUse, RowCheck
from tests.work.rows.tables import table_of

WEIGHT = Field("weight", "decimal", Text("무게", "Weight"), settings={"units": ["g", "kg"]})
DAY = Field("day", "date", Text("날짜", "Date"))


def _read(field, cell, use):
    table = table_of(f"{field.name}\n{cell}\n")
    check = RowCheck(table, (field,), {field.name: use})
    for _ in check.rows():
        pass
    return check.preview[0][field.name] if check.good else check.errors[0].code


@pytest.mark.parametrize(("cell", "unit", "kept"), [
    ("0.5", "kg", "500 g"), ("500", "g", "500 g"), ("０.５", "kg", "500 g"), ("500 g", "kg", "500 g"), ("1.2kg", "g", "1200 g"),
    ("half", "kg", "not_a_number")])
def test_a_bare_number_has_the_columns_unit_and_a_written_unit_its_own(cell, unit, kept):
    assert _read(WEIGHT, cell, ColumnUse("weight", unit)) == kept


@pytest.mark.parametrize(("cell", "order", "kept"), [
    ("2026-11-23", "", "2026-11-23"), ("2026. 11. 23.", "", "2026-11-23"), ("2026-11-23 00:00:00", "", "2026-11-23"),
    ("23/11/2026", "dmy", "2026-11-23"), ("11/23/26", "mdy", "2026-11-23"), ("23.11.69", "dmy", "1969-11-23"), ("26/11/23", "ymd", "2026-11-23"),
    ("2026년 11월 23일", "dmy", "2026-11-23"), ("2026-11-23", "dmy", "2026-11-23"), ("23/11/2026", "", "not_a_date"),
    ("23/11/2026", "mdy", "no_such_date"),
    ("2026-11-23 10:30:00", "", "not_a_date"),
])
def test_a_date_is_read_in_the_columns_order_unless_it_begins_with_its_year(cell, order, kept):
    assert _read(DAY, cell, ColumnUse("day", dates=order)) == kept
