"""Every room's tables, so that the migrations know them all."""

import marketplace.accounts.models
import marketplace.api.models
import marketplace.audit.models
import marketplace.gateways.outbox
import marketplace.kernel.journal
import marketplace.kernel.leases
import marketplace.messaging.models
import marketplace.money.bank.models
import marketplace.money.cause_models
import marketplace.money.difference_models
import marketplace.money.dispute_models
import marketplace.money.models
import marketplace.money.provider_models
import marketplace.money.schedule_models
import marketplace.quality.models
import marketplace.standards.models
import marketplace.training.models
import marketplace.vetting.models
import marketplace.work.models  # noqa: F401


def load() -> None:
    """Importing this module has loaded them; calling says so."""
