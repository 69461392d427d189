"""Accepted results as JSON Lines, streamed: ours beside a cursor with an encoder, by rows a second and by what it leaves in memory."""

import threading
import time
from dataclasses import dataclass
from http.client import HTTPConnection

from bench.arena import Arena
from bench.load import BenchError
from bench.plan import Plan
from bench.servers import Server
from bench.wire import HOST

CLIENTS = (1, 8)


@dataclass
class ExportCell:
    """Rows a second of both, and how many megabytes our largest worker grew."""

    engine: str
    rows: int
    clients: int
    ours: float
    thin: float
    grown: float


def measure_exports(arena: Arena, plan: Plan) -> list[ExportCell]:
    """Both in turns, at one client and at eight."""
    scene, owner = arena.scenes["ours"], arena.scenes["ours"].cast["owner"][0]
    ours, thin = f"/api/v1/batches/{scene.batch_id}/results?format=jsonl", f"/results?batch={scene.batch_id}"
    found = []
    for clients in CLIENTS:
        _download(arena.servers["ours"], ours, owner["key"], 1, plan.export_rows)
        before = arena.servers["ours"].worker_megabytes()
        seconds = {"ours": 0.0, "thin": 0.0}
        for _ in range(plan.rounds):
            seconds["thin"] += _download(arena.servers["thin"], thin, "", clients, plan.export_rows)
            seconds["ours"] += _download(arena.servers["ours"], ours, owner["key"], clients, plan.export_rows)
        rows = plan.export_rows * clients * plan.rounds
        found.append(ExportCell(arena.engine.name, plan.export_rows, clients, rows / seconds["ours"], rows / seconds["thin"],
                                arena.servers["ours"].worker_megabytes() - before))
    return found


def _download(server: Server, path: str, key: str, clients: int, rows: int) -> float:
    """The seconds until so many clients have the whole file; raises `BenchError` when a row is missing."""
    counted: list[int] = []
    threads = [threading.Thread(target=lambda: counted.append(_count_lines(server.port, path, key))) for _ in range(clients)]
    begin = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - begin
    if counted != [rows] * clients:
        raise BenchError(f"{path}: {counted} rows instead of {rows}")
    return seconds


def _count_lines(port: int, path: str, key: str) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path, headers={"Host": HOST} | ({"Authorization": f"Bearer {key}"} if key else {}))
    answer, lines = connection.getresponse(), 0
    if answer.status != 200:
        raise BenchError(f"{path}: {answer.status} {answer.read(300)!r}")
    while chunk := answer.read1(262_144):
        lines += chunk.count(b"\n")
    connection.close()
    return lines
