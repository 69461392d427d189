"""Moments that people type into a browser's date-and-time control, which knows no zone: they mean the time in Seoul."""

import re
from datetime import datetime
from typing import Any, Final, TypeVar

from flask import request
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from marketplace.kernel.clock import SEOUL
from marketplace.kernel.forms import MomentField, VerbForm

F = TypeVar("F", bound=VerbForm)
# What <input type="datetime-local"> sends; anything else is left for the field to judge.
_LOCAL: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?", re.ASCII)
_SHOWN: Final = "%Y-%m-%dT%H:%M"


def sent_with_moments(form: type[F]) -> F:
    """The form as it was sent, with Seoul's offset written behind every moment that came without one."""
    names = [name for name, field in form()._fields.items() if isinstance(field, MomentField)]
    values = MultiDict(request.form)
    for name in names:
        values.setlist(name, [_zoned(value) for value in values.getlist(name)])
        if not values.getlist(name):
            values.poplist(name)
    return form(CombinedMultiDict([values, request.files]))


def local_value(field: MomentField) -> str:
    """What stands in the control: the moment in Seoul's time, or what was typed when it is no moment."""
    moment: Any = field.data
    if isinstance(moment, datetime):
        return moment.astimezone(SEOUL).strftime(_SHOWN)
    return str(field.raw or "").removesuffix("+09:00")


def _zoned(typed: str) -> str:
    if not _LOCAL.fullmatch(typed):
        return typed
    try:
        offset = datetime.fromisoformat(typed).replace(tzinfo=SEOUL).strftime("%z")
    except (ValueError, OverflowError):
        return typed
    return f"{typed}{offset[:3]}:{offset[3:]}"
