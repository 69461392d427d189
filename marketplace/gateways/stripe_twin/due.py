"""What time brings about: pages that expire, refunds that waited for money, payouts that leave and arrive."""

from marketplace.gateways.stripe_twin.resources.checkout import expire_overdue
from marketplace.gateways.stripe_twin.resources.payouts import arrive_payouts, start_automatic_payouts
from marketplace.gateways.stripe_twin.resources.refunds import retry_waiting_refunds
from marketplace.gateways.stripe_twin.twin import Cause, Twin


def settle_due(twin: Twin) -> None:
    """Bring the twin up to its clock. The caller holds the lock."""
    twin.cause = Cause()
    twin.store.begin()
    try:
        expire_overdue(twin)
        retry_waiting_refunds(twin)
        start_automatic_payouts(twin)
        arrive_payouts(twin)
    except BaseException:
        twin.store.rollback()
        raise
    twin.store.commit()
