"""Reading a person's table and zip of photos into checked rows; pure: no database, no web."""

from marketplace.work.rows.archive import PhotoArchive
from marketplace.work.rows.checking import Report, RowError, check_rows, parsed_rows
from marketplace.work.rows.names import PhotoNames
from marketplace.work.rows.table import Limits, Table, read_rows

__all__ = ["Limits", "PhotoArchive", "PhotoNames", "Report", "RowError", "Table", "check_rows", "parsed_rows", "read_rows"]
