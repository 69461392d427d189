"""What a run measures, and for how long."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plan:
    """Sizes, clients and seconds; `rounds` slices of each contender take turns, so that other load on the machine hits all alike."""

    sizes: tuple[int, ...] = (10_000, 100_000)
    clients: tuple[int, ...] = (1, 8, 32)
    slice_seconds: float = 1.0
    rounds: int = 3
    ready: int = 4_500  # submissions that wait for review before the first one is handed in
    import_rows: int = 100_000
    export_rows: int = 20_000
    batches: int = 100  # among which reviewers' releases are spread, to hold beside those of one batch
    payout_rounds: int = 5  # of a payout for each worker
    ledger_lines: int = 1_000_000
    steady_seconds: float = 0.0
    servers: bool = True
    memory: bool = True


FULL = Plan()
QUICK = Plan(sizes=(10_000,), clients=(1, 8), slice_seconds=0.4, rounds=2, ready=1_200, import_rows=20_000, export_rows=5_000, batches=20,
             payout_rounds=3, ledger_lines=100_000, servers=False, memory=False)
SMOKE = Plan(sizes=(2_000,), clients=(1, 4), slice_seconds=0.15, rounds=1, ready=200, import_rows=2_000, export_rows=500, batches=4,
             payout_rounds=1, ledger_lines=2_000, servers=False, memory=False)
LARGE = Plan(sizes=(10_000, 100_000, 1_000_000), steady_seconds=60.0)
