"""Money: releases of one batch beside those of many, payouts through the local Stripe, and the proof of a long ledger."""

import json
import subprocess
import sys
from typing import Any

from bench import journeys
from bench.arena import Arena
from bench.contest import Contender, compete
from bench.databases import Engine
from bench.hot import Cell
from bench.load import BenchError
from bench.places import ROOT, Workplace
from bench.plan import Plan


def measure_releases(engine: Engine, place: Workplace, cast: dict[str, Any], plan: Plan) -> list[Cell]:
    """Reviews that pay, all of one batch and spread over many, in turns: a row that every release locks would show here."""
    arenas = {name: Arena(engine, place, cast, (filled, size, str(plan.ready)), ("ours",))
              for name, filled, size in (("one", "rows", "0"), ("many", "many", str(plan.batches)))}
    try:
        most = plan.ready // (len(plan.clients) * plan.rounds)
        waiting = {name: iter(arena.waiting("ours")) for name, arena in arenas.items()}
        contenders = [Contender(name, arena.servers["ours"].port, journeys.our_review(waiting[name]), arena.scenes["ours"], most=most)
                      for name, arena in arenas.items()]
        return [Cell("release", engine.name, plan.batches, clients, compete(contenders, clients, plan)) for clients in plan.clients]
    finally:
        for arena in arenas.values():
            arena.close()


def measure_payouts(engine: Engine, place: Workplace, cast: dict[str, Any], plan: Plan) -> list[str]:
    """Payouts a second: queued, sent and settled, beside bare transfers by the same client; raises `BenchError` unless all arrived."""
    made = _run(place, engine.copy("people", "payouts"), "bench.payouts", str(plan.payout_rounds), given=cast)
    if made["payouts"] != made["asked"] or made["ledger"]:
        raise BenchError(f"{engine.name}: {made['payouts']} of {made['asked']} payouts arrived; ledger: {made['ledger']}")
    rates = {step: made["payouts"] / seconds for step, seconds in made["seconds"].items()}
    return [engine.name, f"{made['payouts']:,}", *(f"{rates[step]:,.0f}" for step in ("queued", "sent", "bare")),
            f"{rates['sent'] / rates['bare']:.0%}", f"{rates['settled']:,.0f}"]


def measure_proof(engine: Engine, place: Workplace, plan: Plan) -> list[str]:
    """Seconds and megabytes to prove a ledger of so many lines; raises `BenchError` when it doesn't prove."""
    made = _run(place, engine.copy("people", "proving"), "bench.proving", str(plan.ledger_lines))
    if made["faults"]:
        raise BenchError(f"{engine.name}: {made['faults'][:3]}")
    return [engine.name, f"{made['lines']:,}", f"{made['seconds']:.1f}", f"{made['lines'] / made['seconds']:,.0f}", f"{made['megabytes']:.0f}"]


def _run(place: Workplace, url: str, module: str, *words: str, given: Any = None) -> Any:
    done = subprocess.run([sys.executable, "-m", module, *words], cwd=ROOT, env=place.environment(url), text=True, capture_output=True,
                          input=json.dumps(given), check=False)
    if done.returncode:
        raise BenchError(f"{module}: {done.stderr[-2000:]}")
    return json.loads(done.stdout)
