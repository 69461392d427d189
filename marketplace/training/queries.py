"""Reading attempts and qualifications."""

from datetime import timedelta

from sqlalchemy import func, select

from marketplace.kernel import clock
from marketplace.kernel.database import db
from marketplace.kernel.errors import NotFound
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import find_version, newest_version
from marketplace.training.models import Qualification, QuizAttempt
from marketplace.training.service import ATTEMPTS_A_DAY


def my_qualifications(actor: Actor) -> set[int]:
    """The templates the acting worker may work on."""
    return set(db.session.scalars(select(Qualification.template_id).where(Qualification.worker_id == actor.person_id)))


def get_quiz(actor: Actor, template_id: int) -> TemplateVersion:
    """The version of a template whose quiz is taken now: the newest; raises `NotFound` where no quiz is asked for."""
    require(actor, Permission.TAKE_QUIZ)
    version = newest_version(db.session(), template_id, actor)
    if not version.quiz_needed:
        raise NotFound()
    return version


def get_attempt(actor: Actor, attempt_id: int) -> QuizAttempt:
    """One of the acting worker's own attempts."""
    require(actor, Permission.TAKE_QUIZ)
    attempt = db.session.get(QuizAttempt, attempt_id)
    if attempt is None or attempt.worker_id != actor.person_id:
        raise NotFound()
    return attempt


def quiz_of(attempt: QuizAttempt) -> TemplateVersion:
    """The version whose questions an attempt answered."""
    return find_version(db.session(), attempt.template_version_id)


def is_qualified(actor: Actor, template_id: int) -> bool:
    """Whether the acting worker has passed the quiz of a template."""
    mine = select(Qualification.id).where(Qualification.worker_id == actor.person_id, Qualification.template_id == template_id)
    return db.session.scalar(mine) is not None


def attempts_left(actor: Actor, template_id: int) -> int:
    """How often the acting worker may still try the quiz of a template today."""
    taken = select(func.count()).where(QuizAttempt.worker_id == actor.person_id, QuizAttempt.template_id == template_id,
                                       QuizAttempt.at > clock.now() - timedelta(days=1))
    return max(0, ATTEMPTS_A_DAY - (db.session.scalar(taken) or 0))
