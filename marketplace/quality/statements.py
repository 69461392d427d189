"""The statements of a decision, built once: making one costs more than sending it."""

from typing import Any, Final

from sqlalchemy import Select, bindparam, insert, select, update

from marketplace.kernel.database import table_of
from marketplace.quality.models import Review, Verdict
from marketplace.standards.models import TemplateVersion
from marketplace.work.models import Batch, Claim, Submission
from marketplace.work.states import SUBMISSION

_submissions, _claims, _batches, _versions = (table_of(model).c for model in (Submission, Claim, Batch, TemplateVersion))

TO_DECIDE: Final[Select[Any]] = select(
    _submissions.id, _submissions.claim_id, _submissions.task_id, _submissions.batch_id, _submissions.company_id, _submissions.worker_id,
    _submissions.round, _submissions.review_due_at, _claims.template_version_id, _claims.price_minor, _claims.currency,
    _batches.fee_bps, _batches.claim_minutes, _versions.published_at,
).join(table_of(Claim), _claims.id == _submissions.claim_id).join(table_of(Batch), _batches.id == _submissions.batch_id) \
    .join(table_of(TemplateVersion), _versions.id == _claims.template_version_id).where(_submissions.id == bindparam("which"))
# Every decision starts where a submission does.
WIN: Final = update(table_of(Submission)).where(_submissions.id == bindparam("which"), _submissions.state == SUBMISSION.literal(SUBMISSION.start)) \
    .values(state=bindparam("target"), decided_at=bindparam("now"), decided_by=bindparam("who"))
WRITE_REVIEW: Final = insert(table_of(Review)).returning(table_of(Review).c.id)
GIVE_VERDICT: Final = insert(table_of(Verdict)).returning(table_of(Verdict).c.id)
