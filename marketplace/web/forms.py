"""Forms on pages: what was typed is kept, and each error stands at its field."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import request
from werkzeug.datastructures import CombinedMultiDict

from marketplace.kernel.errors import FieldError, Invalid, Refusal
from marketplace.kernel.forms import VerbForm

F = TypeVar("F", bound=VerbForm)
R = TypeVar("R")


def sent(form: type[F]) -> F:
    """The form as it was sent, uploads included."""
    return form(CombinedMultiDict([request.form, request.files]))


def attempt(form: VerbForm, act: Callable[..., R]) -> R | None:
    """`act(**values)`; None when it was refused: the errors then stand in the form, and `form.status` is the answer's."""
    try:
        return act(**form.read())
    except Refusal as refusal:
        if refusal.status not in (400, 409, 410, 413, 415, 422, 429, 503):
            raise
        form.status = refusal.status
        if isinstance(refusal, Invalid):
            form.blame(refusal)
        named: Any = refusal.fields if isinstance(refusal, Invalid) else {}
        if not any(name in form._fields for name in named):
            form.form_errors = [FieldError(refusal.code, refusal.message, refusal.facts)]
        return None
