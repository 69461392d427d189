"""JSON Lines: one result a line, its values as they are kept."""

from collections.abc import Iterator
from typing import Any

import msgspec

from marketplace.kernel.text import Text
from marketplace.work.results.base import Format, Result, ResultSet
from marketplace.work.results.files import file_fields, with_names
from marketplace.work.results.json_chunks import json_lines


def _write(results: ResultSet) -> Iterator[bytes]:
    named = file_fields(results.spec.inputs)
    return json_lines(_line(one, named) for one in results)


def _line(result: Result, named: tuple[str, ...]) -> dict[str, Any]:
    # What is stored is JSON already: without files to name, it goes out as it is.
    given = with_names(result.input(), named, result.files) if named else msgspec.Raw(result.input_json)
    line = {"task": result.number, "outcome": result.outcome, "input": given, "answers": msgspec.Raw(result.answers_json)}
    return line | {"provenance": result.provenance._asdict()} if result.provenance else line


FORMAT = Format("jsonl", Text("JSONL (프로그램용)", "JSONL (for programs)"), "results.jsonl", "application/x-ndjson; charset=utf-8", _write)
