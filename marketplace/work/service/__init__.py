"""The verbs of work: batches are posted, funded, published and closed; tasks are claimed, worked on and handed in."""

from marketplace.work.service.adoption import adopt_version
from marketplace.work.service.batches import (
    close_batch,
    edit_batch,
    pause_batch,
    post_batch,
    publish_batch,
    raise_price,
    resume_batch,
)
from marketplace.work.service.claims import claim_next, claim_task, expire_claim, release_claim
from marketplace.work.service.files import add_claim_file, remove_unused_file
from marketplace.work.service.import_reading import read_import
from marketplace.work.service.imports import check_import, discard_import, map_columns, store_import
from marketplace.work.service.outcomes import finish_slot, reopen_for_rework, reopen_slot, seat_late_answer
from marketplace.work.service.routing import offer_tasks
from marketplace.work.service.submissions import save_draft, submit_claim
from marketplace.work.service.warnings import warn_low_pay

__all__ = [
    "add_claim_file", "adopt_version", "check_import", "claim_next", "claim_task", "close_batch", "discard_import", "edit_batch", "expire_claim",
    "finish_slot", "map_columns", "offer_tasks", "pause_batch", "post_batch", "publish_batch", "raise_price", "read_import", "release_claim",
    "remove_unused_file", "reopen_for_rework", "reopen_slot", "resume_batch", "save_draft", "seat_late_answer", "store_import", "submit_claim",
    "warn_low_pay",
]
