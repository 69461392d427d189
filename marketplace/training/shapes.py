"""What the API says about quizzes: the questions, never their right answers."""

from datetime import datetime

import msgspec

from marketplace.kernel.text import Text
from marketplace.standards.models import TemplateVersion
from marketplace.training.models import QuizAttempt


class QuestionShape(msgspec.Struct):
    """One question; `example` is the row it asks about."""

    prompt: Text
    options: list[Text]
    example: dict[str, str]


class QuizShape(msgspec.Struct):
    """A template's quiz: answer with one option index a question, counted from 0."""

    template_id: int
    pass_mark: int
    questions: list[QuestionShape]


class AttemptShape(msgspec.Struct):
    """One try: how many were right, and whether it opened the template's tasks."""

    id: int
    template_id: int
    right: int
    questions: int
    passed: bool
    at: datetime


def shape_quiz(version: TemplateVersion) -> QuizShape:
    """The quiz of a version."""
    quiz = version.spec.quiz
    return QuizShape(version.template_id, quiz.pass_mark,
                     [QuestionShape(question.prompt, list(question.options), question.example) for question in quiz.questions])


def shape_attempt(attempt: QuizAttempt) -> AttemptShape:
    """An attempt for the API."""
    return AttemptShape(attempt.id, attempt.template_id, attempt.right, attempt.questions, attempt.passed, attempt.at)
