"""Quizzes under /api/v1."""

from typing import Any

from marketplace.api.door import ApiDoor
from marketplace.kernel.policy import Permission
from marketplace.training import service
from marketplace.training.forms import QuizForm
from marketplace.training.queries import get_attempt, get_quiz
from marketplace.training.shapes import AttemptShape, QuizShape, shape_attempt, shape_quiz
from marketplace.web.actor import current_actor

api = ApiDoor("training", __name__)


@api.get("/templates/<id:template_id>/quiz", permission=Permission.TAKE_QUIZ, returns=QuizShape)
def show_quiz(template_id: int) -> QuizShape:
    """The short quiz that opens a template's tasks."""
    return shape_quiz(get_quiz(current_actor(), template_id))


@api.post("/templates/<id:template_id>/attempts", permission=Permission.TAKE_QUIZ, form=QuizForm, returns=AttemptShape,
          example={"answers": [0, 1, 1, 0, 2]})
def take_quiz(template_id: int, values: dict[str, Any]) -> AttemptShape:
    """Answer the quiz; passing it opens the template's tasks."""
    return shape_attempt(service.take_quiz(template_id, **values, actor=current_actor()))


@api.get("/attempts/<id:attempt_id>", permission=Permission.TAKE_QUIZ, returns=AttemptShape)
def show_attempt(attempt_id: int) -> AttemptShape:
    """One of one's own attempts."""
    return shape_attempt(get_attempt(current_actor(), attempt_id))
