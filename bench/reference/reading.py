"""Reading with nothing around it: a page of fifty rows, the same as JSON, and every accepted result as JSON Lines."""

from collections.abc import Iterator
from typing import Any

import msgspec
from flask import Blueprint, Response, request
from jinja2 import Environment

from bench.reference import statements as sql
from bench.reference.answers import answer
from bench.reference.database import IS_SQLITE, READER, WRITER

reading = Blueprint("reading", __name__)
_PAGE = Environment(autoescape=True).from_string("""<!doctype html><title>Tasks</title><table>{% for row in rows %}<tr><td>{{ row.number }}</td>
<td>{{ row.state }}</td><td>{{ row.slots_taken }}/{{ row.slots }}</td><td>{{ row.input.name }}</td></tr>{% endfor %}</table>""")


@reading.get("/hello")
def hello() -> Response:
    """What the server and Flask can do at most."""
    return answer({"hello": "world"})


@reading.get("/page")
def page() -> str:
    """One statement and a small template."""
    return _PAGE.render(rows=_rows())


@reading.get("/list")
def listed() -> Response:
    """One statement and fifty rows of JSON."""
    with READER.connect() as connection:
        rows = connection.execute(sql.LIST_TASKS, {"in_batch": int(request.args["batch"])}).mappings().all()
    return answer({"items": [dict(row) for row in rows]})


@reading.get("/results")
def results() -> Response:
    """A cursor and an encoder."""
    return Response(_lines(int(request.args["batch"])), mimetype="application/jsonl")


def _rows() -> Any:
    with READER.connect() as connection:
        return connection.execute(sql.LIST_TASKS, {"in_batch": int(request.args["batch"])}).all()


def _lines(batch_id: int) -> Iterator[bytes]:
    encoder = msgspec.json.Encoder()
    # A cursor of PostgreSQL lives in a transaction.
    with (READER if IS_SQLITE else WRITER).connect().execution_options(stream_results=True, yield_per=1000) as connection:
        for part in connection.execute(sql.EXPORT, {"in_batch": batch_id}).mappings().partitions(1000):
            yield b"".join(encoder.encode(dict(row)) + b"\n" for row in part)
