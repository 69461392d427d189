"""Our application under both web servers, in turns on one database: which of them serves production."""

from bench import journeys
from bench.arena import Arena
from bench.contest import Contender, compete
from bench.hot import Cell
from bench.plan import Plan


def compare_servers(arena: Arena, plan: Plan) -> list[Cell]:
    """A plain answer (/healthz) and the pair, under granian and under gunicorn's threads."""
    scene, other = arena.scenes["ours"], arena.serve("ours", kind="gunicorn")
    ports = {"granian": arena.servers["ours"].port, "gunicorn": other.port}
    found = []
    try:
        for what, journey in (("/healthz", journeys.reading("healthz", "/healthz")), ("pair", journeys.our_pair)):
            contenders = [Contender(name, port, journey, scene, most=arena.size // 25) for name, port in ports.items()]
            found += [Cell(what, arena.engine.name, arena.size, clients, compete(contenders, clients, plan)) for clients in (8, 32)]
    finally:
        other.stop()
    return found
