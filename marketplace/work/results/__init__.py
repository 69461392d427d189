"""Writing accepted results as files people and programs open; pure and streaming."""

from marketplace.work.results.columns import ResultColumns
from marketplace.work.results.csv_writer import write_csv
from marketplace.work.results.jsonl_writer import write_jsonl

__all__ = ["ResultColumns", "write_csv", "write_jsonl"]
