"""Writing accepted results as files people and programs open; pure and streaming."""

from typing import Final

from marketplace.work.results import coco, csv_writer, jsonl_writer, label_studio, turk, xlsx_writer
from marketplace.work.results.base import BatchFacts, FileFacts, Format, Provenance, Result, ResultSet
from marketplace.work.results.csv_writer import write_csv

FORMATS: Final[dict[str, Format]] = {
    module.FORMAT.name: module.FORMAT for module in (csv_writer, xlsx_writer, jsonl_writer, label_studio, coco, turk)}

__all__ = ["FORMATS", "BatchFacts", "FileFacts", "Format", "Provenance", "Result", "ResultSet", "write_csv"]
