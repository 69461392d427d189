"""The strict content policy, kept in the templates: nothing inline."""

import re

import pytest

from tests.house.source import ROOT, listed, templates

EXPRESSION = re.compile(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
INLINE = {
    "a script without a file": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx code in an attribute": re.compile(r"\bhx-(on|vals=.js:)", re.IGNORECASE),
    "an address of another host": re.compile(r"<(?:script|link|img|iframe)[^>]*(?:src|href)=\"(?:https?:)?//", re.IGNORECASE),
    "text that is not escaped": re.compile(r"\|\s*safe\b|autoescape\s+false", re.IGNORECASE),
}


def faults(template: str) -> list[str]:
    html = EXPRESSION.sub("", template)
    return [fault for fault, pattern in INLINE.items() if pattern.search(template if "escaped" in fault else html)]


def test_templates_keep_the_content_policy():
    wrong = [f"{place}: {fault}" for place, text in templates() for fault in faults(text)]
    assert not wrong, listed(wrong)


def test_every_form_that_posts_carries_a_token():
    wrong = [
        place for place, text in templates()
        for form in re.findall(r"<form\b.*?</form>", text, re.DOTALL)
        if re.search(r"method=\"post\"", form, re.IGNORECASE) and "csrf" not in form
    ]
    assert not wrong, listed(wrong)


def test_scripts_build_no_code_from_text():
    pattern = re.compile(r"\beval\(|new Function\(|innerHTML\s*=|outerHTML\s*=|document\.write|insertAdjacentHTML")
    # The one place where HTML comes in: parts of our own pages, drawn and escaped by our own templates.
    allowed = "static/js/poll.js"
    paths = [path for path in (ROOT / "static").rglob("*.js") if "vendor" not in path.parts and path != ROOT / allowed]
    wrong = [path.relative_to(ROOT).as_posix() for path in paths if pattern.search(path.read_text(encoding="utf-8"))]
    assert not wrong, listed(wrong)


@pytest.mark.parametrize("planted", [
    "<script>alert(1)</script>", '<p style="color:red">', '<a onclick="x()">', "<style>p{}</style>",
    '<a href="javascript:x">', '<script src="https://cdn.example/x.js">', "{{ text|safe }}",
])
def test_this_reader_finds_a_planted_fault(planted):
    assert faults(planted) != []
