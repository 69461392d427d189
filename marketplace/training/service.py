"""Taking the quiz that opens a template's tasks."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.kernel import clock
from marketplace.kernel.database import transaction, verb
from marketplace.kernel.errors import Conflict, FieldError, Invalid, NotFound
from marketplace.kernel.journal import record
from marketplace.kernel.policy import Actor, Permission, require
from marketplace.kernel.text import Text
from marketplace.standards.queries import newest_version
from marketplace.training.models import Qualification, QuizAttempt

ATTEMPTS_A_DAY = 5


@verb
def take_quiz(template_id: int, *, answers: list[int], actor: Actor) -> QuizAttempt:
    """Answer a template's quiz (one option index a question); passing qualifies for its tasks.

    Raises `Conflict` already_qualified or too_many_attempts, `Invalid` answers_incomplete.
    """
    require(actor, Permission.TAKE_QUIZ)
    with transaction() as session:
        version = newest_version(session, template_id, actor)
        quiz = version.spec.quiz
        if not version.quiz_needed:
            raise NotFound()
        _refuse_attempt(session, actor, template_id)
        sizes = [len(question.options) for question in quiz.questions]
        if len(answers) != len(sizes) or not all(type(a) is int and 0 <= a < n for a, n in zip(answers, sizes, strict=True)):
            error = FieldError("answers_incomplete", Text("모든 문제에 답해 주세요.", "Please answer every question."))
            raise Invalid(error.code, error.message, fields={"answers": error})
        right = sum(question.right == answer for question, answer in zip(quiz.questions, answers, strict=True))
        attempt = QuizAttempt(worker_id=actor.person_id, template_id=template_id, template_version_id=version.id, answers=answers, right=right,
                              questions=len(sizes), passed=right * 100 >= quiz.pass_mark * len(sizes), at=clock.now())
        session.add(attempt)
        session.flush()
        if attempt.passed:
            session.add(Qualification(worker_id=actor.person_id, template_id=template_id, attempt_id=attempt.id, earned_at=attempt.at))
        record(session, actor, "take_quiz", "template", template_id, attempt_id=attempt.id, right=right, passed=attempt.passed)
    return attempt


def _refuse_attempt(session: Session, actor: Actor, template_id: int) -> None:
    mine = (QuizAttempt.worker_id == actor.person_id, QuizAttempt.template_id == template_id)
    if session.scalar(select(Qualification.id).where(Qualification.worker_id == actor.person_id, Qualification.template_id == template_id)):
        raise Conflict("already_qualified", Text("이미 통과했어요. 바로 일감을 잡을 수 있어요.", "You have passed already. You can take tasks now."))
    today = session.scalar(select(func.count()).where(*mine, QuizAttempt.at > clock.now() - timedelta(days=1)))
    if today is not None and today >= ATTEMPTS_A_DAY:
        raise Conflict("too_many_attempts", Text("하루에 {most}번까지 볼 수 있어요. 내일 다시 해 주세요.",
                                                 "You can take it {most} times a day. Please try again tomorrow."), most=ATTEMPTS_A_DAY)
