"""One run from its first server to its last proof."""

import json
import subprocess
import sys
from collections.abc import Callable

from bench import choosing, exports, hot, memory, money
from bench.arena import REVIEWERS, Arena, stage
from bench.databases import Engine, open_engine
from bench.hot import Found
from bench.load import BenchError
from bench.places import ROOT, Workplace
from bench.plan import Plan

Tell = Callable[[str], None]


def run(plan: Plan, engines: tuple[str, ...], tell: Tell) -> Found:
    """Measure everything of the plan on each engine; whatever was started is ended."""
    found, place = Found(), Workplace()
    try:
        for name in engines:
            engine = open_engine(name, place.folder)
            try:
                _measure_engine(engine, place, plan, found, tell)
            finally:
                engine.close()
        if plan.memory:
            tell("memory of make run")
            found.notes.append(memory.measure_run(place))
    finally:
        place.remove()
    return found


def _measure_engine(engine: Engine, place: Workplace, plan: Plan, found: Found, tell: Tell) -> None:
    found.engines.append(engine.version())
    tell(f"{engine.name}: people")
    cast = stage(place, engine.create("people"), "people", str(max(plan.clients)), str(REVIEWERS))
    for size in plan.sizes:
        tell(f"{engine.name}: {size:,} open tasks")
        arena = Arena(engine, place, cast, ("rows", str(size), str(plan.ready)))
        try:
            _measure_arena(arena, plan, found, tell)
        finally:
            arena.close()
    tell(f"{engine.name}: export")
    arena = Arena(engine, place, cast, ("results", str(plan.export_rows)), ("ours", "thin"))
    try:
        found.exports += exports.measure_exports(arena, plan)
    finally:
        arena.close()
    tell(f"{engine.name}: import")
    found.imports.append(_measure_import(engine, place, cast, plan))
    tell(f"{engine.name}: money")
    found.releases += money.measure_releases(engine, place, cast, plan)
    found.payouts.append(money.measure_payouts(engine, place, cast, plan))
    found.proofs.append(money.measure_proof(engine, place, plan))


def _measure_arena(arena: Arena, plan: Plan, found: Found, tell: Tell) -> None:
    found.cells += hot.measure_pairs(arena, plan)
    is_first = arena.size == plan.sizes[0]
    if is_first:
        tell(f"{arena.engine.name}: reviews")
        found.cells += hot.measure_reviews(arena, plan)
    if arena.size == min(plan.sizes[-1], 100_000):
        tell(f"{arena.engine.name}: lists and pages")
        found.cells += hot.measure_lists(arena, plan)
    if plan.servers and is_first:
        tell(f"{arena.engine.name}: servers")
        found.servers += choosing.compare_servers(arena, plan)
    if plan.steady_seconds and arena.size == plan.sizes[-1]:
        tell(f"{arena.engine.name}: steadiness")
        found.notes.append(hot.measure_steadiness(arena, plan.steady_seconds, max(plan.clients)))
    found.notes.append(hot.prove(arena))
    found.notes.append(f"{arena.engine.name}, {arena.size:,} tasks: our largest web worker held {arena.servers['ours'].worker_megabytes():.0f} MB "
                       "after the load.")


def _measure_import(engine: Engine, place: Workplace, cast: object, plan: Plan) -> list[str]:
    url = engine.copy("people", "imports")
    done = subprocess.run([sys.executable, "-m", "bench.bulk", str(plan.import_rows)], cwd=ROOT, env=place.environment(url), text=True,
                          capture_output=True, input=json.dumps(cast), check=False)
    if done.returncode:
        raise BenchError(f"import: {done.stderr[-2000:]}")
    made = json.loads(done.stdout)
    best = min(made["ours"], key=lambda one: one["check"] + one["store"])
    seconds = best["check"] + best["store"]
    tasks, bare = (min(one[table] for one in made["raw"]) for table in ("tasks", "bare"))
    rows, grown = made["rows"], max(one["megabytes"] for one in made["ours"])
    return [engine.name, f"{rows:,}", f"{rows / seconds:,.0f}", f"{best['check']:.2f} · {best['store']:.2f}", f"{rows / tasks:,.0f}/s",
            f"{tasks / seconds:.0%}", f"{rows / bare:,.0f}/s", f"{bare / seconds:.0%}", f"{grown:.0f}"]
