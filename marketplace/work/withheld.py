"""What a business never sees: the answers and files of a claim that was decided and isn't paid for."""

from sqlalchemy import exists, select

from marketplace.kernel.database import db
from marketplace.kernel.policy import Actor, Role
from marketplace.work.models import Submission
from marketplace.work.states import UNPAID


def is_withheld(actor: Actor, *, claim_id: int, company_id: int) -> bool:
    """Whether no round of a claim is for the acting reader, who isn't its worker; who works for the platform and not for that company sees all."""
    if actor.roles & {Role.ADMIN, Role.REVIEWER} and actor.company_id != company_id:
        return False
    return bool(db.session.scalar(select(exists().where(Submission.claim_id == claim_id, Submission.state.in_(UNPAID)))))
