"""Reading attempts and qualifications."""

from sqlalchemy import select

from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.training.models import Qualification, QuizAttempt


def my_qualifications(actor: Actor) -> set[int]:
    """The templates the acting worker may work on."""
    return set(db.session.scalars(select(Qualification.template_id).where(Qualification.worker_id == actor.person_id)))


def get_attempt(actor: Actor, attempt_id: int) -> QuizAttempt:
    """One of the acting worker's own attempts."""
    require(actor, Permission.TAKE_QUIZ)
    attempt = db.session.get(QuizAttempt, attempt_id)
    if attempt is None or attempt.worker_id != actor.person_id:
        raise NotFound()
    return attempt
