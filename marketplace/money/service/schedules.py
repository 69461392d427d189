"""A worker chooses when their money goes out by itself."""

from marketplace.accounts.models import Worker
from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.money.schedule_models import PayoutSchedule


@verb
def choose_payout_schedule(*, schedule: str, actor: Actor) -> PayoutSchedule:
    """Pay the acting worker on these days from now on; asking by hand stays possible on every day."""
    require(actor, Permission.CHOOSE_PAYOUT_SCHEDULE)
    with transaction() as session:
        worker = session.get(Worker, actor.person_id, with_for_update=True)
        if worker is None:
            raise NotFound()
        chosen = session.merge(PayoutSchedule(worker_id=worker.person_id, schedule=schedule, chosen_at=clock.now()))
        record(session, actor, "choose_payout_schedule", "worker", worker.person_id, schedule=schedule)
    return chosen
