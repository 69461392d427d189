"""Many open tasks for measuring: everything by the verbs but the tasks, which are written in bulk, as the import writes them."""

from collections.abc import Iterator
from itertools import islice
from typing import Any, Final

from sqlalchemy import insert

from marketplace.demo.canary import Canary
from marketplace.demo.people import PASSWORD
from marketplace.demo.small import SmallWorld
from marketplace.kernel.database import table_of, transaction
from marketplace.kernel.ids import new_spread
from marketplace.kernel.money import Money
from marketplace.work import service as work
from marketplace.work.models import Batch, Task
from marketplace.work.states import TASK

CHUNK: Final = 5_000
PRICE: Final = Money(200, "KRW")


class BenchWorld(SmallWorld):
    """One business with one big open batch, and workers qualified for it."""

    def build(self, *, tasks: int, workers: int) -> dict[str, Any]:
        """Make it; the ids, and how to sign in."""
        admin = self._staff("ada", admin=True)
        self._staff("rae", reviewer=True)
        shop = self._shop("han", "1198802464", admin)
        for number in range(workers):
            self._worker(f"worker{number}", admin)
        batch = work.post_batch(template_version_id=self.version.id, title="Bench", price=PRICE, actor=shop)
        with transaction() as session:
            rows = _tasks(batch, tasks)
            while portion := list(islice(rows, CHUNK)):
                session.connection().execute(insert(table_of(Task)), portion)
        self.fund(shop, batch.unit * tasks)
        work.publish_batch(batch.id, actor=shop)
        return self.ids | {"batch": batch.id, "tasks": tasks, "password": PASSWORD}


def build_bench(*, tasks: int, workers: int) -> dict[str, Any]:
    """A world with so many open tasks and so many workers."""
    return BenchWorld(Canary(None)).build(tasks=tasks, workers=workers)


def _tasks(batch: Batch, count: int) -> Iterator[dict[str, Any]]:
    for number in range(1, count + 1):
        row = {"left_title": f"adobe photoshop cs{number % 9} upgrade {number}", "left_manufacturer": "adobe", "left_price": str(100 + number % 900),
               "right_title": f"photoshop cs{number % 7} {number}", "right_manufacturer": "adobe", "right_price": str(90 + number % 900)}
        yield {"batch_id": batch.id, "company_id": batch.company_id, "number": number, "spread": new_spread(), "state": TASK.start,
               "slots": 1, "slots_taken": 0, "slots_done": 0, "slots_withdrawn": 0, "held_minor": 0, "input": row}
