"""The verbs that many people do at once: next task, claim and submit; review and release; and the lists beside them."""

from collections.abc import Callable
from dataclasses import dataclass, field

from bench import journeys
from bench.arena import Arena, stage
from bench.contest import Contender, compete
from bench.exports import ExportCell
from bench.journeys import Scene
from bench.load import BenchError, Journey, Measured, run_clients
from bench.plan import Plan

PAIR_HELLO_SHARE = 0.4


@dataclass
class Cell:
    """One line of a table: where, how many clients, and what each contender did."""

    what: str
    engine: str
    size: int
    clients: int
    done: dict[str, Measured]

    def ratio(self, to: str, mine: str = "ours") -> float:
        """Our rate as a share of another's."""
        return self.done[mine].rate / self.done[to].rate if self.done[to].rate else 0.0


@dataclass
class Found:
    """Everything one run found out."""

    engines: list[str] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    imports: list[list[str]] = field(default_factory=list)
    exports: list[ExportCell] = field(default_factory=list)
    servers: list[Cell] = field(default_factory=list)
    releases: list[Cell] = field(default_factory=list)
    payouts: list[list[str]] = field(default_factory=list)
    proofs: list[list[str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def measure_pairs(arena: Arena, plan: Plan) -> list[Cell]:
    """Claim and submit at each number of clients, against hello, the thinnest and the same statements."""
    hello = Contender("hello", arena.servers["thin"].port, journeys.hello, arena.scenes["thin"], PAIR_HELLO_SHARE)
    contenders = [hello, *(_contender(arena, name, journeys.our_pair if name == "ours" else journeys.reference_pair(f"/{name}"),
                                      arena.size // (len(plan.clients) * plan.rounds + 1))
                           for name in ("thin", "same", "ours"))]
    return [Cell("pair", arena.engine.name, arena.size, clients, compete(contenders, clients, plan))
            for clients in plan.clients]


def measure_reviews(arena: Arena, plan: Plan) -> list[Cell]:
    """Review and release of what the pairs handed in."""
    most = plan.ready // (len(plan.clients) * plan.rounds)
    waiting = {name: iter(arena.waiting(name)) for name in ("thin", "same", "ours")}
    hello = Contender("hello", arena.servers["thin"].port, journeys.hello, arena.scenes["thin"], PAIR_HELLO_SHARE)
    contenders = [hello, *(_contender(arena, name, journeys.our_review(waiting[name]) if name == "ours"
                                      else journeys.reference_review(f"/{name}", waiting[name]), most) for name in ("thin", "same", "ours"))]
    return [Cell("review", arena.engine.name, arena.size, clients, compete(contenders, clients, plan)) for clients in plan.clients]


def measure_lists(arena: Arena, plan: Plan) -> list[Cell]:
    """Pages as browsers ask for them and lists as programs do, beside a thin page and a thin list."""
    found = []
    for name, path, role, against in _lists(arena):
        cast = arena.scenes["ours"].cast[role][0]
        sent = {"key": cast["key"]} if path.startswith("/api/") else {"cookie": arena.sign_in(cast["email"])}
        contenders = [
            Contender("hello", arena.servers["thin"].port, journeys.hello, arena.scenes["thin"], 0.3),
            Contender("thin", arena.servers["thin"].port, journeys.reading("thin", f"/{against}?batch={arena.scenes['thin'].batch_id}"),
                      arena.scenes["thin"], 0.4),
            Contender("ours", arena.servers["ours"].port, journeys.reading("read", path, **sent), arena.scenes["ours"], 0.6)]
        found += [Cell(name, arena.engine.name, arena.size, clients, compete(contenders, clients, plan, rounds=1)) for clients in plan.clients]
    return found


def _lists(arena: Arena) -> list[tuple[str, str, str, str]]:
    batch, waiting = arena.scenes["ours"].batch_id, arena.waiting("ours")[0]
    return [
        ("find page", "/work", "workers", "page"), ("task page", f"/work/{batch}", "workers", "page"),
        ("review page with its queue", f"/reviews/{waiting}", "reviewers", "page"), ("batches page", "/batches", "owner", "page"),
        ("batch page", f"/batches/{batch}", "owner", "page"), ("task list page", f"/batches/{batch}/tasks", "owner", "page"),
        ("task list, JSON", f"/api/v1/batches/{batch}/tasks", "owner", "list"), ("review queue, JSON", "/api/v1/reviews", "reviewers", "list"),
    ]


def measure_steadiness(arena: Arena, seconds: float, most_clients: int) -> str:
    """How the last quarter of a long run compares with the first."""
    one = _contender(arena, "ours", journeys.our_pair)
    rates = [run_clients(one.port, [one.journey(one.scene, client) for client in range(most_clients)], seconds=seconds / 4).rate for _ in range(4)]
    quarters = " · ".join(f"{rate:.0f}" for rate in rates)
    return (f"{arena.engine.name}, {arena.size:,} tasks, {seconds:.0f} s at {most_clients} clients: {quarters} pairs/s by quarter; "
            f"the last is {rates[3] / rates[0]:.0%} of the first.")


def prove(arena: Arena) -> str:
    """What the run left behind: nothing handed out twice, and a ledger that proves; raises `BenchError` otherwise."""
    scene, left = arena.scenes["ours"], stage(arena.place, arena.urls["ours"], "prove")
    doubles = len(scene.handed_out) - len(set(scene.handed_out)) + left["doubles"]
    if doubles or left["ledger"]:
        raise BenchError(f"{arena.engine.name}: {doubles} double hand-outs; ledger: {left['ledger']}")
    return (f"{arena.engine.name}, {arena.size:,} tasks: {left['claims']:,} claims, 0 handed out twice; {left['submissions']:,} submissions, "
            f"{left['releases']:,} releases, the ledger proves.")


def _contender(arena: Arena, name: str, journey: Callable[[Scene, int], Journey], most: int = 10**9) -> Contender:
    return Contender(name, arena.servers[name].port, journey, arena.scenes[name], most=most)
