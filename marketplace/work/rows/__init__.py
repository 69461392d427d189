"""Reading a person's table and zip of photos into checked rows; pure: no database, no web."""

from marketplace.work.rows.archive import PhotoArchive
from marketplace.work.rows.bundle import find_table, open_table
from marketplace.work.rows.checking import RowCheck
from marketplace.work.rows.columns import ColumnUse, guess_columns, match_columns
from marketplace.work.rows.names import PhotoNames
from marketplace.work.rows.opening import is_archive, read_rows
from marketplace.work.rows.row_errors import Checked, RowError, safe_to_show
from marketplace.work.rows.table import Limits, Table

__all__ = [
    "Checked", "ColumnUse", "Limits", "PhotoArchive", "PhotoNames", "RowCheck", "RowError", "Table", "find_table", "guess_columns", "is_archive",
    "match_columns", "open_table", "read_rows", "safe_to_show",
]
