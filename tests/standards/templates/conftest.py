"""A small template of a company's own, and its maker."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.kernel.policy import Actor
from marketplace.kernel.text import Text
from marketplace.standards import service
from marketplace.standards.kinds import Field, Option
from marketplace.standards.models import TemplateVersion
from marketplace.standards.queries import get_draft
from marketplace.standards.spec import Spec
from tests.cast import Cast, sign_in


def colour(*keys: str) -> Field:
    """An answer out of some colours."""
    return Field("colour", "choice", Text("색", "Colour"), options=tuple(Option(key, Text(key, key)) for key in keys or ("red", "blue")))


PARTS: dict[str, Any] = {
    "title": Text("색 고르기", "Choose the colour"), "summary": Text("이름을 보고 색을 골라요", "Choose the colour by the name"),
    "inputs": (Field("name", "text", Text("이름", "Name")),), "outputs": (colour(),),
}


@pytest.fixture
def han(app: Flask, cast: Cast) -> FlaskClient:
    """Han's browser."""
    client = app.test_client()
    sign_in(client, cast.han)
    return client


@pytest.fixture
def draft(cast: Cast) -> TemplateVersion:
    """What Han is writing: the small template; a test of another one has a draft of its own."""
    return service.edit_draft(service.make_template(actor=cast.han).template_id, changes=PARTS, actor=cast.han)


@pytest.fixture
def now(cast: Cast, draft: TemplateVersion) -> Callable[[], Spec]:
    """The draft's content as it stands."""
    return lambda: get_draft(cast.han, draft.template_id).spec


@pytest.fixture
def publish() -> Callable[..., TemplateVersion]:
    """`publish(cast.han)`: a template of Han's, published; `publish(cast.han, template_id, minutes=4)` its next version."""

    def publish_one(owner: Actor, template_id: int | None = None, **changes: Any) -> TemplateVersion:
        draft = service.make_template(actor=owner) if template_id is None else service.start_draft(template_id, actor=owner)
        service.edit_draft(draft.template_id, changes=(PARTS if template_id is None else {}) | changes, actor=owner)
        return service.publish_draft(draft.template_id, actor=owner)

    return publish_one


def at(draft: TemplateVersion, *places: str) -> str:
    """A page of the draft: `at(draft, "sop")`."""
    return "/".join([f"/templates/{draft.template_id}/draft", *places])


def form_of(page: str) -> dict[str, str]:
    """What a browser would send of the builder's sheet as it was drawn."""
    form = next(one for one in re.findall(r"<form.*?</form>", page, re.DOTALL) if 'name="revision"' in one)
    found = dict(re.findall(r'<input(?![^>]*type="checkbox")[^>]*\sname="([^"]+)"[^>]*\svalue="([^"]*)"', form))
    found |= dict.fromkeys(re.findall(r'<input type="checkbox"[^>]*\sname="([^"]+)"[^>]*\schecked', form), "true")
    found |= dict(re.findall(r'<textarea[^>]*\sname="([^"]+)"[^>]*>(.*?)</textarea>', form, re.DOTALL))
    for name, options in re.findall(r'<select[^>]*\sname="([^"]+)".*?>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return {name: unescape(value).removeprefix("\n") for name, value in found.items()}
