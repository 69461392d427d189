"""The quiz that opens a template's tasks: five questions on one page, and what came of them."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from marketplace.kernel.errors import Conflict, Invalid
from marketplace.kernel.policy import Permission
from marketplace.standards.prose import render_prose
from marketplace.training import service
from marketplace.training.forms import QuizForm
from marketplace.training.queries import attempts_left, get_attempt, get_quiz, is_qualified, quiz_of
from marketplace.web.actor import current_actor
from marketplace.web.door import Door

pages = Door("training", __name__)


@pages.get("/templates/<id:template_id>/quiz", permission=Permission.TAKE_QUIZ)
def show_quiz(template_id: int) -> ResponseReturnValue:
    """The questions, or that they are passed already."""
    return _draw(template_id)


@pages.post("/templates/<id:template_id>/attempts", permission=Permission.TAKE_QUIZ)
def take_quiz(template_id: int) -> ResponseReturnValue:
    """Answer the quiz; what was chosen stays when a question was left out."""
    questions = get_quiz(current_actor(), template_id).spec.quiz.questions
    chosen = [request.form.get(f"answer-{number}") for number in range(1, len(questions) + 1)]
    try:
        answers = QuizForm(MultiDict([("answers", one) for one in chosen if one is not None])).read()["answers"]
        attempt = service.take_quiz(template_id, answers=answers, actor=current_actor())
    except (Invalid, Conflict) as refusal:
        return _draw(template_id, chosen=chosen, refusal=refusal)
    return redirect(f"/attempts/{attempt.id}", 303)


@pages.get("/attempts/<id:attempt_id>", permission=Permission.TAKE_QUIZ)
def show_attempt(attempt_id: int) -> ResponseReturnValue:
    """What was right, what wasn't and why, and where to go from here."""
    actor = current_actor()
    attempt = get_attempt(actor, attempt_id)
    return render_template("training/attempt.html", attempt=attempt, version=quiz_of(attempt),
                           left=attempts_left(actor, attempt.template_id), is_qualified=is_qualified(actor, attempt.template_id))


def _draw(template_id: int, *, chosen: list[str | None] | None = None, refusal: Invalid | Conflict | None = None) -> ResponseReturnValue:
    actor = current_actor()
    drawn = render_template(
        "training/quiz.html", version=get_quiz(actor, template_id), render_prose=render_prose, chosen=chosen or [], refusal=refusal,
        left=attempts_left(actor, template_id), is_qualified=is_qualified(actor, template_id))
    return drawn, refusal.status if refusal else 200
