"""Controls as the work page draws them, and what a browser would send back."""

from collections import defaultdict
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from flask import Flask, render_template_string

from marketplace.kernel.text import current_locale, t

ROOT = Path(__file__).resolve().parents[2]
PAGE = '{% import "work/controls.html" as answers %}{% for c in controls %}{{ answers.control(c, held, errors) }}{% endfor %}'


def draw_controls(controls, held, errors=None):
    """The HTML of some controls."""
    with _app().test_request_context():
        return render_template_string(PAGE, controls=controls, held=held, errors=errors or {})


@cache
def _app():
    app = Flask("controls", template_folder=str(ROOT / "templates"))
    app.jinja_env.globals.update(t=t, current_locale=current_locale)
    return app


class Sent(HTMLParser):
    """What a form of this HTML sends, by name in order, and the names of all its inputs."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.names, self.values = set(), defaultdict(list)
        self._select, self._textarea = None, None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.names |= {given["name"]} if tag in ("input", "select", "textarea") and "name" in given else set()
        if tag == "input" and "name" in given and ("checked" in given or given.get("type") not in ("radio", "checkbox")):
            self.values[given["name"]].append(given.get("value") or "")
        elif tag == "select":
            self._select = [given["name"], None]
        elif tag == "option" and self._select and ("selected" in given or self._select[1] is None):
            self._select[1] = given["value"]
        elif tag == "textarea":
            self._textarea = [given["name"], ""]

    def handle_data(self, data):
        if self._textarea:
            self._textarea[1] += data

    def handle_endtag(self, tag):
        if tag == "select":
            self.values[self._select[0]].append(self._select[1] or "")
            self._select = None
        elif tag == "textarea":
            self.values[self._textarea[0]].append(self._textarea[1].removeprefix("\n"))
            self._textarea = None
