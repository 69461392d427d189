"""Contenders in turns: each slice is short, and every round hears all of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bench.journeys import Scene
from bench.load import Journey, Measured, run_clients
from bench.plan import Plan


@dataclass(frozen=True)
class Contender:
    """Who runs: a name, the port of a server, and what each client does there."""

    name: str
    port: int
    journey: Callable[[Scene, int], Journey]
    scene: Scene
    share: float = 1.0  # of a slice: hello needs less
    most: int = 10**9  # units that it may begin in a slice


def compete(contenders: Sequence[Contender], clients: int, plan: Plan, *, rounds: int = 0) -> dict[str, Measured]:
    """What each did in all its slices; `rounds` where the plan's are more than the question is worth."""
    measured = {one.name: Measured() for one in contenders}
    for turn in range(rounds or plan.rounds):
        order = contenders[turn % len(contenders):] + contenders[:turn % len(contenders)]
        for one in order:
            journeys = [one.journey(one.scene, client) for client in range(clients)]
            measured[one.name].add(run_clients(one.port, journeys, seconds=plan.slice_seconds * one.share, warm=plan.slice_seconds / 5,
                                                    most=one.most))
    return measured
